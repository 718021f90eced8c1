"""The duties of a subject request: it is answered in time, and what we promised is done (§13)."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody, leads
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from privacy.choices import RequestStatus

from . import putting_right
from .machine import OPEN
from .models import SubjectRequest

WORDS = {
    RequestStatus.RECEIVED: "Check who asks, and answer it",
    RequestStatus.ANSWERING: "Answer it",
    RequestStatus.CLARIFYING: "Waits for the person to make clear what they mean",
}

ACKNOWLEDGE = "Tell them that we have their complaint"


PUT_RIGHT = "Ask the Data Protection Officer what we promised, and correct it, make it void or end it"


def duties(request: SubjectRequest) -> Iterator[Owed]:
    """Yield the duty to answer the request. Once we have promised something, the Leads owe it."""
    if request.is_open:
        yield _to_answer(request)
    elif putting_right.is_promised(request):
        yield _to_put_right(request)


def _to_put_right(request: SubjectRequest) -> Owed:
    """P13b Return the duty of the Leads of the person's area. They read the person's page, and not the request."""
    return Owed(
        kind=Kind.FOLLOW_UP,
        holder=leads(request.customer.service_area_id),
        reference=request.reference,
        words=PUT_RIGHT,
        path=reverse("desk:customer", args=[request.customer.reference]),
        clause=procedure.SUBJECT_ACCESS,
        due_on=request.due_on,
    )


def _to_answer(request: SubjectRequest) -> Owed:
    """P13b Return the Data Protection Officer's duty to answer. It has no day while the clock stands still."""
    return Owed(
        kind=Kind.SUBJECT_ACCESS,
        holder=everybody(Role.DATA_PROTECTION_OFFICER),
        reference=request.reference,
        words=ACKNOWLEDGE if request.acknowledge_by else WORDS[RequestStatus(request.status)],
        path=reverse("privacy:request", args=[request.reference]),
        clause=procedure.SUBJECT_ACCESS,
        due_on=request.next_on,
    )


def _standing(scope: Scope) -> QuerySet[SubjectRequest]:
    promised = Q(status=RequestStatus.CONCLUDED, outcome__in=putting_right.AGREED, kind__in=putting_right.KINDS)
    owing = SubjectRequest.objects.filter(Q(status__in=OPEN) | promised)
    return owing.filter(scope.of(SubjectRequest, asset="")).select_related("customer")


def _touched_by(record: object) -> QuerySet[SubjectRequest]:
    """Return none: no change of a colleague, landlord or type changes a request's duties."""
    return SubjectRequest.objects.none()


SOURCE = Source(SubjectRequest, _standing, duties, _touched_by, seen_by=SubjectRequest.objects.visible_to)
