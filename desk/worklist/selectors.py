"""Select the worklist of a colleague: their duties by due day, and the reports that they made."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Case, Count, Expression, F, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from alerts.choices import AlertStatus, InvestigationStatus
from alerts.look_up.people import closed_among
from alerts.models import Incident
from housing_alerts.customers.models import Customer
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import NEWS, Kind
from housing_alerts.duties.models import Duty, DutyQuerySet
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea

MOST = 20
"""The number of rows of a group that are shown at once."""
SHOWN = ("customer", "asset", "area", "colleague")
"""The relations that a row of a worklist names."""
WEEK = timedelta(days=7)


class Group(StrEnum):
    """The parts of a worklist, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    NEWS = "news"
    VACANT = "vacant"
    OTHERS = "others"
    WAITING = "waiting"

    @property
    def heading(self) -> str:
        """Return the heading."""
        return TITLES[self]


TITLES = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Today",
    Group.WEEK: "This week",
    Group.LATER: "Later",
    Group.NEWS: "What became of cases",
    Group.VACANT: "To decide while nobody is Head of Service",
    Group.OTHERS: "To decide for other Heads of Service",
    Group.WAITING: "Waiting for others",
}


class Whose(StrEnum):
    """The choice between a colleague's own duties and those of their areas."""

    ALL = ""
    MINE = "mine"
    AREA = "area"

    @property
    def words(self) -> str:
        """Return the label of the choice."""
        return {"": "Mine and my areas’", "mine": "Mine alone", "area": "My areas’ alone"}[self.value]


@dataclass(frozen=True)
class Filter:
    """The duties that a colleague chose to see."""

    whose: Whose = Whose.ALL
    kind: str = ""

    @property
    def query(self) -> str:
        """Return the choice as the start of an address's query."""
        chosen = {"whose": self.whose.value, "kind": self.kind}
        return "".join(f"{name}={value}&" for name, value in chosen.items() if value)


@dataclass(frozen=True)
class Part:
    """One group of a worklist: the number of its duties, and some of them."""

    group: Group
    count: int
    duties: list[Duty]
    after: str
    """The place of the last duty, where more follow."""


class Place(NamedTuple):
    """The place of one of the first duties of a group, with the size of the group."""

    group: str
    size: int
    pk: int
    closed: bool
    away: str


def worklist(colleague: Colleague, *, today: date, chosen: Filter) -> list[Part]:
    """List the first rows of every group that is not empty."""
    held = _chosen(duties.held_by(colleague, on=today), colleague, chosen)
    days = Case(*(When(_on(group, today), then=Value(group.value)) for group in DAYS))
    places = [*_first(held, days, today), *_first(duties.awaited_by(colleague, on=today), WAITING, today)]
    if colleague.holds(Role.LEADERSHIP):
        vacant = Case(When(_vacant(), then=Value(Group.VACANT.value)), default=Value(Group.OTHERS.value))
        places += _first(duties.of_others(colleague, on=today), vacant, today)
    read = Duty.objects.select_related(*SHOWN).in_bulk([place.pk for place in places])
    parts = []
    for group in Group:
        here = [place for place in places if place.group == group]
        rows: list[Any] = [read[place.pk] for place in here]
        for row, place in zip(rows, here, strict=True):
            row.closed, row.away = place.closed, place.away
        if rows:
            parts.append(_part(group, here[0].size, rows, today))
    return parts


def _first(found: DutyQuerySet, group: Expression, today: date) -> list[Place]:
    """Read the places of the first duties of each group. The rows are read for all groups at once."""
    found = found.annotate(group=group, day=Coalesce("due_on", today))
    order = [F("urgent").desc(), F("day").asc(), F("pk").asc()]
    number = Window(RowNumber(), partition_by=[F("group")], order_by=order)
    size = Window(Count("pk"), partition_by=[F("group")])
    first = found.annotate(number=number, size=size).filter(number__lte=MOST + 1)
    return [Place(*row) for row in first.order_by("group", "number").values_list(*Place._fields)]


def more(colleague: Colleague, group: Group, *, today: date, chosen: Filter, after: str) -> Part:
    """List the rows of one group that follow ``after``: urgent ones first, then by due day."""
    found = _of(colleague, group, today, chosen)
    rows = found.annotate(day=Coalesce("due_on", today)).filter(_behind(after)).order_by("-urgent", "day", "pk")
    return _part(group, found.count(), list(rows.select_related(*SHOWN)[: MOST + 1]), today)


def _part(group: Group, count: int, rows: list[Duty], today: date) -> Part:
    """Build a group from its rows, where one more was read than is shown."""
    last = rows[MOST - 1] if len(rows) > MOST else None
    place = f"{int(last.urgent)}.{last.due_on or today}.{last.pk}" if last else ""
    return Part(group, count, rows[:MOST], place)


def kinds(colleague: Colleague, *, today: date) -> list[tuple[str, str, int]]:
    """List the kinds of the colleague's duties, each with its words and number."""
    found = duties.held_by(colleague, on=today).order_by().values_list("kind").annotate(count=Count("pk"))
    counts = dict(found)
    return [(kind.value, kind.label, counts[kind]) for kind in Kind if kind in counts]


def waiting(colleague: Colleague, *, today: date) -> int:
    """Count the duties that the colleague must act on, for the top of each page."""
    if not colleague.roles:
        return 0
    return duties.held_by(colleague, on=today).exclude(kind__in=NEWS).count()


WAITING = Value(Group.WAITING.value)
DAYS = (Group.OVERDUE, Group.TODAY, Group.WEEK, Group.LATER, Group.NEWS)


def _on(group: Group, today: date) -> Q:
    """Match the duties of a group. A duty without a day waits today; news has no due day."""
    news = Q(kind__in=NEWS)
    return {
        Group.OVERDUE: Q(due_on__lt=today),
        Group.TODAY: ~news & (Q(due_on=today) | Q(due_on__isnull=True)),
        Group.WEEK: Q(due_on__gt=today, due_on__lte=today + WEEK),
        Group.LATER: Q(due_on__gt=today + WEEK),
        Group.NEWS: news,
    }[group]


def _vacant() -> Q:
    """P7a Match the duties of areas without a Head of Service, where the Leadership Team alone decides."""
    heads = Colleague.objects.filter(is_active=True, held__role=Role.HEAD_OF_SERVICE)
    return Q(area__in=ServiceArea.objects.exclude(colleagues__in=heads))


def _chosen(found: DutyQuerySet, colleague: Colleague, chosen: Filter) -> DutyQuerySet:
    if chosen.kind:
        found = found.filter(kind=chosen.kind)
    if chosen.whose == Whose.MINE:
        return found.filter(colleague=colleague)
    return found.filter(colleague__isnull=True) if chosen.whose == Whose.AREA else found


def _of(colleague: Colleague, group: Group, today: date, chosen: Filter) -> DutyQuerySet:
    """Return the duties of one group."""
    if group in DAYS:
        return _chosen(duties.held_by(colleague, on=today), colleague, chosen).filter(_on(group, today))
    if group == Group.WAITING:
        return duties.awaited_by(colleague, on=today)
    others = duties.of_others(colleague, on=today)
    return others.filter(_vacant()) if group == Group.VACANT else others.exclude(_vacant())


def _behind(after: str) -> Q:
    """Match the duties after that place; all duties, where it is no valid place."""
    try:
        urgent, day, pk = after.split(".")
        known = bool(int(urgent)), date.fromisoformat(day), int(pk)
    except ValueError:
        return Q()
    same = Q(urgent=known[0])
    later = same & (Q(day__gt=known[1]) | Q(day=known[1], pk__gt=known[2]))
    return later | Q(urgent=False) if known[0] else later


def closed_drafts(colleague: Colleague, found: Iterable[Duty]) -> set[str]:
    """P11a Return the references typed at the start of unfinished reports whose files are closed to the colleague."""
    typed = {first(duty.about) for duty in found if duty.kind == Kind.FINISH} - {""}
    closed = Customer.objects.closed_to(colleague).filter(reference__in=typed) if typed else Customer.objects.none()
    return set(closed.values_list("reference", flat=True))


def first(words: str) -> str:
    """Return the first word as a reference is written."""
    return words.partition(" ")[0].upper()


def reports(colleague: Colleague) -> tuple[list[Incident], list[Incident]]:
    """List the newest incidents that the colleague reported, and the newest that affected them and others reported.

    P11a Each has its outcome. ``closed`` marks a restricted file, whose name no such list shows.
    """
    met = Q(pk__in=Incident.affected.through.objects.filter(colleague=colleague).values("incident"))
    own = Case(When(Q(reported_by=colleague) | Q(created_by=colleague), then=True), default=False)
    found = Incident.objects.filter(met | Q(reported_by=colleague) | Q(created_by=colleague), occurred_at__isnull=False)
    newest = Window(RowNumber(), partition_by=[F("own")], order_by=["-occurred_at", "-pk"])
    first = found.annotate(own=own, number=newest).filter(number__lte=MOST).order_by("number").values_list("pk", "own")
    whose = dict(first)
    read = _with_outcome(colleague, list(whose)) if whose else {}
    mine, theirs = ([read[pk] for pk in whose if whose[pk] == reported] for reported in (True, False))
    return mine, theirs


def _with_outcome(colleague: Colleague, pks: list[int]) -> dict[int, Any]:
    related = ("customer", "asset", "line_manager", "service_area")
    found: dict[int, Any] = (
        Incident.objects.select_related(*related).prefetch_related("line_manager__held").in_bulk(pks)
    )
    files, alerts = defaultdict(set), defaultdict(set)
    statuses = ("pk", "investigations__status", "investigations__alerts__status")
    for pk, file, alert in Incident.objects.filter(pk__in=pks).order_by().values_list(*statuses):
        files[pk].add(file)
        alerts[pk].add(alert)
    closed = closed_among(
        colleague, {one.customer_id for one in found.values() if one.customer and one.customer.restricted}
    )
    for pk, incident in found.items():
        incident.closed = incident.customer_id in closed
        incident.in_force = AlertStatus.ACTIVE in alerts[pk]
        incident.imposed = bool(alerts[pk] & {AlertStatus.ACTIVE, AlertStatus.ENDED})
        incident.considered = InvestigationStatus.CONCLUDED in files[pk]
        incident.investigated = bool(files[pk] - {None, InvestigationStatus.WITHDRAWN})
    return found
