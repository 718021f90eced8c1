"""Fold names and addresses to the form in which they are compared and found, and read what somebody typed.

A change here needs a migration that rebuilds ``door`` of the existing rows, and empties ``search_text``: what is empty is
written anew after it (:mod:`.models.indexing`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anyascii import anyascii

_AS_IN_ENGLISH = str.maketrans("əƏ", "aA")
"""Letters that English writes in another way than anyascii: an Əliyev is Aliyev in a British passport, not Eliyev."""
_APOSTROPHE = re.compile("['`]")
_WORD = re.compile("[a-z0-9]+")
_LETTER_APART = re.compile(r"\b([a-z]) ([a-z]{2,})")
_NUMBER_AND_LETTER = re.compile(r"(\d+)[a-z]")
_RUN_TOGETHER = re.compile(r"([a-z]{2,})(\d+[a-z]?)|(\d+)([a-z]{2,})")
"""A word and a number without the space between them: Flat4, 31teal."""
LONGEST = 60
"""The letters that are kept of a word. No name is longer, and a database refuses to index much longer ones."""

_IN_SHORT = {
    "apartment": ("apt",),
    "apartments": ("apts",),
    "approach": ("app", "appr"),
    "avenue": ("ave", "av", "avn"),
    "block": ("blk",),
    "boulevard": ("blvd", "bvd"),
    "bridge": ("brg", "bdg"),
    "broadway": ("bdwy", "bway"),
    "building": ("bldg",),
    "buildings": ("bldgs",),
    "bungalow": ("bung",),
    "bungalows": ("bungs",),
    "causeway": ("cswy",),
    "circus": ("circ",),
    "close": ("cl", "clo"),
    "common": ("cmn",),
    "cottage": ("cott", "cot"),
    "cottages": ("cotts",),
    "court": ("ct", "crt"),
    "crescent": ("cres", "cresc", "cr"),
    "croft": ("cft",),
    "drive": ("dr", "drv"),
    "esplanade": ("esp",),
    "estate": ("est",),
    "farm": ("fm",),
    "field": ("fld",),
    "fields": ("flds",),
    "flat": ("flt", "fl"),
    "floor": ("flr",),
    "gardens": ("gdns", "gdn", "gds", "grdns"),
    "gate": ("gte",),
    "great": ("gt",),
    "green": ("grn", "gn"),
    "ground": ("grd",),
    "grove": ("gr", "gv", "gro"),
    "heights": ("hts", "hgts"),
    "hill": ("hl",),
    "house": ("hse", "ho"),
    "industrial": ("ind",),
    "junction": ("jct",),
    "lane": ("ln", "la"),
    "little": ("lt", "ltl"),
    "lodge": ("ldg",),
    "lower": ("lwr", "lr"),
    "maisonette": ("mais",),
    "manor": ("mnr",),
    "mansions": ("mans",),
    "meadow": ("mdw",),
    "meadows": ("mdws",),
    "mews": ("mws",),
    "mount": ("mt",),
    "mountain": ("mtn",),
    "north": ("nth",),
    "orchard": ("orch",),
    "parade": ("pde",),
    "park": ("pk",),
    "passage": ("psge",),
    "place": ("pl",),
    "quadrant": ("quad",),
    "road": ("rd",),
    "saint": ("st",),
    "saints": ("sts",),
    "south": ("sth",),
    "square": ("sq",),
    "station": ("stn", "sta"),
    "street": ("st", "str"),
    "terrace": ("tce", "ter", "terr"),
    "upper": ("upr", "up"),
    "villa": ("vla",),
    "villas": ("vls",),
    "view": ("vw",),
    "village": ("vlg",),
    "walk": ("wlk", "wk"),
    "way": ("wy",),
    "yard": ("yd",),
}
"""Words of addresses, and the short ways in which people write them."""
_IN_FULL = {
    way: tuple(full for full, short in _IN_SHORT.items() if way in short)
    for short in _IN_SHORT.values()
    for way in short
}


def fold(text: str, *, apostrophe: str = "") -> str:
    """Return the text in lower case and plain letters, without apostrophes, with spaces for other punctuation."""
    plain = anyascii(text.translate(_AS_IN_ENGLISH)).casefold()
    return " ".join(_WORD.findall(_APOSTROPHE.sub(apostrophe, plain)))


def spellings(text: str) -> str:
    """Return the folded words by which a search finds ``text``, each after a space.

    A name with a letter that stands apart is found in each way of writing it: O’Connor, OConnor, O Connor.
    """
    apart = fold(text, apostrophe=" ")
    joined = [letter + name for letter, name in _LETTER_APART.findall(apart)]
    return _spaced([*fold(text).split(), *apart.split(), *joined])


def spellings_of_address(address: str, beside: str) -> str:
    """Return the words by which a search finds an address.

    Short words stand in full too, and so does the number of 2a and of Flat4.

    :param beside: the postcode and the references. A 2ZZ of these is no house.
    """
    words = spellings(address).split()
    said = (each for word in words for each in [word, *_IN_FULL.get(word, ()), *_parts_of(word)])
    return _spaced([*said, *spellings(beside).split()])


def of_reference(reference: str) -> str:
    """Return the ways to write a reference: as it is, together, and its long numbers alone."""
    together = fold(reference).replace(" ", "")
    return " ".join([reference, together, *re.findall(r"\d{4,}", together)])


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in dict.fromkeys(word[:LONGEST] for word in words))


def _parts_of(word: str) -> list[str]:
    """Return the number of a word such as 2a, or the word and number of one such as Flat4."""
    if found := _NUMBER_AND_LETTER.fullmatch(word):
        return [found[1]]
    found = _RUN_TOGETHER.fullmatch(word)
    return [part for part in found.groups() if part] if found else []


def door(address: str, postcode: str) -> str:
    """Return the key that properties of one address and postcode share, or "" for an address without any word."""
    plain = fold(address)
    return f"{plain}, {fold(postcode).replace(' ', '')}" if plain else ""


def telephone(number: str) -> str:
    """Return the digits of a telephone number, as they are dialled in this country."""
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:].lstrip('0')}" if digits.startswith("44") else digits


# What somebody typed

_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|mister|master|messrs|prof|professor|rev|revd|reverend)(?: and)? )+(?=[a-z])"
)
"""The titles before a name, as in “Mr and Mrs Vosper”. No search text holds one.

A Lord or a Sir may begin the name of a street.
"""
_NUMBER_SAID = re.compile(r"\b(?:no|nr|number) (?=\d)")
_OUTWARD, _INWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?"), re.compile(r"\d[a-z]{0,2}")
_TELEPHONE = 10
"""The fewest digits of a telephone number."""
_REFERENCE = 3
"""The fewest digits that belong to a letter before them: D 900008, but not Flat B 2."""


class Term(NamedTuple):
    """One part of what was typed, with the ways to find it.

    One of the ways must be there, with each of its words.

    :param typed: the folded words as they were typed.
    :param ways: words; one that ends in a star need only begin so.
    """

    typed: str
    ways: tuple[tuple[str, ...], ...]

    @property
    def is_a_word(self) -> bool:
        """Return whether it is one word without any number, which may be misspelt."""
        return self.typed.isalpha() and len(self.ways[0]) == 1

    @property
    def whole(self) -> "Term":
        """Return the same part where nothing may be left out of a word."""
        return Term(self.typed, tuple(tuple(word.rstrip("*") for word in way) for way in self.ways))

    def stands_in(self, text: str) -> bool:
        """Return whether the search text has the words of one of the ways."""
        return any(all(_stands(word, text) for word in way) for way in self.ways)


def _stands(word: str, text: str) -> bool:
    return f" {word[:-1]}" in text if word.endswith("*") else f" {word} " in f"{text} "


def without_title(typed: str) -> str:
    """Return the typed words, folded, without the titles before a name. “Dr” after a name is Drive, and stays."""
    return _TITLES.sub("", fold(typed))


_ASIDE = re.compile(r"\(.*?\)|,.*|\s(?:[-–—/|]|(?:of|from|at|with|for|on behalf of)\s).*", re.IGNORECASE)
"""Words beside a name, such as “(her sister)” or “of Shore Advice”."""


def name_alone(typed: str) -> str:
    """P7c P11a Return the typed name without the words beside it, such as those for an agency."""
    return " ".join(_ASIDE.sub(" ", typed).split())


def bears(typed: str, names: Iterable[str]) -> bool:
    """Return whether the typed name is one of these: each word of one stands in it, in their order."""
    said = without_title(typed).split()
    return any(_in_order(fold(name).split(), said) for name in names)


def _in_order(words: list[str], said: list[str]) -> bool:
    left = iter(said)
    return bool(words) and all(word in left for word in words)


def terms(typed: str, *, postcodes: bool = True) -> list[Term]:
    """Return the parts of what was typed. Each must be there; none at all means that nothing can be found.

    :param postcodes: whether “TQ99 1” is the beginning of a postcode; else it is two words, and the 1 may be of a house.
    """
    return list(_terms(_NUMBER_SAID.sub("", without_title(typed)).split(), postcodes))


def _terms(words: list[str], postcodes: bool) -> Iterator[Term]:
    while words:
        used, ways = _first(words, postcodes)
        yield Term(" ".join(words[:used]), ways)
        words = words[used:]


def _first(words: list[str], postcodes: bool) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Return how many words the first part has, and its ways."""
    word, after = words[0], words[1] if len(words) > 1 else ""
    if used := _of_a_telephone(words):
        return used, ((telephone("".join(words[:used])),),)
    if postcodes and _OUTWARD.fullmatch(word) and _INWARD.fullmatch(after):
        return 2, ((f"{word}{after}" if len(after) == 3 else f"{word}{after}*",),)
    if (
        postcodes
        and len(word) == 1
        and _OUTWARD.fullmatch(f"{word}{after}")
        and len(words) > 2
        and _is_inward(words[2])
    ):
        return 3, ((f"{word}{after}{words[2]}",),)
    if len(word) == 1 and word.isalpha() and len(after) > 1 and after.isalpha():
        return 2, ((f"{word}*", f"{after}*"), (f"{word}{after}*",))
    if len(word) == 1 and word.isalpha() and after.isdecimal() and len(after) >= _REFERENCE:
        return 2, ((f"{word}*", after), (f"{word}{after}",))
    return 1, _ways(word)


def _is_inward(word: str) -> bool:
    """Return whether it is the whole second half of a postcode: then a letter apart before it is of its first half, T Q99 1FP."""
    return len(word) == 3 and bool(_INWARD.fullmatch(word))


def _of_a_telephone(words: list[str]) -> int:
    """Return how many words at the beginning are a telephone number."""
    used = next((at for at, word in enumerate(words) if not word.isdecimal()), len(words))
    digits = "".join(words[:used])
    return used if len(digits) >= _TELEPHONE and digits.startswith(("0", "44")) else 0


def _ways(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to find one word. A number is a whole number: 2 finds 2 and 2a, and neither 20 nor a 2ZZ."""
    if word.isdecimal():
        return ((word,),)
    ways: list[tuple[str, ...]] = [(f"{word}*",), *((full,) for full in _IN_FULL.get(word, ()))]
    if found := _RUN_TOGETHER.fullmatch(word):
        first, second = (part for part in found.groups() if part)
        ways.append(tuple(part if part[0].isdecimal() else f"{part}*" for part in (first, second)))
    return tuple(ways)


# The numbers of an address

_FLATS = frozenset({"flat", "flt", "fl", "apartment", "apt", "maisonette", "mais", "studio", "unit", "room", "bedsit"})
_NUMBER = re.compile(r"(\d+[a-z]?)|(\d+)[a-z]{2,}")


class Numbers(NamedTuple):
    """The numbers of houses and of flats that an address names, or the words of somebody who typed one."""

    houses: frozenset[str]
    flats: frozenset[str]


def numbers(address: str) -> Numbers:
    """Return the numbers of the houses and flats. That of a flat stands after the word: Flat 2, 7 Osprey Road."""
    houses, flats, before = set(), set(), ""
    for term in terms(address):
        words = term.typed.split()
        is_postcode = len(words) > 1 and _OUTWARD.fullmatch(words[0])
        for word in words if not is_postcode else ():
            run = _RUN_TOGETHER.fullmatch(word)
            if run and run[1]:
                before, word = run[1], run[2]
            if before in _FLATS and (len(word) == 1 or any(letter.isdecimal() for letter in word)):
                flats.add(word)
            elif found := _NUMBER.fullmatch(word):
                houses.add(found[1] or found[2])
            before = word
    return Numbers(frozenset(houses), frozenset(flats))


def is_named(name: str, typed: str) -> bool:
    """Return whether each word of the name stands in what was typed. Short words of addresses count as their long ones."""
    said = {full for word in fold(typed).split() for full in _in_full(word)}
    return all(said.intersection(_in_full(word)) for word in fold(name).split())


def _in_full(word: str) -> tuple[str, ...]:
    return _IN_FULL.get(word, (word,))
