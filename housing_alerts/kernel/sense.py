"""The least that an answer has to say, and when two answers say the same."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import combinations

from . import procedure
from .refusals import Doubt, Refusal

FEWEST_WORDS = 5
"""So many different words say something to who decides. Our own measure: the procedure names none."""
_WORD = re.compile(r"\w[\w’'-]*")


def why_unsaid(words: str, unsaid: Refusal) -> Refusal | None:
    """Return the obstacle where an answer to a gate is empty, or says too little to who decides.

    :param unsaid: what stands in the way while nothing is said.
    """
    said = {word.casefold() for word in _WORD.findall(words)}
    if len(said) >= FEWEST_WORDS:
        return None
    if not words.strip():
        return unsaid
    too_little = f"“{words.strip()}” says too little: use {FEWEST_WORDS} different words or more."
    return replace(unsaid, sentence=f"{too_little} {unsaid.sentence}")


def says_the_same(one: str, other: str) -> bool:
    """Return whether both texts are made of the same words in the same order, however they are written."""
    first, second = ([word.casefold() for word in _WORD.findall(text)] for text in (one, other))
    return bool(first) and first == second


def said_twice(answers: Mapping[str, str]) -> list[Doubt]:
    """Return a doubt for each two boxes with the same words: one answer seldom fits two questions.

    :param answers: what was written, by the name of what it answers.
    """
    alike = [pair for pair in combinations(answers, 2) if says_the_same(*(answers[name] for name in pair))]
    return [
        Doubt("SAME", f"The same words answer “{one}” and “{other}”.", "the same words twice") for one, other in alike
    ]


def why_said_twice(answers: Mapping[str, str], meant: Collection[str]) -> Refusal | None:
    """D3b P10a Return the obstacle where the same words stand in two boxes, and nobody said that they are meant.

    :param meant: the keys of the doubts to which that was said.
    """
    asked = next((doubt for doubt in said_twice(answers) if doubt.key not in meant), None)
    if asked is None:
        return None
    return Refusal(procedure.FORMAL_STAGE, f"{asked.sentence} Say in each what it asks, or tick that it is meant.")
