"""Select the numbers of the picture. The database counts; no row of a case is read."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate, TruncMonth

from alerts.choices import About, AlertStatus, IncidentStatus
from alerts.models import Alert, Incident, Marker
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.staff.models import Colleague, Organisation, ServiceArea
from letters.choices import LetterStatus
from letters.models import Letter
from monitoring.all_alerts.columns import as_text, reviewed

from . import columns, permissions
from .filters import Asked

NOT_IMPOSED = [AlertStatus.DRAFT, AlertStatus.PROPOSED, AlertStatus.DECLINED, AlertStatus.WITHDRAWN]
STAGES = [
    Kind.TRIAGE,
    Kind.REFERRED,
    Kind.INVESTIGATE,
    Kind.DECIDE,
    Kind.WRITE,
    Kind.SEND,
    Kind.ACKNOWLEDGE,
    Kind.ANSWER,
    Kind.DECIDE_APPEAL,
]
"""The kinds of duty that are a stage of a case: each opens when its stage begins."""


class Counted(NamedTuple):
    """A number of alerts, and how many of them are in restricted files that are closed to the reader."""

    number: int
    closed: int

    def __add__(self, other: tuple[Any, ...]) -> "Counted":
        """Return both together."""
        return Counted(self.number + other[0], self.closed + other[1])


NONE = Counted(0, 0)


class InForce(NamedTuple):
    """The alerts in force today: by the code and name of their type, by area, and by the landlord of the person."""

    types: dict[tuple[str, str], Counted]
    areas: dict[tuple[int, str], Counted]
    organisations: dict[tuple[int | None, str], Counted]


class Monthly(NamedTuple):
    """The alerts that started and ended by month; "" stands for all months before."""

    started: dict[str, Counted]
    ended: dict[str, Counted]


class Reported(NamedTuple):
    """The incidents by channel, the violence against colleagues by month, and how many colleagues met it."""

    channels: Counter[str]
    violent: Counter[str]
    affected: Counter[str]


class Stages(NamedTuple):
    """How many duties took how many days: of each kind, by area and by Lead."""

    kinds: dict[str, Counter[int]]
    areas: dict[tuple[str, int | None], Counter[int]]
    leads: dict[tuple[str, str], Counter[int]]


def areas(colleague: Colleague) -> dict[int, ServiceArea]:
    """Select the service areas that the colleague's picture shows, by key."""
    own = ServiceArea.objects.all()
    if not permissions.sees_all_areas(colleague):
        own = own.filter(pk__in=colleague.area_ids)
    return {area.pk: area for area in own}


def organisations() -> list[str]:
    """Select the names of the landlords."""
    return list(Organisation.objects.values_list("name", flat=True))


def in_force(asked: Asked) -> InForce:
    """Select the alerts in force today by what they are about."""
    types: dict[tuple[str, str], Counted] = {}
    areas: dict[tuple[int, str], Counted] = {}
    organisations: dict[tuple[int | None, str], Counted] = {}
    alerts = Alert.objects.in_force(on=asked.today).filter(asked.within()).order_by()
    rows: QuerySet[Alert, Any] = alerts.values_list(
        "type__code",
        "type__name",
        "service_area",
        "service_area__name",
        "customer__organisation",
        "customer__organisation__name",
    )
    for code, name, area, area_name, landlord, landlord_name, *numbers in rows.annotate(**_counted(asked)):
        for of, key in ((types, (code, name)), (areas, (area, area_name)), (organisations, (landlord, landlord_name))):
            of[key] = Counted(*numbers) + of.get(key, NONE)
    return InForce(types, areas, organisations)


def monthly(asked: Asked) -> Monthly:
    """Select how many alerts started and ended in each month."""
    imposed = Alert.objects.filter(asked.within()).exclude(status__in=NOT_IMPOSED)
    imposed = imposed.exclude(ended_on__lt=F("effective_from")).order_by()

    def by(day: str) -> QuerySet[Alert, Any]:
        month = columns.month_of(day, first=asked.first)
        known = imposed.filter(**{f"{day}__lte": asked.today}).annotate(month=month, day=Value(day))
        return known.values_list("day", "month").annotate(**_counted(asked))

    found: dict[str, dict[str, Counted]] = {"effective_from": {}, "ended_on": {}}
    for day, month, *numbers in by("effective_from").union(by("ended_on"), all=True):
        found[day][month] = Counted(*numbers)
    return Monthly(*found.values())


def lengths(asked: Asked) -> Counter[int]:
    """Select how many alerts that ended in these months had lasted so many days."""
    ended = Alert.objects.filter(asked.within(), ended_on__gte=asked.first, ended_on__lte=asked.today)
    ended = ended.exclude(status__in=NOT_IMPOSED).exclude(ended_on__lt=F("effective_from")).order_by()
    days = columns.WholeDays("effective_from", "ended_on")
    return Counter(dict(ended.annotate(days=days).values_list("days").annotate(Count("pk"))))


def due(asked: Asked) -> dict[date, Counted]:
    """P8b Select how many reviews are due on each day, as All Alerts reckons it."""
    alerts = reviewed(Alert.objects.in_force(on=asked.today).filter(asked.within()), on=asked.today).order_by()
    rows = alerts.annotate(day=as_text("due")).values_list("day").annotate(**_counted(asked))
    return {date.fromisoformat(day): Counted(*numbers) for day, *numbers in rows}


def _counted(asked: Asked) -> dict[str, Count]:
    closed = Customer.objects.kept_from(asked.reader).values("pk")
    return {"number": Count("pk"), "closed": Count("pk", filter=Q(customer__in=closed))}


def _reported(asked: Asked) -> QuerySet[Incident]:
    reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    return reported.filter(asked.within(), occurred_at__gte=columns.begins(asked.first)).order_by()


def incidents(asked: Asked) -> Reported:
    """Select the incidents by channel, and the violence against colleagues by month."""
    happened = Q(violent=True, about=About.BEHAVIOUR)
    month = columns.month_of_moment("occurred_at", asked.months)
    rows: QuerySet[Incident, Any] = _reported(asked).annotate(month=month).values_list("month", "channel")
    rows = rows.annotate(
        number=Count("pk", distinct=True),
        violent_ones=Count("pk", distinct=True, filter=happened & Q(affected__isnull=False)),
        people=Count("affected", filter=happened),
    )
    found = Reported(Counter(), Counter(), Counter())
    for month, channel, number, violent, affected in rows:
        found.channels[channel] += number
        found.violent[month] += violent
        found.affected[month] += affected
    return found


def kinds_of_incidents(asked: Asked) -> dict[str, Counter[str]]:
    """Select the incidents by the name of their behaviour, and by place. One with several behaviours counts for each."""
    reported, found = _reported(asked), {"behaviour": Counter[str](), "place": Counter[str]()}
    behaviours = reported.annotate(what=Value("behaviour"), name=Coalesce("behaviours__name", Value("")))
    places = reported.annotate(what=Value("place"), name=columns.place(on=asked.today))
    rows = (each.values_list("what", "name").annotate(Count("pk")) for each in (behaviours, places))
    for what, name, number in next(rows).union(next(rows), all=True):
        found[what][columns.district(name) if what == "place" else name] += number
    return found


def markers(asked: Asked) -> tuple[Counter[str], Counter[str]]:
    """D4 Select the interim markers that were lifted, and those that lapsed undecided, by month."""
    over = Marker.objects.filter(asked.within("incident__service_area"), changed_to__isnull=True).order_by()
    over = over.annotate(over_on=Coalesce("lifted_on", "lapses_on"), lapsed=Q(lifted_on__isnull=True))
    over = over.filter(Q(lapsed=False, over_on__lte=asked.today) | Q(over_on__lt=asked.today), over_on__gte=asked.first)
    found = Counter[str](), Counter[str]()
    for month, lapsed, number in (
        over.annotate(month=TruncMonth("over_on")).values_list("month", "lapsed").annotate(Count("pk"))
    ):
        found[lapsed][f"{month:%Y-%m}"] += number
    return found


def stages(asked: Asked) -> Stages:
    """Select how long the duties took that were closed in these months, in full days."""
    area = Coalesce("area", "customer__service_area")
    closed = Duty.objects.filter(closed_at__gte=columns.begins(asked.first), kind__in=STAGES).order_by()
    closed = closed.annotate(there=area, days=columns.WholeDays("opened_at", "closed_at")).filter(asked.within("there"))
    names = ("colleague", "colleague__first_name", "colleague__last_name", "colleague__username")
    found, every_lead = Stages({}, {}, {}), permissions.sees_every_lead(asked.reader)
    rows = closed.values_list("kind", "there", *names, "days").annotate(number=Count("pk"))
    for kind, there, lead, first, last, username, days, number in rows:
        found.kinds.setdefault(kind, Counter())[days] += number
        found.areas.setdefault((kind, there), Counter())[days] += number
        if lead and (every_lead or lead == asked.reader.pk):
            found.leads.setdefault((kind, f"{first} {last}".strip() or username), Counter())[days] += number
    return found


def appeals(asked: Asked) -> list[tuple[bool, str, str, bool | None, int]]:
    """P9a P9b Select the appeals received in these months, counted alike.

    Each row has: made in time, the status, the outcome, answered in time (None: not answered yet), and the number.
    """
    received = Appeal.objects.filter(asked.within(), received_on__gte=asked.first, received_on__lte=asked.today)
    in_time = Case(
        When(Q(answer_due_on__gte=asked.today) | Q(customer__died=True), closed_on__isnull=True, then=None),
        default=Q(closed_on__isnull=False, closed_on__lte=F("answer_due_on")),
        output_field=BooleanField(),
    )
    known = received.with_days().annotate(answered_in_time=in_time).order_by()
    return list(known.values_list("in_time", "status", "outcome", "answered_in_time").annotate(Count("pk")))


def letters(asked: Asked) -> dict[str, tuple[int, ...]]:
    """Select by month how many letters were issued: sent on that day, sent later, and not sent yet."""
    issued = Letter.objects.filter(asked.within(), issued_at__gte=columns.begins(asked.first)).order_by()
    issued = issued.exclude(status=LetterStatus.CANCELLED)
    month = columns.month_of_moment("issued_at", asked.months)
    rows: QuerySet[Letter, Any] = issued.annotate(month=month, day=TruncDate("issued_at")).values_list("month")
    rows = rows.annotate(
        number=Count("pk"),
        at_once=Count("pk", filter=Q(sent_on__lte=F("day"))),
        unsent=Count("pk", filter=Q(sent_on__isnull=True)),
    )
    return {month: (at_once, number - at_once - unsent, unsent) for month, number, at_once, unsent in rows}
