"""The rules for what is recorded of a customer's characteristics, and for what is published (§11)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

from .choices import ANSWERS, Group, Protected
from .quarters import Quarter, closed

QUARTERS = 4
"""P11b The number of closed quarters of which a table can be published (our own standard)."""


class Said(NamedTuple):
    """The answer of a customer about one characteristic, with an empty group where it is not known."""

    group: str = ""
    words: str = ""


def why_answer_refused(protected: Protected, said: Said) -> Refusal | None:
    """P11b Refuse a group of another characteristic, and words of their own where a group was chosen."""
    if said.group and said.group not in ANSWERS[protected]:
        return Refusal(procedure.EQUALITY, f"Choose one of the answers about {protected.label.lower()}.")
    if said.group == Group.DESCRIBED and not said.words.strip():
        return Refusal(
            procedure.EQUALITY, f"Say about {protected.label.lower()} what the customer says in their own words."
        )
    if said.words.strip() and said.group != Group.DESCRIBED:
        return Refusal(
            procedure.EQUALITY,
            f"Choose “{Group.DESCRIBED.label}” about {protected.label.lower()}, or take the words away.",
        )
    return None


def why_answers_refused(answers: Mapping[Protected, Said]) -> Refusal | None:
    """P11b Return the first obstacle to recording these answers."""
    refused = (why_answer_refused(protected, said) for protected, said in answers.items())
    return next((refusal for refusal in refused if refusal), None)


def why_quarter_not_offered(quarter: Quarter, on: date) -> Refusal | None:
    """P11b Refuse a quarter that is not over, or long over: numbers of a running one would tell who came last."""
    if quarter in closed(on, QUARTERS):
        return None
    return Refusal(
        procedure.EQUALITY, f"Choose one of the last {QUARTERS} quarters that are over. {quarter} is none of them."
    )


def why_published(quarter: Quarter, published: Collection[date]) -> Refusal | None:
    """P11b Refuse to publish a quarter twice: the difference of two tables could tell of one person."""
    if quarter.first not in published:
        return None
    return Refusal(
        procedure.EQUALITY,
        f"The table of {quarter} is published already. It stays as it is, so that nobody can be found.",
    )


def why_nothing_said(words: str) -> Refusal | None:
    """P11b Refuse an empty answer to a table."""
    return None if words.strip() else Refusal(procedure.EQUALITY, "Say what was done.")
