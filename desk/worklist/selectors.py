"""Select the worklist of a colleague: their duties by due day, and the reports that they made."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import starmap
from typing import Any, NamedTuple

from django.db.models import F, Q, prefetch_related_objects

from alerts.choices import AlertStatus, IncidentStatus, InvestigationStatus
from alerts.look_up.finding import closed_among
from alerts.models import Incident
from housing_alerts.customers.models import Customer
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import NEWS, Kind
from housing_alerts.duties.models import Duty
from housing_alerts.duties.selectors import Counts, Place
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

MOST = 20
"""The number of rows of a group that are shown at once."""
TOGETHER, AT_LEAST = 25, 3
"""The number of rows of all groups together on the worklist, and of each group that has so many."""
NAMES = (
    *("customer__reference", "customer__forenames", "customer__surname", "customer__restricted"),
    *("asset__address", "asset__postcode"),
)
"""The columns from which a row takes its name."""
DUE = (
    *("pk", "kind", "reference", "role", "path", "words", "about", "due_on", "urgent", "opened_at"),
    *("area__name", "colleague", "colleague__first_name", "colleague__last_name", "colleague__username"),
    *("customer", *NAMES),
)
"""The columns that a row of a duty shows, as :class:`Line` has them."""
REPORTED = (
    *("reference", "status", "channel", "occurred_at"),
    *(
        "line_manager__first_name",
        "line_manager__last_name",
        "line_manager__username",
        "line_manager__is_active",
        *NAMES,
    ),
)
"""The columns that a row of a report shows."""
WEEK = timedelta(days=7)
TELLS = frozenset(kind.value for kind in NEWS)
URGENT = "0"
"""The beginning of the place of an urgent duty."""


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


PRESSING = (Group.OVERDUE, Group.TODAY)


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


class Line(NamedTuple):
    """A duty as far as its row shows it.

    ``closed`` is whether its file is closed to the colleague. To read a model of each relation took longer than to draw the row.
    """

    pk: int
    kind: str
    reference: str
    role: str
    path: str
    words: str
    about: str
    due_on: date | None
    urgent: bool
    opened_at: datetime
    area: str | None
    colleague: int | None
    first_name: str | None
    last_name: str | None
    username: str | None
    customer: int | None
    customer_reference: str | None
    forenames: str | None
    surname: str | None
    restricted: bool | None
    address: str | None
    postcode: str | None
    closed: bool = False


@dataclass(frozen=True)
class Part:
    """One group of a worklist: the number of its duties, and some of them."""

    group: Group
    count: int
    duties: list[Line]
    after: str
    """The place of the last duty, where more follow."""


class Reason(StrEnum):
    """The reason why a page of the colleague lists or counts a duty."""

    HELD = "held"
    AWAITED = "awaited"
    OF_OTHERS = "of others"
    UNREVIEWED = "unreviewed"


HELD, AWAITED, OF_OTHERS, UNREVIEWED = (reason.value for reason in Reason)
"""The reasons as plain texts, which the places have: to compare each of hundreds to a member takes three times as long."""


class Choices(NamedTuple):
    """The choices of both filters, each with its value, its words and the number of duties that it would show."""

    kinds: list[tuple[str, str, int]]
    whose: list[tuple[str, str, int]]


def worklist(colleague: Colleague, *, today: date, chosen: Filter) -> tuple[list[Part], Choices, Counts]:
    """List the first rows of every group that is not empty, with the choices, and count all duties."""
    places = _places(colleague, today)
    groups = _grouped(places, colleague, today, chosen)
    counted = Counter(place.kind for place in places if place.reason == HELD)
    unreviewed = sum(place.reason == UNREVIEWED for place in places)
    parts = _read(colleague, groups, groups, _shares(groups))
    return parts, _choices(places, colleague, chosen), Counts(counted, unreviewed)


def more(colleague: Colleague, group: Group, *, today: date, chosen: Filter, after: str) -> Part:
    """List the rows of one group that follow ``after``."""
    here = _grouped(_places(colleague, today), colleague, today, chosen).get(group, [])
    known = _known(after)
    behind = [place for place in here if known is None or place[: len(known)] > known]
    return _read(colleague, {group: here}, {group: behind}, {group: MOST})[0]


def _places(colleague: Colleague, today: date) -> list[Place]:
    """Read in one query the places of all duties that the colleague's worklist lists or counts."""
    found = {Reason.HELD: duties.held_in_ways(colleague, on=today)}
    found[Reason.AWAITED] = [duties.awaited_by(colleague, on=today)]
    if colleague.holds(Role.LEADERSHIP):
        found[Reason.OF_OTHERS] = [duties.of_others(colleague, on=today)]
    if colleague.holds(*duties.TOLD_OF_UNREVIEWED):
        found[Reason.UNREVIEWED] = [duties.unreviewed(colleague, on=today)]
    return duties.seen(duties.places({reason.value: queries for reason, queries in found.items()}, on=today), colleague)


def _grouped(places: list[Place], colleague: Colleague, today: date, chosen: Filter) -> dict[Group, list[Place]]:
    """Return the chosen duties by group, in the order of the groups and in their order there."""
    everything = chosen == Filter()
    listed = [
        place for place in places if place.reason != UNREVIEWED and (everything or _is_chosen(place, colleague, chosen))
    ]
    headed = _headed() if any(place.reason == OF_OTHERS for place in listed) else set()
    groups: dict[Group, list[Place]] = {group: [] for group in Group}
    day, week = today.isoformat(), (today + WEEK).isoformat()
    for place in sorted(listed):
        groups[_group(place, headed, day, week)].append(place)
    return {group: here for group, here in groups.items() if here}


def _is_chosen(place: Place, colleague: Colleague, chosen: Filter) -> bool:
    """Return whether the colleague chose to see the duty. The choice is between the duties that they hold."""
    if place.reason != HELD:
        return True
    return _takes(chosen, place.kind, _whose(place.colleague, colleague))


def _whose(holder: int | None, colleague: Colleague) -> Whose | None:
    """Return whose the duty is: the colleague's by name, or of their areas. It is neither, if they hold it as a deputy."""
    if holder is None:
        return Whose.AREA
    return Whose.MINE if holder == colleague.pk else None


def _takes(chosen: Filter, kind: str, whose: Whose | None) -> bool:
    return chosen.kind in ("", kind) and chosen.whose in (Whose.ALL, whose)


def _choices(places: list[Place], colleague: Colleague, chosen: Filter) -> Choices:
    """Count the colleague's duties for each choice of one filter, as the other one is chosen now."""
    by_holder = Counter((place.kind, place.colleague) for place in places if place.reason == HELD)
    held = [(kind, _whose(holder, colleague), count) for (kind, holder), count in by_holder.items()]

    def number(chosen: Filter) -> int:
        return sum(count for kind, whose, count in held if _takes(chosen, kind, whose))

    there = {kind for kind, *_ in held}
    kinds = [(kind.value, kind.label, number(replace(chosen, kind=kind))) for kind in Kind if kind in there]
    return Choices(kinds, [(one.value, one.words, number(replace(chosen, whose=one))) for one in Whose])


def _group(place: Place, headed: set[int], day: str, week: str) -> Group:
    """Return the group of a duty. News has no due day."""
    if place.reason == AWAITED:
        return Group.WAITING
    if place.reason == OF_OTHERS:
        return Group.VACANT if place.area and place.area not in headed else Group.OTHERS
    if place.kind in TELLS:
        return Group.NEWS
    if place.due == day:
        return Group.TODAY
    return Group.OVERDUE if place.due < day else Group.WEEK if place.due <= week else Group.LATER


def _headed() -> set[int]:
    """P7a Return the areas with a Head of Service. In the others the Leadership Team alone decides."""
    heads = Q(colleague__is_active=True, colleague__held__role=Role.HEAD_OF_SERVICE)
    return set(Colleague.areas.through.objects.filter(heads).values_list("servicearea", flat=True))


def _shares(groups: dict[Group, list[Place]]) -> Mapping[Group, int]:
    """Share the rows of a worklist out to its groups.

    Each group shows its first ones. Then come the urgent duties of today and before, then the others, the first group's first.
    """
    ranked = [
        (rank >= AT_LEAST, place.calm != URGENT or group not in PRESSING, number, rank, group)
        for number, (group, places) in enumerate(groups.items())
        for rank, place in enumerate(places[:MOST])
    ]
    return Counter(group for *_, group in sorted(ranked)[:TOGETHER])


def _read(
    colleague: Colleague,
    whole: dict[Group, list[Place]],
    shown: dict[Group, list[Place]],
    most: Mapping[Group, int],
) -> list[Part]:
    """Read the first of the duties to show in each group, for all groups at once."""
    first = {group: places[: most[group]] for group, places in shown.items()}
    found = {place.pk: place for places in first.values() for place in places}
    rows = list(starmap(Line, Duty.objects.filter(pk__in=found).order_by().values_list(*DUE)))
    restricted = {row.customer for row in rows if row.customer and row.restricted}
    closed = closed_among(colleague, restricted) if restricted else set()
    read = {row.pk: row._replace(closed=True) if row.customer in closed else row for row in rows}
    return [
        Part(group, len(whole[group]), [read[place.pk] for place in places], _last(places, shown[group]))
        for group, places in first.items()
    ]


def _last(places: list[Place], of: list[Place]) -> str:
    """Return the place of the last of these, where more of the group follow."""
    if len(places) == len(of):
        return ""
    last = places[-1]
    return f"{last.calm}.{last.due}.{last.pk}"


def _known(after: str) -> tuple[str, str, int] | None:
    """Return the order of that place, or None where it is no valid place: then all duties follow."""
    try:
        calm, day, pk = after.split(".")
        return str(int(calm)), date.fromisoformat(day).isoformat(), int(pk)
    except ValueError:
        return None


def counts(colleague: Colleague, *, today: date) -> Counts:
    """Count the duties and the unreviewed alerts that the colleague's pages name."""
    return duties.counts(colleague, on=today) if colleague.roles else Counts({}, 0)


def waiting(counted: Counts) -> int:
    """Return the number of duties that the colleague must act on. News asks for nothing."""
    return sum(number for kind, number in counted.held.items() if kind not in NEWS)


def closed_drafts(colleague: Colleague, found: Iterable[Line]) -> set[str]:
    """P11a Return the references typed at the start of unfinished reports whose files are closed to the colleague."""
    typed = {first(duty.about) for duty in found if duty.kind == Kind.FINISH} - {""}
    if not typed:
        return set()
    return set(Customer.objects.closed_to(colleague).filter(reference__in=typed).values_list("reference", flat=True))


def first(words: str) -> str:
    """Return the first word as a reference is written."""
    return words.partition(" ")[0].upper()


def reports(colleague: Colleague) -> tuple[list[Incident], list[Incident]]:
    """List the newest incidents that the colleague reported, and the newest that affected them and others reported.

    P11a Each has its outcome. ``closed`` marks a restricted file, whose name no such list shows.
    """
    met = Q(pk__in=Incident.affected.through.objects.filter(colleague=colleague).values("incident"))
    found = Incident.objects.filter(met | Q(reported_by=colleague) | Q(created_by=colleague), occurred_at__isnull=False)
    newest = found.order_by("-occurred_at", "-pk").values_list("pk", "reported_by", "created_by")
    mine: list[int] = []
    theirs: list[int] = []
    for pk, *reporters in newest:
        (mine if colleague.pk in reporters else theirs).append(pk)
    mine, theirs = mine[:MOST], theirs[:MOST]
    read = _with_outcome(colleague, [*mine, *theirs]) if mine or theirs else {}
    return [read[pk] for pk in mine], [read[pk] for pk in theirs]


def _with_outcome(colleague: Colleague, pks: list[int]) -> dict[int, Any]:
    """Read the incidents, and what became of each. The query returns a row for each alert of each of its files."""
    statuses = {"file": F("investigations__status"), "alert": F("investigations__alerts__status")}
    rows: Any = Incident.objects.filter(pk__in=pks).order_by().only(*REPORTED).select_related("customer", "asset")
    found: dict[int, Any] = {}
    files, alerts = defaultdict(set), defaultdict(set)
    for row in rows.select_related("line_manager").annotate(**statuses):
        found.setdefault(row.pk, row)
        files[row.pk].add(row.file)
        alerts[row.pk].add(row.alert)
    waiting = [incident for incident in found.values() if incident.status == IncidentStatus.LOGGED]
    prefetch_related_objects(waiting, "line_manager__held")
    restricted = {one.customer_id for one in found.values() if one.customer and one.customer.restricted}
    closed = closed_among(colleague, restricted) if restricted else set()
    for pk, incident in found.items():
        incident.closed = incident.customer_id in closed
        incident.in_force = AlertStatus.ACTIVE in alerts[pk]
        incident.imposed = bool(alerts[pk] & {AlertStatus.ACTIVE, AlertStatus.ENDED})
        incident.considered = InvestigationStatus.CONCLUDED in files[pk]
        incident.investigated = bool(files[pk] - {None, InvestigationStatus.WITHDRAWN})
    return found
