"""Select the worklist of a colleague: their duties by due day, and the reports that they made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from alerts.choices import AlertStatus, InvestigationStatus
from alerts.incidents.models import IncidentQuerySet
from alerts.models import Alert, Incident, Investigation
from housing_alerts.customers.models import Customer
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import NEWS, Kind
from housing_alerts.duties.models import Duty, DutyQuerySet
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.staff.navigation import CASES

MOST = 20
"""The number of rows of a group that are shown at once."""
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


def worklist(colleague: Colleague, *, today: date, chosen: Filter) -> list[Part]:
    """List the first rows of every group that is not empty."""
    counts = _counts(colleague, today, chosen)
    parts = (_part(colleague, group, counts[group], today, chosen, "") for group in Group if counts[group])
    return list(parts)


def more(colleague: Colleague, group: Group, *, today: date, chosen: Filter, after: str) -> Part:
    """List the rows of one group that follow ``after``."""
    return _part(colleague, group, _counts(colleague, today, chosen)[group], today, chosen, after)


def kinds(colleague: Colleague, *, today: date) -> list[tuple[str, str, int]]:
    """List the kinds of the colleague's duties, each with its words and number."""
    found = duties.held_by(colleague, on=today).order_by().values_list("kind").annotate(count=Count("pk"))
    counts = dict(found)
    return [(kind.value, kind.label, counts[kind]) for kind in Kind if kind in counts]


def waiting(colleague: Colleague, *, today: date) -> int:
    """Count the duties that the colleague must act on, for the top of each page."""
    if not colleague.holds(*CASES):
        return 0
    return duties.held_by(colleague, on=today).exclude(kind__in=NEWS).count()


def _counts(colleague: Colleague, today: date, chosen: Filter) -> dict[Group, int]:
    """Count the duties of every group."""
    held = _chosen(duties.held_by(colleague, on=today), colleague, chosen)
    days = {group: Count("pk", filter=_on(group, today)) for group in DAYS}
    others, vacant = duties.of_others(colleague, on=today), _vacant()
    counts = held.order_by().aggregate(**{group.value: count for group, count in days.items()})
    counts |= others.order_by().aggregate(vacant=Count("pk", filter=vacant), others=Count("pk", filter=~vacant))
    waiting = duties.awaited_by(colleague, on=today).count()
    return {group: {**counts, "waiting": waiting}[group] for group in Group}


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


def _part(colleague: Colleague, group: Group, count: int, today: date, chosen: Filter, after: str) -> Part:
    """Read some rows of one group: urgent ones first, then by due day."""
    found = _of(colleague, group, today, chosen).annotate(day=Coalesce("due_on", today))
    found = found.filter(_behind(after)).order_by("-urgent", "day", "pk")
    rows: list[Any] = list(found.select_related("customer", "asset", "area", "colleague")[: MOST + 1])
    last = rows[MOST - 1] if len(rows) > MOST else None
    place = f"{int(last.urgent)}.{last.day}.{last.pk}" if last else ""
    return Part(group, count, list(rows[:MOST]), place)


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


def reports(colleague: Colleague) -> IncidentQuerySet:
    """Return the incidents that the colleague reported, the newest first, each with its outcome."""
    return _with_outcome(Incident.objects.filter(_reported(colleague)), colleague)


def met(colleague: Colleague) -> IncidentQuerySet:
    """Return the incidents that affected the colleague and that others reported, as :func:`reports`."""
    return _with_outcome(Incident.objects.filter(affected=colleague).exclude(_reported(colleague)), colleague)


def _reported(colleague: Colleague) -> Q:
    return Q(reported_by=colleague) | Q(created_by=colleague)


def _with_outcome(incidents: IncidentQuerySet, colleague: Colleague) -> IncidentQuerySet:
    """P11a Add the outcome to each incident. ``closed`` marks a restricted file, whose name no such list shows."""
    mine = incidents.filter(occurred_at__isnull=False)
    files = Investigation.objects.filter(incidents=OuterRef("pk"))
    concluded = files.filter(status=InvestigationStatus.CONCLUDED)
    imposed = Alert.objects.decided().filter(investigation__incidents=OuterRef("pk"))
    closed = Customer.objects.closed_to(colleague).filter(pk=OuterRef("customer"))
    mine = mine.select_related("customer", "asset", "line_manager", "service_area")
    return mine.prefetch_related("line_manager__held", "behaviours").annotate(
        closed=Exists(closed),
        imposed=Exists(imposed),
        in_force=Exists(imposed.filter(status=AlertStatus.ACTIVE)),
        considered=Exists(concluded),
        investigated=Exists(files.exclude(status=InvestigationStatus.WITHDRAWN)),
    )[:MOST]
