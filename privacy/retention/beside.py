"""Find what has a period of its own beside the files: begun reports, mail, duties and the like."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateTimeField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from alerts.choices import IncidentStatus
from alerts.models import Difference, Entry, Incident
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.outbox.models import Message
from housing_alerts.staff.models import Colleague
from letters.choices import LetterStatus
from letters.models import Letter
from monitoring.models import Contact
from privacy.bundle.collecting import files_of, naming, person_of, references
from privacy.choices import Keeping, RequestKind
from privacy.models import LegalHold, SubjectRequest

from . import gathering, policies

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

    def due(self, months: policies.Months, *, on: date) -> QuerySet[Any]:
        """Return the rows whose period is over on that day. Those stay whose person has a legal hold or an open request."""
        last = policies.last_day_due(self.keeping, months, on=on)
        until = last if self.day.endswith("_on") else timezone.make_aware(datetime.combine(last, time.max))
        rows = self.rows.filter(**{f"{self.day}__lte": until})
        if not self.person:
            return rows
        held = LegalHold.objects.in_force().filter(customer__isnull=False).values("customer")
        asked = SubjectRequest.objects.open().values("customer")
        return rows.exclude(Q(**{f"{self.person}__in": held}) | Q(**{f"{self.person}__in": asked}))

    def counted(self, months: policies.Months, *, on: date) -> QuerySet[Any]:
        """Return the number of those rows and their oldest day, in a shape that all kinds share; nothing where there is none."""
        rows = self.due(months, on=on).order_by().values(what=Value(self.keeping, CharField()))
        oldest = Cast(Min(self.day), DateTimeField())
        return rows.annotate(due=Count("pk"), oldest=oldest).values_list("what", "due", "oldest")

    def kept_by(self, holds: list[str]) -> str:
        """Return the sentence that these legal holds keep all rows of the kind; "" where they do not."""
        return policies.kept_by_holds(holds) if self.of_customers and not self.person else ""


def _kinds() -> tuple[_Kind, ...]:
    """Return the kinds that go with a disposal.

    A draft that tells of danger is logged or discarded first. A letter that another replaces goes after that one. A contact stays
    while anything keeps its customer's file, and a row of a comparison until its own entry in Cx was made. What names nobody
    stays while somebody asks for it.
    """
    dangerous = Duty.objects.open().filter(kind=Kind.FINISH, urgent=True).values("subject_id")
    begun = Q(status=IncidentStatus.DRAFT) | Q(status=IncidentStatus.VOID, occurred_at__isnull=True)
    waiting = Message.objects.waiting()
    unsent = Letter.objects.filter(status__in=[LetterStatus.DRAFT, LetterStatus.CANCELLED], replaced_by__isnull=True)
    to_enter = Entry.objects.waiting().filter(difference__isnull=False).values("difference")
    kept = Customer.objects.filter(gathering.people_kept())
    asked = _asked_for()
    return (
        _Kind(Keeping.BEGUN, Incident.objects.filter(begun).exclude(pk__in=dangerous), "changed_at"),
        _Kind(Keeping.UNSENT, unsent, "changed_at", "customer"),
        _Kind(
            Keeping.TAKEN_OFF,
            Attachment.objects.filter(taken_off_on__isnull=False).exclude(asked.files),
            "taken_off_on",
        ),
        _Kind(Keeping.CONTACTS, Contact.objects.exclude(customer__in=kept.values("pk")), "at", "customer"),
        _Kind(Keeping.COMPARED, Difference.objects.exclude(pk__in=to_enter), "created_at", "customer"),
        _Kind(Keeping.DUTIES, Duty.objects.filter(closed_at__isnull=False), "closed_at", "customer"),
        _Kind(Keeping.MAIL, Message.objects.exclude(asked.mail | Q(pk__in=waiting.values("pk"))), "written_at"),
        _Kind(Keeping.READINGS, ReadEvent.objects.exclude(asked.readings | Q(salt="")), "at"),
    )


class _Asked(NamedTuple):
    """P13b The conditions for what a bundle is being made of, and what does not name its person by a key."""

    files: Q
    mail: Q
    readings: Q


def _asked_for() -> _Asked:
    """P13b Return what open requests to see the data ask for. A draft names nobody yet, so no bundle holds it."""
    files, known = Q(pk__in=[]), set[str]()
    for request in SubjectRequest.objects.open().filter(kind=RequestKind.ACCESS).select_related("customer"):
        person = person_of(request.customer)
        files |= files_of(person)
        known.update(references(person, request))
    named = naming(Message.objects.all(), sorted(known))
    return _Asked(files, Q(pk__in=named), Q(reference__in=known))


def _leavers() -> _Kind:
    rows = Colleague.objects.filter(CAN_BE_REACHED, is_active=False)
    return _Kind(Keeping.LEAVERS, rows, "closed_on", of_customers=False)


def leavers(months: policies.Months, *, on: date) -> QuerySet[Colleague]:
    """P13a Return the colleagues who left so long ago that nobody needs to reach them."""
    return _leavers().due(months, on=on).order_by("pk")


def beside(months: policies.Months, *, on: date) -> Iterator[Beside]:
    """P13a Yield for each kind the number of rows that are due on that day.

    A legal hold or an open request keeps what is its person's. A hold also keeps all rows of a kind that names no person.
    """
    holds = _holds()
    kinds = (*_kinds(), _leavers())
    first, *others = (kind.counted(months, on=on) for kind in kinds)
    found = {keeping: (due, oldest) for keeping, due, oldest in first.union(*others, all=True)}
    for kind in kinds:
        due, oldest = found.get(kind.keeping, (0, None))
        day = timezone.localdate(oldest) if oldest else None
        yield Beside(kind.keeping, months[kind.keeping], due, day, kind.kept_by(holds))


def rows_due(months: policies.Months, *, on: date) -> Iterator[tuple[Keeping, QuerySet[Any]]]:
    """P13a Yield each kind that no legal hold keeps, with its rows that are due on that day.

    The accounts of leavers are none of them: they are cleared one by one, and stay.
    """
    holds = _holds()
    for kind in _kinds():
        if not kind.kept_by(holds):
            yield kind.keeping, kind.due(months, on=on)


def _holds() -> list[str]:
    return list(LegalHold.objects.in_force().order_by("pk").values_list("reference", flat=True))
