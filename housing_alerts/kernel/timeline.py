"""One timeline: each app yields the events of its nouns, and every page and bundle filters the one stream of them.

An app registers its sources when it starts (``AppConfig.ready``), so the stream has events of apps that stand above
whoever reads it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from .audit.models import AuditEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from housing_alerts.staff.models import Colleague


class Kind(StrEnum):
    """The nouns that events are about, as far as a page tells them apart."""

    ACTION = "action"
    ALERT = "alert"
    APPEAL = "appeal"
    CUSTOMER = "customer"
    DISCUSSION = "discussion"
    FILE = "file"
    INCIDENT = "incident"
    INVESTIGATION = "investigation"
    LETTER = "letter"
    MARKER = "marker"
    RECOMMENDATION = "recommendation"
    REVIEW = "review"
    SIDE = "side"
    """The customer was asked for their side."""
    STAY = "stay"


class Readers(IntEnum):
    """P11a Who may read an event: each row adds people to those of the rows before."""

    OF_THE_CASE = 1
    """Whoever may see the case that it belongs to."""
    OF_THE_FILE = 2
    """And whoever may open the customer's file."""
    OF_ANY_CASE = 3
    """And whoever may see another case of the same customer."""


class Case(NamedTuple):
    """The record an event belongs to: its key, and the query for all of its kind that a colleague may see."""

    seen_by: "Callable[[Colleague], QuerySet[Any]]"
    pk: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened: the day, what, who, the record's reference, the words, and who may read it.

    :param at: when it happened; a moment where the time of day is known.
    :param step: the action of its audit event, by which the events of a day stand in order; empty where no step tells it.
    :param about: the reference of the alert that it reviews, appeals or breaches.
    :param typed: when it was recorded, where that can be later than it happened.
    :param customer: the key of the customer on whose file it stands.
    :param restricted: whether that file is restricted.
    :param void: whether it belongs to a report that was made in error.
    :param untold: what those are told who may not read it; empty where they are told nothing.
    """

    kind: Kind
    at: date | datetime
    title: str
    reference: str
    case: Case
    readers: Readers = Readers.OF_THE_CASE
    customer: int | None = None
    restricted: bool = False
    by: str = ""
    words: str = ""
    url: str = ""
    step: str = ""
    about: str = ""
    typed: datetime | None = None
    void: bool = False
    untold: str = ""

    @property
    def on(self) -> date:
        """The day, London."""
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at

    def closed(self) -> "Event":
        """Return the event without anything but that it happened, and when."""
        return replace(self, title=self.untold, by="", words="", url="", reference="")


Source = Callable[[int | None, int | None], Iterable[Event]]
"""Yields the events about one customer or at one property, by their keys, in a fixed number of queries."""

_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Add what an app tells to the stream. Called once, when the app starts."""
    _sources.extend(sources)


def stream(customer: int | None, asset: int | None = None) -> list[Event]:
    """Return every event about that customer or at that property, oldest first, whoever may read it.

    Within a day they stand in the order of their audit events. What has a time of day stands at that time.
    """
    events = [event for source in _sources for event in source(customer, asset)]
    taken = _steps_taken(events)
    return sorted(events, key=lambda event: _place(event, taken.get((event.reference, event.step), [])))


Steps = list[tuple[datetime, int]]
"""The moments of the audit events of one action on one record, each with its position in the chain."""


def _steps_taken(events: Iterable[Event]) -> dict[tuple[str, str], Steps]:
    steps = {(event.reference, event.step) for event in events if event.step}
    found = AuditEvent.objects.filter(
        reference__in={reference for reference, _ in steps}, action__in={step for _, step in steps}
    )
    taken: dict[tuple[str, str], Steps] = defaultdict(list)
    for reference, action, at, position in found.order_by("position").values_list(
        "reference", "action", "at", "position"
    ):
        taken[reference, action].append((at, position))
    return taken


def _place(event: Event, steps: Steps) -> tuple[date, datetime, int]:
    """Return the day, the moment within it, and the position in the chain.

    A step that was taken later than the day stands at its end. Where no audit event is left, the moment of recording
    counts or, else, the beginning of the day; the order of the sources decides between equals.
    """
    begins, ends = (timezone.make_aware(datetime.combine(event.on, edge)) for edge in (time.min, time.max))
    after = event.typed or begins
    later = [step for step in steps if step[0] >= after] or steps[-1:]
    taken, position = later[0] if later else (after, 0)
    moment = event.at if isinstance(event.at, datetime) else min(max(taken, begins), ends)
    return event.on, moment, position


def told(events: Iterable[Event], is_open: Callable[[Event], bool]) -> list[Event]:
    """P11a Return the open events whole and, of the others, only what may be told of each."""
    return [event if is_open(event) else event.closed() for event in events if event.untold or is_open(event)]


def open_to(
    colleague: "Colleague", events: Iterable[Event], *, customer: int | None, readers: Readers
) -> Callable[[Event], bool]:
    """P11a Return whether an event is open to the colleague, who reads of that customer as one of these readers.

    Everything else asks for the case: one query for each kind of case.
    """

    def theirs(event: Event) -> bool:
        return event.readers >= readers and event.customer == customer

    asked: dict[Callable[[Colleague], QuerySet[Any]], set[int]] = defaultdict(set)
    for event in events:
        if not theirs(event):
            asked[event.case.seen_by].add(event.case.pk)
    seen = {
        Case(seen_by, pk)
        for seen_by, keys in asked.items()
        for pk in seen_by(colleague).filter(pk__in=keys).values_list("pk", flat=True)
    }
    return lambda event: theirs(event) or event.case in seen
