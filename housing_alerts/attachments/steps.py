"""The steps of a file on a record: the record's own app says whether a colleague can take each now (§11)."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from .models import Attachable

Answer = Callable[[Any, Colleague, date | None], Refusal | None]


class Answers(NamedTuple):
    """The two checks that a model's app gives for its records."""

    attach: Answer
    remove: Answer


_ANSWERS: dict[type[Attachable], Answers] = {}


def ask(model: type[Attachable], *, attach: Answer, remove: Answer) -> None:
    """Register the checks for the records of that model. Its app calls this at start."""
    _ANSWERS[model] = Answers(attach, remove)


def why_not_attach(subject: Attachable, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to attaching a file to the record."""
    return _ANSWERS[type(subject)].attach(subject, by, on)


def why_not_remove_file(subject: Attachable, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to removing a file from the record."""
    return _ANSWERS[type(subject)].remove(subject, by, on)
