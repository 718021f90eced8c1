"""The duties of a sharing request: somebody decides on it in time (§11)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role

from .models import SharingRequest


def duties(request: SharingRequest) -> Iterator[Owed]:
    """Yield the duty to decide: a Head of Service's for another purpose of ours, else the Data Protection Officer's."""
    role = Role.HEAD_OF_SERVICE if request.is_for_another_purpose else Role.DATA_PROTECTION_OFFICER
    yield Owed(
        kind=Kind.SHARING,
        holder=everybody(role),
        reference=request.reference,
        words="Decide what others get",
        path=reverse("privacy:sharing_request", args=[request.reference]),
        clause=procedure.RECORDING,
        due_on=request.due_on,
        urgent=request.urgent,
    )


def _standing(scope: Scope) -> QuerySet[SharingRequest]:
    return SharingRequest.objects.open().filter(scope.of(SharingRequest, asset="")).select_related("customer")


def _touched_by(record: object) -> QuerySet[SharingRequest]:
    """Return none: no change of a colleague, landlord or type changes the duties of a request."""
    return SharingRequest.objects.none()


SOURCE = Source(SharingRequest, _standing, duties, _touched_by, seen_by=SharingRequest.objects.visible_to)
