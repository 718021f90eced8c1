"""One timeline: each app yields the events of its records, and every page and bundle filters this one stream.

An app registers its sources when it starts (``AppConfig.ready``), so the stream has events of apps that stand above its reader.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from .audit.models import AuditEvent
from .records.parts import not_empty

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from housing_alerts.staff.models import Colleague


class Kind(StrEnum):
    """The kinds of record that events are about, as far as a page distinguishes them."""

    ACTION = "action"
    ALERT = "alert"
    APPEAL = "appeal"
    AT_THE_ADDRESS = "at the address"
    """An incident where the customer lived, of which nobody knows who it was."""
    CONTACT = "contact"
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
    """P11a The readers of an event. Each value adds people to those of the values before."""

    OF_THE_CASE = 1
    """Everybody who may see the case that the event belongs to."""
    OF_THE_FILE = 2
    """Also everybody who may open the customer's file."""
    OF_ANY_CASE = 3
    """Also everybody who may see another case of the same customer."""


class Case(NamedTuple):
    """The record to which an event belongs: its key, and the query for all records of its kind that a colleague may see."""

    seen_by: "Callable[[Colleague], QuerySet[Any]]"
    pk: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened: its day, title and author, the record's reference, the words, and its readers.

    :param at: when it happened; a moment if the time of day is known.
    :param step: the action of its audit event, by which the events of a day are ordered; empty if no step recorded it.
    :param about: the reference of the alert that it reviews, appeals or breaches.
    :param typed: when it was recorded, if that can be later than it happened.
    :param customer: the key of the customer on whose file it stands.
    :param restricted: whether that file is restricted.
    :param void: whether it belongs to a report that was made in error.
    :param untold: the title for people who may not read the event; empty if they are told nothing.
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
        """The day of the event, in London."""
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at

    def closed(self) -> "Event":
        """Return the event with nothing but the title for outsiders and the time."""
        return replace(self, title=self.untold, by="", words="", url="", reference="")


class Source(NamedTuple):
    """A kind of record of which events tell: the query for those about a customer or at a property, and the events of each.

    The query takes the keys of both. It reads with each record all that its events say.
    """

    rows: "Callable[[int | None, int | None], QuerySet[Any]]"
    events: Callable[[Any], Iterable[Event]]


_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Add an app's sources to the stream. The app calls this once, when it starts."""
    _sources.extend(sources)


def stream(customer: int | None, asset: int | None = None) -> list[Event]:
    """Return every event about that customer or at that property, oldest first, whoever may read it.

    Within a day they stand in the order of their audit events. An event with a time of day stands at that time.
    """
    rows = [source.rows(customer, asset) for source in _sources]
    there = not_empty(rows)
    events = [
        event
        for number, source in enumerate(_sources)
        if number in there
        for row in rows[number]
        for event in source.events(row)
    ]
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
    """Return the day of the event, the moment within it, and the position in the chain.

    A step that was taken later than the day stands at its end. If no audit event is left, the moment of recording counts or,
    failing that, the beginning of the day; the order of the sources decides between equals.
    """
    begins, ends = (timezone.make_aware(datetime.combine(event.on, edge)) for edge in (time.min, time.max))
    after = event.typed or begins
    later = [step for step in steps if step[0] >= after] or steps[-1:]
    taken, position = later[0] if later else (after, 0)
    moment = event.at if isinstance(event.at, datetime) else min(max(taken, begins), ends)
    return event.on, moment, position


def told(events: Iterable[Event], is_open: Callable[[Event], bool]) -> list[Event]:
    """P11a Return the open events whole, and the others without the parts that may not be told."""
    return [event if is_open(event) else event.closed() for event in events if event.untold or is_open(event)]


def open_to(
    colleague: "Colleague", events: Iterable[Event], *, customer: int | None, readers: Readers
) -> Callable[[Event], bool]:
    """P11a Return a function that says whether an event is open to the colleague.

    An event about that customer is open if it is for ``readers``. For every other event, the colleague must see its case: one
    query for each kind of case.
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
