"""Select the duties of a colleague for lists, counts and calendars."""

from collections import Counter
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from housing_alerts.customers.models import Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague

from .choices import BY_ANOTHER, OF_A_CLOSED_FILE, PERSONAL, Kind, Way
from .models import Choice, Duty, DutyQuerySet, Telling
from .owing import sources

IN_PLACE = [Kind.DECIDE, Kind.DECIDE_APPEAL]
"""P7a P9b The kinds that the Leadership Team may decide in place of a Head of Service. Only the Head refuses a late appeal."""


class Place(NamedTuple):
    """A duty as far as its place in a list, and whether somebody may see it, depend on it. Places sort as they are listed.

    :param calm: "0" if the duty is urgent, so that it sorts first, else "1": a text, since Django converts no text of each row.
    :param due: the due day as its text, and today without one: texts sort as the days do, and no day is made of each.
    :param reason: the reason why a page reads it.
    """

    calm: str
    due: str
    pk: int
    kind: str
    reason: str
    colleague: int | None
    area: int | None
    customer: int | None
    awaited_by: int | None


FOR_ALL_AREAS = [Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR]
"""P6 The roles that have no service area."""


def held_by(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties that the colleague holds, by name or by a role in their areas, and may see.

    P11a About a restricted file that is closed to them, only duties that are theirs by name appear. A duty that they see as a
    deputy has ``away``, the name of the colleague who is away; for their own it is empty.
    """
    return _held(Duty.objects.shown(on=on), colleague, _absences(colleague, on), on=on)


def held_in_ways(colleague: Colleague, *, on: date) -> list[DutyQuerySet]:
    """Return the duties that the colleague holds, a query for each way: a union of them takes each from an index.

    P11a Who reads them asks :func:`seen` which of them the colleague may see.
    """
    return _ways(Duty.objects.shown(on=on), colleague, _absences(colleague, on), on=on)


def _absences(colleague: Colleague, on: date) -> dict[Absence, Q]:
    """Return the absences that last on that day and in which the colleague is the deputy, each for all duties."""
    return {absence: Q() for absence in colleague.deputises_from(on) if absence.lasts_on(on)}


def deadlines(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties with a due day that the colleague holds on that day, marked as by :func:`with_closed`.

    A deputy holds the duties that are due while the other colleague is away.
    """
    shows = Q(shows_from__lte=F("due_on")) | Q(shows_from__lte=on)
    lasts = Q(shows_until__isnull=True) | Q(shows_until__gte=F("due_on"))
    found = Duty.objects.open().filter(shows, lasts, due_on__isnull=False)
    absences = {each: Q(due_on__range=(each.starts, each.last_day)) for each in colleague.deputises_from(on)}
    return with_closed(_held(found, colleague, absences, on=on), colleague)


def _held(found: DutyQuerySet, colleague: Colleague, absences: dict[Absence, Q], *, on: date) -> DutyQuerySet:
    """Return those duties that the colleague holds and may see, each with ``away``."""
    keys = [way.order_by().values("pk") for way in _ways(found, colleague, absences, on=on)]
    names = [When(colleague=each.colleague_id, then=Value(str(each.colleague))) for each in absences]
    held = Duty.objects.filter(pk__in=keys[0].union(*keys[1:]))
    return held.annotate(away=Case(*names, default=Value("")) if names else Value("")).filter(_may_see(colleague))


def _ways(found: DutyQuerySet, colleague: Colleague, absences: dict[Absence, Q], *, on: date) -> list[DutyQuerySet]:
    """Return those duties that the colleague holds: by name, by each role, and as the deputy of each who is away.

    Each way is a query of its own, so that a database takes the index of each. Where one query asks for all ways, SQLite goes
    through everybody's duties.
    """
    own = found.exclude(kind__in=BY_ANOTHER, awaited_by=colleague)
    ways = [own.filter(way) for way in (Q(colleague=colleague), *_of_roles(colleague, on=on))]
    if absences:
        open_to, theirs = _open_to(colleague), own.exclude(Q(kind__in=PERSONAL) | Q(awaited_by=colleague))
        ways += [
            theirs.filter(when & Q(colleague=absence.colleague_id) & open_to) for absence, when in absences.items()
        ]
    return ways


def _open_to(colleague: Colleague) -> Q:
    """P11a Return the condition for duties of a record that the colleague may open: a deputy gains no right."""
    ways = [
        Q(
            subject_type=ContentType.objects.get_for_model(source.model),
            subject_id__in=source.seen_by(colleague).order_by().values("pk"),
        )
        for source in sources
        if source.seen_by
    ]
    return reduce(or_, ways)


def of_others(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties that the Leadership Team may decide in place of the Head of Service of another area.

    P11a Who reads them asks :func:`seen` which of them the colleague may see.
    """
    if not colleague.holds(Role.LEADERSHIP):
        return Duty.objects.none()
    own = colleague.area_ids if colleague.holds(Role.HEAD_OF_SERVICE) else []
    return Duty.objects.shown(on=on).filter(role=Role.HEAD_OF_SERVICE, kind__in=IN_PLACE).exclude(area__in=own)


NOT_AWAITED = [Kind.ON_DUTY, Kind.ASK]
"""The kinds that do not show as awaited: others look after the colleague, or they answer nobody's work."""


def awaited_by(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties that the colleague waits for, and that others must do. They may know of each of them."""
    waiting = Duty.objects.shown(on=on).filter(awaited_by=colleague).exclude(kind__in=NOT_AWAITED)
    return waiting.exclude(reduce(or_, [Q(colleague=colleague), *_of_roles(colleague, on=on)]))


def _of_roles(colleague: Colleague, *, on: date) -> list[Q]:
    """Return the conditions for duties by role: in the colleague's areas, or in all if the duty has no area.

    What a duty manager triages themselves is one duty, not two.
    """
    ways = []
    for role in (Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE):
        if colleague.holds(role):
            ways += [Q(role=role, area__in=colleague.area_ids), Q(role=role, area__isnull=True)]
    ways += [Q(role=role) for role in FOR_ALL_AREAS if colleague.holds(role)]
    if colleague.on_duty(on):
        mine = reduce(or_, [Q(colleague=colleague), *ways])
        triages = Duty.objects.open().filter(mine, kind=Kind.TRIAGE).order_by().values("reference")
        ways.append(Q(role=Role.DUTY_MANAGER) & ~Q(kind=Kind.ON_DUTY, reference__in=triages))
    if colleague.holds(Role.LEADERSHIP):
        own = Q(area__in=colleague.area_ids) if colleague.holds(Role.HEAD_OF_SERVICE) else Q(pk__in=[])
        ways.append(Q(role=Role.LEADERSHIP) & ~(own & Q(kind=Kind.UNREVIEWED)))
    return ways


def _may_see(colleague: Colleague) -> Q:
    """P11a Return the filter for the duties that the colleague may see."""
    theirs = Q(colleague=colleague) | Q(awaited_by=colleague) | Q(kind__in=OF_A_CLOSED_FILE)
    return ~_closed(colleague) | theirs


def seen(found: list[Place], colleague: Colleague) -> list[Place]:
    """P11a Return which of these the colleague may see, by the same rule as the queries of duties.

    To read once which files are closed takes less than to ask it of each row in each part of a union.
    """

    def theirs(place: Place) -> bool:
        return colleague.pk in (place.colleague, place.awaited_by) or place.kind in OF_A_CLOSED_FILE

    if not any(place.customer and not theirs(place) for place in found):
        return found
    closed = set(Customer.objects.closed_to(colleague).order_by().values_list("pk", flat=True))
    return [place for place in found if place.customer not in closed or theirs(place)]


def _closed(colleague: Colleague) -> Q:
    return Q(customer__in=Customer.objects.closed_to(colleague).values("pk"))


def with_closed(duties: DutyQuerySet, colleague: Colleague) -> DutyQuerySet:
    """P11a Mark each duty with ``closed``: whether its file is closed to the colleague, so that no name is shown."""
    return duties.annotate(closed=Case(When(_closed(colleague), then=True), default=False))


def untold(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the colleague's duties to tell: never told, or not told since the duty became urgent or its news changed.

    They are marked as by :func:`with_closed`.
    """
    told = Telling.objects.filter(duty=OuterRef("pk"), colleague=colleague)
    in_time = told.filter(Q(urgent=True) | Q(urgent=OuterRef("urgent")), Q(news="") | Q(news=OuterRef("words")))
    return with_closed(held_by(colleague, on=on).filter(~Exists(in_time)), colleague)


def kinds_told(colleague: Colleague, way: Way) -> list[str]:
    """Return the kinds for which the colleague chose to be told in that way."""
    return list(Choice.objects.filter(colleague=colleague, way=way).values_list("kind", flat=True))


def ways(colleague: Colleague) -> dict[str, str]:
    """Return the ways that the colleague chose, by kind."""
    return dict(Choice.objects.filter(colleague=colleague).values_list("kind", "way"))


def standstill(colleague: Colleague, *, on: date) -> str:
    """Say for an administrator that messages do not go out. Return "" if they do, and for everybody else."""
    if not colleague.holds(Role.ADMINISTRATOR):
        return ""
    found = Duty.objects.shown(on=on).filter(role=Role.ADMINISTRATOR, kind=Kind.STANDSTILL)
    return found.values_list("words", flat=True).first() or ""


def places(found: dict[str, list[DutyQuerySet]], *, on: date) -> list[Place]:
    """Read the places of these duties in one query.

    :param found: the queries for each reason.
    :param on: today, on which a duty without a day waits.
    """
    rows = [_placed(duties, reason, on) for reason, queries in found.items() for duties in queries]
    return list(map(Place._make, rows[0].union(*rows[1:], all=True)))


def _placed(found: DutyQuerySet, reason: str, on: date) -> QuerySet[Duty, tuple[Any, ...]]:
    due = Coalesce(Cast("due_on", CharField()), Value(on.isoformat()))
    calm = Case(When(urgent=True, then=Value("0")), default=Value("1"))
    marked = found.order_by().annotate(reason=Value(reason), due=due, calm=calm)
    return marked.values_list("calm", "due", "pk", "kind", "reason", "colleague", "area", "customer", "awaited_by")


class Counts(NamedTuple):
    """The numbers that each page of a colleague shows: of the duties that they hold, by kind, and of the unreviewed alerts."""

    held: dict[str, int]
    unreviewed: int


def counts(colleague: Colleague, *, on: date) -> Counts:
    """P8b Count in one query the colleague's duties and the unreviewed alerts: those in their areas, or in all.

    Each way of holding a duty is counted apart: for all ways together, PostgreSQL goes through everybody's duties.
    """
    may_see = _may_see(colleague)
    ways = [_by_kind(way.filter(may_see), held=True) for way in held_in_ways(colleague, on=on)]
    if colleague.holds(*TOLD_OF_UNREVIEWED):
        ways += [_by_kind(unreviewed(colleague, on=on), held=False)]
    held: Counter[str] = Counter()
    others = 0
    for is_held, kind, number in ways[0].union(*ways[1:], all=True):
        if is_held:
            held[kind] += number
        else:
            others += number
    return Counts(held, others)


def _by_kind(found: DutyQuerySet, *, held: bool) -> QuerySet[Duty, tuple[bool, str, int]]:
    found = found.order_by().annotate(held=Value(held))
    return found.values("held", "kind").annotate(number=Count("pk")).values_list("held", "kind", "number")


TOLD_OF_UNREVIEWED = [Role.OPERATIONAL_LEAD, Role.LEADERSHIP]
"""P8b The roles whose pages say how many alerts are unreviewed."""


def unreviewed(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """P8b Return the duties of the Leadership Team about unreviewed alerts in the colleague's areas or, for that team, in all."""
    found = Duty.objects.shown(on=on).filter(role=Role.LEADERSHIP, kind=Kind.UNREVIEWED)
    if not colleague.holds(Role.LEADERSHIP):
        found = found.filter(area__in=colleague.area_ids)
    return found.exclude(customer__in=Customer.objects.kept_from(colleague))
