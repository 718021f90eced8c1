"""Find the words that somebody may have meant by one that finds nothing, among those that find something.

Nothing here asks a database. A number is never corrected: another house is another house.
"""

import functools
import re
from collections.abc import Collection
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

SURE = 1
"""The most that a word may cost to be shown as what was meant. What costs more is asked about: did you mean it?"""
_LEAST = 3
"""The fewest letters of a word that is corrected, or into which one is."""
_LONG, _VERY_LONG = 5, 8
"""The letters from which one other letter is a slip of the pen, and from which two are."""
_FAR = 3
"""The most letters by which a word that sounds alike may differ."""
_CLOSE = 0.55
"""How alike two words are at least, of 1, so that the one is asked about for the other."""
_MOST = 8
"""The most words that one word may have meant."""

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^wh", "w"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"mc|mac", "mk"),
        (r"ph", "f"),
        (r"gh(?=[^aeiou]|$)", ""),
        (r"sch|sh|tio|cio|ti(?=a)", "x"),
        (r"tch|ch", "x"),
        (r"ck|cq|qu|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dg(?=[eiy])", "j"),
        (r"g(?=[eiy])", "j"),
        (r"z", "s"),
        (r"v", "f"),
        (r"mb$", "m"),
        (r"(?<=[^aeiouy])e(?:s)?$", lambda found: "s" if found[0] == "es" else ""),
        (r"(?<=[aeiouy])[hw]|h(?=[^aeiouy])", "u"),
        (r"ea|ee|ie|ei|ey", "i"),
        (r"oa|ou(?![aeiouy])", "o"),
        (r"ai|ay", "a"),
        (r"[aeiouy]*a(?![aeiouy])", "a"),
        (r"[aeiouy]*[eiy](?![aeiouy])", "i"),
        (r"[aeiouy]*[ou](?![aeiouy])", "o"),
        (r"(.)\1+", r"\1"),
    )
]
"""How English sounds, in the order in which it is made of letters. Vowels side by side count as the last of them."""
_VOWELS = str.maketrans("iou", "aaa")


class Meant(NamedTuple):
    """A word that may have been meant, or two that were run together, with what it costs."""

    words: tuple[str, ...]
    cost: float


@functools.lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return how a word sounds, so that Louis is Lewis and Northcote is Northcott."""
    for pattern, made in _SOUNDS:
        word = pattern.sub(made, word)
    return word


def meant(word: str, words: Collection[str], *, known: bool, surely: bool = False) -> list[Meant]:
    """Return what may have been meant by a word, the nearest first.

    :param surely: whether to leave out what costs more than SURE, which is quicker.
    :param known: whether the word begins one of ``words``. Then it is less likely to be a slip of the pen.
    """
    if len(word) < _LEAST:
        return []
    far = _FAR if known or surely else max(_FAR, round(len(word) * (1 - _CLOSE)))
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=far, limit=None)
    cost = _cost_of_known if known else _cost
    found = [Meant((other,), cost(word, other, int(distance))) for other, distance, _ in near if other != word]
    asks = not known and not surely
    found = [one for one in found if one.cost <= SURE or (asks and _alike(word, one.words[0]))]
    if not known:
        found += [Meant(both, SURE) for both in _apart(word, words)]
    return sorted(found, key=lambda one: (one.cost, one.words))[:_MOST]


def _cost(word: str, other: str, distance: int) -> float:
    """Return how unlike two words are: at most SURE for a slip of the pen, or for the same consonants."""
    alike = distance <= _FAR and sound(word).translate(_VOWELS) == sound(other).translate(_VOWELS)
    if distance == 1 and (len(word) >= _LONG or len(word) != len(other) or sorted(word) == sorted(other)):
        return 0.5 if alike else 0.75
    if alike or (distance == 2 and len(word) >= _VERY_LONG):
        return SURE
    return SURE + distance


def _cost_of_known(word: str, other: str, distance: int) -> float:
    """Return how unlike a known word is: SURE for a dropped letter, two swapped ones, or the same sound."""
    slip = distance == 1 and (len(other) > len(word) or sorted(word) == sorted(other))
    return SURE if slip or (distance <= _FAR and sound(word) == sound(other)) else SURE + distance


def _alike(word: str, other: str) -> bool:
    return OSA.normalized_similarity(word, other) >= _CLOSE


def _apart(word: str, words: Collection[str]) -> list[tuple[str, ...]]:
    """Return the pairs of words that were run together: TealGardens."""
    parts = ((word[:at], word[at:]) for at in range(_LEAST, len(word) - _LEAST + 1))
    return [pair for pair in parts if pair[0] in words and pair[1] in words]


_FULL_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}")
_AS_NUMBERS = str.maketrans("ilosz", "11052")
_AS_LETTERS = str.maketrans("1052", "iosz")


def postcode_meant(typed: str) -> str:
    """Return the postcode that was meant, where a letter stands for a number or the reverse.

    It has small letters and no space. It is "" for what can be no such postcode, and for what is one as it stands.
    """
    together = typed.replace(" ", "")
    outward, inward = together[:-3], together[-3:]
    plain = re.match(r"[a-z]{1,2}", outward)
    if plain is None or not 2 <= len(outward) <= 4:
        return ""
    best = ""
    for letters in (plain[0], plain[0][:1]):
        made = letters + outward[len(letters) :].translate(_AS_NUMBERS)
        made += inward[0].translate(_AS_NUMBERS) + inward[1:].translate(_AS_LETTERS)
        if _FULL_POSTCODE.fullmatch(made) and made != together:
            best = best or made
    return best
