"""Count what has a period of its own beside the files: begun reports, mail, duties and the like."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from alerts.choices import IncidentStatus
from alerts.models import Incident
from housing_alerts.attachments.models import Attachment
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.outbox.models import Message
from housing_alerts.staff.models import Colleague
from letters.choices import LetterStatus
from letters.models import Letter
from privacy.choices import Keeping
from privacy.models import LegalHold

from . import policies

CAN_BE_REACHED = ~Q(email="", telephone="", postcode="")


class Beside(NamedTuple):
    """How much of one kind is due, the oldest day among it, and what holds it."""

    keeping: Keeping
    months: int
    due: int
    oldest: date | None
    held_by: str


class _Kind(NamedTuple):
    """Rows of one kind, and the field of the day from which their period runs.

    :param person: the path to their person; empty where nobody can say whose a row is.
    :param of_customers: whether a row can be about a customer, so that a legal hold may need it.
    """

    keeping: Keeping
    rows: QuerySet[Any]
    day: str
    person: str = ""
    of_customers: bool = True


def _kinds() -> tuple[_Kind, ...]:
    begun = Q(status=IncidentStatus.DRAFT) | Q(status=IncidentStatus.VOID, occurred_at__isnull=True)
    unsent = [LetterStatus.DRAFT, LetterStatus.CANCELLED]
    return (
        _Kind(Keeping.BEGUN, Incident.objects.filter(begun), "changed_at"),
        _Kind(Keeping.UNSENT, Letter.objects.filter(status__in=unsent), "changed_at", "customer"),
        _Kind(Keeping.TAKEN_OFF, Attachment.objects.filter(taken_off_on__isnull=False), "taken_off_on"),
        _Kind(Keeping.DUTIES, Duty.objects.filter(closed_at__isnull=False), "closed_at", "customer"),
        _Kind(Keeping.MAIL, Message.objects.exclude(pk__in=Message.objects.waiting().values("pk")), "written_at"),
        _Kind(Keeping.READINGS, ReadEvent.objects.all(), "at"),
        _Kind(
            Keeping.LEAVERS, Colleague.objects.filter(CAN_BE_REACHED, is_active=False), "closed_on", of_customers=False
        ),
    )


def leavers(months: policies.Months, *, on: date) -> QuerySet[Colleague]:
    """P13a Return the colleagues who left so long ago that nobody needs to reach them."""
    last = policies.last_day_due(Keeping.LEAVERS, months, on=on)
    return Colleague.objects.filter(CAN_BE_REACHED, is_active=False, closed_on__lte=last).order_by("pk")


def beside(months: policies.Months, *, on: date) -> Iterator[Beside]:
    """P13a Yield for each kind the number of rows that are due on that day.

    A legal hold keeps what is its person's. It also keeps all rows of a kind that names no person.
    """
    held = LegalHold.objects.in_force()
    references = list(held.order_by("pk").values_list("reference", flat=True))
    for kind in _kinds():
        rows = kind.rows
        if kind.person:
            people = held.filter(customer__isnull=False).values("customer")
            rows = rows.exclude(**{f"{kind.person}__in": people})
        last = policies.last_day_due(kind.keeping, months, on=on)
        until = last if kind.day.endswith("_on") else timezone.make_aware(datetime.combine(last, time.max))
        found = rows.filter(**{f"{kind.day}__lte": until}).aggregate(due=Count("pk"), oldest=Min(kind.day))
        keeps = policies.kept_by_holds(references) if kind.of_customers and not kind.person else ""
        yield Beside(kind.keeping, months[kind.keeping], found["due"], _day(found["oldest"]), keeps)


def _day(moment: date | datetime | None) -> date | None:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
