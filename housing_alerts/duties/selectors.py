"""Find the duties of a colleague for lists, counts and calendars."""

from datetime import date
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from housing_alerts.customers.models import Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague

from .choices import BY_ANOTHER, OF_A_CLOSED_FILE, PERSONAL, Kind, Way
from .models import Choice, Duty, DutyQuerySet, Telling
from .owing import sources

IN_PLACE = [Kind.DECIDE, Kind.DECIDE_APPEAL]
"""P7a P9b The kinds that the Leadership Team may decide in place of a Head of Service. Only the Head refuses a late appeal."""


FOR_ALL_AREAS = [Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR]
"""P6 The roles that have no service area."""


def held_by(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties that the colleague holds, by name or by a role in their areas, and may see.

    P11a About a restricted file that is closed to them, only duties that are theirs by name appear, each with ``closed``. A duty
    that they see as a deputy has ``away``, the name of the colleague who is away; for their own it is empty.
    """
    absences = [absence for absence in colleague.deputises_from(on) if absence.lasts_on(on)]
    return _held(Duty.objects.shown(on=on), colleague, {absence: Q() for absence in absences}, on=on)


def deadlines(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties with a due day that the colleague holds on that day.

    A deputy holds the duties that are due while the other colleague is away.
    """
    shows = Q(shows_from__lte=F("due_on")) | Q(shows_from__lte=on)
    lasts = Q(shows_until__isnull=True) | Q(shows_until__gte=F("due_on"))
    found = Duty.objects.open().filter(shows, lasts, due_on__isnull=False)
    absences = colleague.deputises_from(on)
    return _held(found, colleague, {each: Q(due_on__range=(each.starts, each.last_day)) for each in absences}, on=on)


def _held(found: DutyQuerySet, colleague: Colleague, absences: dict[Absence, Q], *, on: date) -> DutyQuerySet:
    """Return those duties that the colleague holds: by name, by role, or as somebody's deputy."""
    mine = Q(colleague=colleague) | _of_roles(colleague, on=on)
    own = found.exclude(kind__in=BY_ANOTHER, awaited_by=colleague)
    if not absences:
        return _seen(own.filter(mine).annotate(away=Value("")), colleague)
    open_to = _open_to(colleague)
    ways = [(absence, when & Q(colleague=absence.colleague_id) & open_to) for absence, when in absences.items()]
    theirs = ~Q(kind__in=PERSONAL) & ~Q(awaited_by=colleague)
    deputised = theirs & reduce(or_, (way for _, way in ways))
    names = [When(colleague=absence.colleague_id, then=Value(str(absence.colleague))) for absence, _ in ways]
    held = own.filter(mine | deputised).annotate(away=Case(*names, default=Value("")))
    return _seen(held, colleague)


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
    """Return the duties that the Leadership Team may decide in place of the Head of Service of another area."""
    if not colleague.holds(Role.LEADERSHIP):
        return Duty.objects.none()
    own = colleague.area_ids if colleague.holds(Role.HEAD_OF_SERVICE) else []
    waiting = Duty.objects.shown(on=on).filter(role=Role.HEAD_OF_SERVICE, kind__in=IN_PLACE).exclude(area__in=own)
    return _seen(waiting.annotate(away=Value("")), colleague)


NOT_AWAITED = [Kind.ON_DUTY, Kind.ASK]
"""The kinds that do not show as awaited: others look after the colleague, or they answer nobody's work."""


def awaited_by(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties that the colleague waits for, and that others must do."""
    waiting = Duty.objects.shown(on=on).filter(awaited_by=colleague).exclude(kind__in=NOT_AWAITED)
    others = waiting.exclude(Q(colleague=colleague) | _of_roles(colleague, on=on))
    return _seen(others.annotate(away=Value("")), colleague)


def _of_roles(colleague: Colleague, *, on: date) -> Q:
    """Return the condition for duties by role: in the colleague's areas, or in all if the duty has no area."""
    mine = Q(pk__in=[])
    for role in (Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE):
        if colleague.holds(role):  # two plain ways, so that the index of a role here finds each
            mine |= Q(role=role, area__in=colleague.area_ids) | Q(role=role, area__isnull=True)
    for_all = [role for role in colleague.roles if role in FOR_ALL_AREAS]
    if for_all:
        mine |= Q(role__in=for_all)
    if colleague.on_duty(on):
        mine |= Q(role=Role.DUTY_MANAGER)
    if colleague.holds(Role.LEADERSHIP):
        own = Q(area__in=colleague.area_ids) if colleague.holds(Role.HEAD_OF_SERVICE) else Q(pk__in=[])
        mine |= Q(role=Role.LEADERSHIP) & ~(own & Q(kind=Kind.UNREVIEWED))
    return mine


def _seen(duties: DutyQuerySet, colleague: Colleague) -> DutyQuerySet:
    """P11a Return which of these the colleague may see, each with ``closed``: whether its file is closed to them."""
    closed = Q(customer__in=Customer.objects.closed_to(colleague).values("pk"))
    found = duties.annotate(closed=Case(When(closed, then=True), default=False))
    theirs = Q(colleague=colleague) | Q(awaited_by=colleague) | Q(kind__in=OF_A_CLOSED_FILE)
    return found.filter(~closed | theirs)


def untold(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the colleague's duties to tell: never told, or not told since the duty became urgent or its news changed."""
    told = Telling.objects.filter(duty=OuterRef("pk"), colleague=colleague)
    in_time = told.filter(Q(urgent=True) | Q(urgent=OuterRef("urgent")), Q(news="") | Q(news=OuterRef("words")))
    return held_by(colleague, on=on).filter(~Exists(in_time))


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
    found = Duty.objects.shown(on=on).filter(kind=Kind.STANDSTILL)
    return found.values_list("words", flat=True).first() or ""


def unreviewed(colleague: Colleague, *, on: date) -> int:
    """P8b Count the unreviewed alerts that each page shows to the colleague: in their areas, or in all."""
    if not colleague.holds(Role.OPERATIONAL_LEAD, Role.LEADERSHIP):
        return 0
    found = Duty.objects.shown(on=on).filter(role=Role.LEADERSHIP, kind=Kind.UNREVIEWED)
    if not colleague.holds(Role.LEADERSHIP):
        found = found.filter(area__in=colleague.area_ids)
    return found.exclude(customer__in=Customer.objects.kept_from(colleague)).count()
