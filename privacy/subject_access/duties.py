"""The duties of a subject request: it is answered in time (§13)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from privacy.choices import RequestStatus

from .models import SubjectRequest

WORDS = {
    RequestStatus.RECEIVED: "Check who asks, and answer it",
    RequestStatus.ANSWERING: "Answer it",
    RequestStatus.CLARIFYING: "Waits for the person to make clear what they mean",
}

ACKNOWLEDGE = "Tell them that we have their complaint"


def duties(request: SubjectRequest) -> Iterator[Owed]:
    """Yield the Data Protection Officer's duty to answer the request. It has no day while the clock stands still."""
    yield Owed(
        kind=Kind.SUBJECT_ACCESS,
        holder=everybody(Role.DATA_PROTECTION_OFFICER),
        reference=request.reference,
        words=ACKNOWLEDGE if request.acknowledge_by else WORDS[RequestStatus(request.status)],
        path=reverse("privacy:request", args=[request.reference]),
        clause=procedure.SUBJECT_ACCESS,
        due_on=request.next_on,
    )


def _standing(scope: Scope) -> QuerySet[SubjectRequest]:
    return SubjectRequest.objects.open().filter(scope.of(SubjectRequest, asset="")).select_related("customer")


def _touched_by(record: object) -> QuerySet[SubjectRequest]:
    """Return none: no change of a colleague, landlord or type changes a request's duties."""
    return SubjectRequest.objects.none()


SOURCE = Source(SubjectRequest, _standing, duties, _touched_by, seen_by=SubjectRequest.objects.visible_to)
