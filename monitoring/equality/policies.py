"""The rules for what is recorded of a customer's characteristics (§11)."""

from collections.abc import Mapping
from typing import NamedTuple

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

from .choices import ANSWERS, Group, Protected


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
