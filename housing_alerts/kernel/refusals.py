"""Refusals in words: the obstacle to a step, its clause, and what to do.

A policy answers "why not?" with None, or with a :class:`Refusal`. The machine, the page and the service all ask through the
functions below, so that a disabled button and a refused call give the same sentence.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.utils import timezone
from django.utils.dateformat import format as format_date

from . import procedure
from .procedure import Clause

FEWEST_CHARACTERS = 10
"""The least that a required answer has to say. It is our own measure: the procedure names none."""


@dataclass(frozen=True)
class Refusal:
    """The reason why a step is not allowed: the clause and a sentence that a colleague can read."""

    clause: Clause
    sentence: str
    hides: bool = False
    """True if a page leaves the step out instead of showing it refused. The step then starts in another status."""

    def __str__(self) -> str:
        return self.sentence


class Doubt(NamedTuple):
    """A question about something that is probably right but may be a mistake. ``short`` is for the trail, without a name."""

    code: str
    sentence: str
    short: str
    about: tuple[str, ...] = ()
    """The facts that identify the question if the same sentence could be about somebody else. Nobody can read them."""

    @property
    def key(self) -> str:
        """The key of this question. A page that asked it sends the key back, so that no other question is answered with it."""
        asked = "\n".join([self.sentence, *self.about])
        return f"{self.code}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"


class NotAllowed(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The exception of a refused step. ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


Policy = Callable[[Any], Refusal | None]


class Changed(Protocol):
    """A row that says who changed it last, and when."""

    @property
    def changed_by(self) -> object: ...

    @property
    def changed_at(self) -> datetime: ...


class Moving(Changed, Protocol):
    """A record that its machine moves from status to status."""

    _meta: Any
    status: str

    def get_status_display(self) -> str: ...


class Condition(Protocol):
    """A condition of a transition, with the policy that it asks."""

    policy: Policy


class Transition(Protocol):
    """A way from one status to another."""

    conditions: list[Condition]


class Table(Protocol):
    """The transitions of a step, by the status in which each starts."""

    transitions: dict[str, Transition]

    def has_transition(self, state: str) -> bool: ...

    def get_transition(self, state: str) -> Transition: ...


class Step(Protocol):
    """A transition of a machine, bound to its record: ``alert.approve``."""

    __name__: str
    _django_fsm: Table

    @property
    def __self__(self) -> Moving: ...


def met(policy: Policy) -> Callable[[Any], bool]:
    """Return a condition for a transition that holds while ``policy`` returns None."""

    def condition(record: object) -> bool:
        return policy(record) is None

    condition.policy = policy  # type: ignore[attr-defined]
    return condition


def refuse_if(*refusals: Refusal | None) -> None:
    """Refuse the step if there is a refusal. :raises NotAllowed: with the first refusal."""
    found = next(filter(None, refusals), None)
    if found:
        raise NotAllowed(found)


def why_unsaid(words: str, unsaid: Refusal) -> Refusal | None:
    """Refuse an answer of fewer than ten characters. Nobody weighs what the words say (decision 95)."""
    return None if len(words.strip()) >= FEWEST_CHARACTERS else unsaid


def why_not_from_here(step: Step) -> Refusal | None:
    """Refuse a step if the record has left the status where it starts. Say who moved the record, and when."""
    record, meta = step.__self__, step._django_fsm
    if meta.has_transition(record.status):
        return None
    labels = dict(record._meta.get_field("status").flatchoices)
    starts = " or ".join(str(labels[source]).lower() for source in meta.transitions)
    noun = record._meta.verbose_name
    return Refusal(
        procedure.CONSISTENT,
        f"This {noun} is {record.get_status_display().lower()} since {author_of(record)} acted on {when(record)}. "
        f'"{step.__name__.replace("_", " ").capitalize()}" needs it to be {starts}. Open it again to see where it stands.',
        hides=True,
    )


def author_of(record: Changed) -> str:
    """Return the name of the author of the last change. An import has nobody's name."""
    return str(record.changed_by or "an import")


def when(record: Changed) -> str:
    """Return the moment of the last change, as people write it: "5 April 2026 at 10:32"."""
    return format_date(timezone.localtime(record.changed_at), r"j F Y \a\t H:i")
