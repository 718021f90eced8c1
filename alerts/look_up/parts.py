"""Read the parts of typed words, as they are typed or corrected, and say what to ask the index for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from housing_alerts.customers.correcting import SURE, meant, postcode_meant
from housing_alerts.customers.models.words import Vocabulary, any_of, either, every
from housing_alerts.customers.spelling import Term

_JOINED = 0.5
"""What it costs that two words are read as one."""
_INWARD = 3
"""The letters and numbers of a postcode after its space."""


class Option(NamedTuple):
    """A way to read one part of what was typed: the words to ask for, and what they cost."""

    ways: tuple[tuple[str, ...], ...]
    cost: float
    called: str


Part = list[Option]
"""What one part of what was typed may mean."""


def _as_typed(term: Term, cost: float, words: Vocabulary) -> Option:
    """Return the part as it is typed: a word that is known is whole, since one that begins with it takes longer to look for."""
    known = term.is_a_word and term.typed in words.words
    return Option(term.whole.ways if known else term.ways, cost, term.typed)


def corrected(said: Iterable[Term], words: Vocabulary, *, surely: bool) -> list[Part]:
    """Return what each part may mean: as it is typed, and the words or the postcode it may be misspelt for.

    :param surely: whether to leave out what is only asked about: did you mean it?
    """
    return [_options(term, cost, words, surely) for term, cost in _rejoined(said, words.words)]


def _options(term: Term, cost: float, words: Vocabulary, surely: bool) -> Part:
    options = [_as_typed(term, cost, words)]
    if postcode := postcode_meant(term.typed):
        options.append(Option(((postcode,),), SURE, f"{postcode[:-3]} {postcode[-3:]}".upper()))
    *before, last = term.typed.split()
    if last.isalpha() and all(len(letter) == 1 and letter.isalpha() for letter in before):
        initials = tuple(f"{letter}*" for letter in before)
        known = f" {last}" in words.text
        options += [
            Option(((*initials, *one.words),), one.cost, " ".join([*before, *one.words]))
            for one in meant(last, words.words, known=known, surely=surely)
        ]
    return options


def _rejoined(said: Iterable[Term], words: frozenset[str]) -> list[tuple[Term, float]]:
    """Return the parts with their costs. Two words that are a known word together are one: Sand piper."""
    found: list[tuple[Term, float]] = []
    for term in said:
        before = found[-1][0] if found else None
        together = f"{before.typed}{term.typed}" if before else ""
        both_known = before and {before.typed, term.typed} <= words
        if before and before.is_a_word and term.is_a_word and together in words and not both_known:
            found[-1] = Term(together, ((together,),)), _JOINED
        elif before and _has_number(before.typed) and len(term.typed) == _INWARD and postcode_meant(together):
            found[-1] = Term(together, (before.ways[0] + term.ways[0],)), 0
        else:
            found.append((term, 0))
    return found


# What is asked of the index


def every_part(parts: Iterable[Part]) -> str:
    """Return what asks for all these parts."""
    return every(map(_either, parts))


def all_but_one(parts: Sequence[Part]) -> list[str]:
    """Return what asks for all these parts but one, whichever it is."""
    if len(parts) == 1:
        return []
    return [either(every_part(each for each in parts if each is not left_out) for left_out in parts)]


def _has_number(called: str) -> bool:
    return any(letter.isdecimal() for letter in called)


def _either(part: Part) -> str:
    return either(any_of(option.ways) for option in part)


# What was found


class Reader:
    """The parts as they are looked for in the texts of many rows."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.parts = [
            [(one, [_spaced(way) for way in one.ways]) for one in sorted(part, key=lambda one: one.cost)]
            for part in parts
        ]

    def has_some(self, text: str) -> bool:
        """Return whether the text has a word of one of the parts. An initial alone is none."""
        spaced = f"{text} "
        words = (word for part in self.parts for _, ways in part for way in ways for word in way)
        return any(word in spaced for word in words if len(word.strip()) > 1)

    def read(self, text: str, *, missing: float | None = None) -> tuple[float, str] | None:
        """Return what it costs to read the parts as the text has them, and how they are written then.

        :param missing: what one part costs that is not there; if not given, then nothing is returned.
        """
        cost, called, spaced = 0.0, [], f"{text} "
        for part in self.parts:
            option = _read_as(part, spaced)
            if option:
                called.append(option.called)
            elif missing is None:
                return None
            cost += option.cost if option else missing or 0
        return cost, _written(" ".join(called))


def _spaced(way: tuple[str, ...]) -> list[str]:
    """Return the words of a way as a search text has them: after a space and, if whole, before another."""
    return [f" {word[:-1]}" if word.endswith("*") else f" {word} " for word in way]


def _read_as(part: list[tuple[Option, list[list[str]]]], spaced: str) -> Option | None:
    """Return the nearest option of a part that stands in the text. It is asked of each row that is read."""
    for option, ways in part:
        for way in ways:
            for words in way:
                if words not in spaced:
                    break
            else:
                return option
    return None


def _written(called: str) -> str:
    """Return folded words as a colleague writes them."""
    return " ".join(
        word if word[0].isdecimal() else word.capitalize() if word.islower() else word for word in called.split()
    )
