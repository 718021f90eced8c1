"""Fold names and addresses to the form in which they are compared and found.

A change here needs a migration that rebuilds ``search_text`` and ``door`` of the existing rows.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from anyascii import anyascii
from django.db.models import Q

_AS_IN_ENGLISH = str.maketrans("əƏ", "aA")
"""Letters that English writes in another way than anyascii: an Əliyev is Aliyev in a British passport, not Eliyev."""
_APOSTROPHE = re.compile("['`]")
_WORD = re.compile("[a-z0-9]+")
_LETTER_APART = re.compile(r"\b([a-z]) ([a-z]{2,})")

_IN_SHORT = {
    "avenue": ("ave", "av"),
    "buildings": ("bldgs",),
    "close": ("cl",),
    "court": ("ct", "crt"),
    "crescent": ("cres", "cr"),
    "drive": ("dr",),
    "estate": ("est",),
    "gardens": ("gdns", "gdn"),
    "green": ("grn", "gn"),
    "grove": ("gr", "gv"),
    "house": ("hse", "ho"),
    "lane": ("ln", "la"),
    "lower": ("lwr", "lr"),
    "mount": ("mt",),
    "park": ("pk",),
    "place": ("pl",),
    "road": ("rd",),
    "saint": ("st",),
    "square": ("sq",),
    "street": ("st", "str"),
    "terrace": ("tce", "ter", "terr"),
    "upper": ("upr", "up"),
    "view": ("vw",),
    "walk": ("wlk", "wk"),
}
"""Words of addresses, and the short ways in which people write them."""


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
    return "".join(f" {word}" for word in dict.fromkeys([*fold(text).split(), *apart.split(), *joined]))


def door(address: str, postcode: str) -> str:
    """Return the key that properties of one address and postcode share, or "" for an address without any word."""
    plain = fold(address)
    return f"{plain}, {fold(postcode).replace(' ', '')}" if plain else ""


_TITLES = re.compile(r"^(?:(?:mr|mrs|ms|miss|mx|dr)(?: and)? )+(?=[a-z])")
"""The titles before a name, as in “Mr and Mrs Vosper”. No search text holds one.

A Lord or a Sir may begin the name of a street.
"""


def without_title(typed: str) -> str:
    """Return the typed words, folded, without the titles before a name. “Dr” after a name is Drive, and stays."""
    return _TITLES.sub("", fold(typed))


def bears(typed: str, names: Iterable[str]) -> bool:
    """Return whether the typed name is one of these: each word of one stands in it, in their order."""
    said = without_title(typed).split()
    return any(_in_order(fold(name).split(), said) for name in names)


def _in_order(words: list[str], said: list[str]) -> bool:
    left = iter(said)
    return bool(words) and all(word in left for word in words)


def found_by(query: str) -> Q:
    """Return the condition that each word of ``query`` begins one of the spellings.

    A letter that stands apart may belong to the word after it. A number is a whole number: 2 finds 2 and 2a, and neither 20,
    which is another house, nor the 2ZZ of a postcode. Rd finds Road, and Road finds Rd. A query
    that holds no letter and no number, such as "%", finds nothing.
    """
    typed = without_title(query)
    if not typed:
        return Q(pk__in=[])
    ways = dict.fromkeys([typed, _LETTER_APART.sub(r"\1\2", typed)])
    return reduce(or_, (Q(*(_begins(word) for word in way.split())) for way in ways))


def _begins(word: str) -> Q:
    begins = Q(search_text__contains=f" {word}")
    if word.isdecimal():
        return Q(begins, search_text__regex=f" {word}[a-z]?( |$)")
    full = [Q(search_text__contains=f" {one}") for one, short in _IN_SHORT.items() if word in short]
    return reduce(or_, [*full, *(_is_whole_word(short) for short in _IN_SHORT.get(word, ()))], begins)


def _is_whole_word(word: str) -> Q:
    return Q(search_text__contains=f" {word} ") | Q(search_text__endswith=f" {word}")
