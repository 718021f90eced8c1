"""Refusals in words: what stands in the way of a step, by which clause, and what to do.

A policy answers "why not?" with nothing, or with a :class:`Refusal`. The machine, the page and the service all ask
through the functions below, so that a disabled button and a refused call give the same sentence.
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


@dataclass(frozen=True)
class Refusal:
    """Why a step is not allowed: the clause that stands in the way and a sentence a colleague can read."""

    clause: Clause
    sentence: str
    hides: bool = False
    """Whether a page leaves the step out, rather than showing it refused: the record does not stand where the step starts."""

    def __str__(self) -> str:
        return self.sentence


class Doubt(NamedTuple):
    """What may well be so, and may be a slip: what is asked, and in short, without a name, what the trail keeps."""

    code: str
    sentence: str
    short: str
    about: tuple[str, ...] = ()
    """What it rests on, where the same sentence could be about somebody else; nobody can read it."""

    @property
    def key(self) -> str:
        """This very question, as a page that asked it sends it back: another one is not answered with it."""
        asked = "\n".join([self.sentence, *self.about])
        return f"{self.code}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"


class NotAllowed(Exception):  # noqa: N818  (it is an answer, not a fault)
    """A step was refused. ``refusal`` says why."""

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
    """A step's ways to go, by the status in which each starts."""

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
    """A condition for a transition that holds while ``policy`` has nothing to say."""

    def condition(record: object) -> bool:
        return policy(record) is None

    condition.policy = policy  # type: ignore[attr-defined]
    return condition


def refuse_if(*refusals: Refusal | None) -> None:
    """Let a step go ahead where nothing stands in its way. :raises NotAllowed: with the first refusal."""
    found = next(filter(None, refusals), None)
    if found:
        raise NotAllowed(found)


def why_not_from_here(step: Step) -> Refusal | None:
    """Whether the record has left the status where ``step`` starts; if so, who moved it and when."""
    record, meta = step.__self__, step._django_fsm
    if meta.has_transition(record.status):
        return None
    labels = dict(record._meta.get_field("status").flatchoices)
    starts = " or ".join(str(labels[source]).lower() for source in meta.transitions)
    noun = record._meta.verbose_name
    return Refusal(
        procedure.CONSISTENT,
        f"This {noun} is {record.get_status_display().lower()} since {who(record)} acted on {when(record)}. "
        f'"{step.__name__.replace("_", " ").capitalize()}" needs it to be {starts}. Open it again to see where it stands.',
        hides=True,
    )


def who(record: Changed) -> str:
    """Who changed the record last, as people say it; an import has nobody's name."""
    return str(record.changed_by or "an import")


def when(record: Changed) -> str:
    """When the record was last changed, as people say it: "5 April 2026 at 10:32"."""
    return format_date(timezone.localtime(record.changed_at), r"j F Y \a\t H:i")
