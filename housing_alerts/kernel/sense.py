"""Check that an answer says enough, and that two answers do not say the same."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import combinations

from . import procedure
from .refusals import Doubt, Refusal

FEWEST_WORDS = 5
"""The least number of different words that tell the decider something. It is our own measure: the procedure names none."""
_WORD = re.compile(r"\w[\w’'-]*")


NOTHING = ("None is known", "None is needed", "There is none")
"""P10a P10b The short answers that say enough where the honest answer may be that there is nothing."""


def why_says_too_little(words: str, unsaid: Refusal, *, nothing: bool = False) -> Refusal | None:
    """Return the obstacle if an answer to a gate is empty, or says too little to the decider.

    :param unsaid: the refusal of an empty answer.
    :param nothing: whether one of :data:`NOTHING` is an answer.
    """
    if nothing and says_nothing(words):
        return None
    said = {word.casefold() for word in _WORD.findall(words)}
    if len(said) >= FEWEST_WORDS:
        return None
    if not words.strip():
        return unsaid
    too_little = f"“{words.strip()}” says too little: use {FEWEST_WORDS} different words or more."
    return replace(unsaid, sentence=f"{too_little} {unsaid.sentence}")


def says_nothing(words: str) -> bool:
    """Return whether the text is one of :data:`NOTHING`, whatever its capitals and punctuation."""
    return any(says_the_same(words, answer) for answer in NOTHING)


def says_the_same(one: str, other: str) -> bool:
    """Return whether both texts consist of the same words in the same order, whatever their capitals and punctuation."""
    first, second = ([word.casefold() for word in _WORD.findall(text)] for text in (one, other))
    return bool(first) and first == second


def said_twice(answers: Mapping[str, str]) -> list[Doubt]:
    """Return a doubt for each pair of boxes with the same words: one answer seldom fits two questions.

    There may be nothing to say twice over.
    :param answers: the typed words, by the name of the question.
    """
    asked = [name for name, words in answers.items() if not says_nothing(words)]
    alike = [pair for pair in combinations(asked, 2) if says_the_same(*(answers[name] for name in pair))]
    return [
        Doubt("SAME", f"The same words answer “{one}” and “{other}”.", "the same words twice") for one, other in alike
    ]


def why_answers_repeated(answers: Mapping[str, str], meant: Collection[str]) -> Refusal | None:
    """D3b P10a Return the obstacle if the same words stand in two boxes, and nobody confirmed that this is meant.

    :param meant: the keys of the doubts that were confirmed.
    """
    asked = next((doubt for doubt in said_twice(answers) if doubt.key not in meant), None)
    if asked is None:
        return None
    return Refusal(procedure.FORMAL_STAGE, f"{asked.sentence} Say in each what it asks, or tick that it is meant.")
