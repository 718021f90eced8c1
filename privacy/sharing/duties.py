"""The duties of a sharing request: somebody decides on it in time, and whoever got it hears what was wrong (§9, §11)."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from alerts.models import Alert
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from privacy.choices import SharingStatus

from .models import SharingRequest
from .wrong import to_tell


def duties(request: SharingRequest) -> Iterator[Owed]:
    """Yield the duty to decide or, once something was given, to tell its recipient what was found wrong since."""
    if request.status == SharingStatus.RECEIVED:
        yield _to_decide(request)
    elif wrong := to_tell(request):
        yield Owed(
            kind=Kind.TELL_OTHERS,
            holder=everybody(Role.DATA_PROTECTION_OFFICER),
            reference=request.reference,
            words="Tell whoever got it that it was found wrong, and record it",
            path=reverse("privacy:sharing_request", args=[request.reference]),
            clause=procedure.RECORDING,
            due_on=min(one.on for one in wrong),
            urgent=request.urgent,
        )


def _to_decide(request: SharingRequest) -> Owed:
    """Return the duty of a Head of Service for another purpose of ours, else of the Data Protection Officer."""
    role = Role.HEAD_OF_SERVICE if request.is_for_another_purpose else Role.DATA_PROTECTION_OFFICER
    return Owed(
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
    owing = SharingRequest.objects.filter(status__in=[SharingStatus.RECEIVED, SharingStatus.SHARED])
    return owing.filter(scope.of(SharingRequest, asset="")).select_related("customer")


def _touched_by(record: object) -> QuerySet[SharingRequest]:
    """P9b Return the requests about people who live or lived at the home of an alert, which can be found wrong."""
    if not isinstance(record, Alert) or record.asset_id is None:
        return SharingRequest.objects.none()
    lived = Q(customer__memberships__tenancy__asset=record.asset_id)
    return SharingRequest.objects.filter(lived, status=SharingStatus.SHARED).distinct()


SOURCE = Source(SharingRequest, _standing, duties, _touched_by, seen_by=SharingRequest.objects.visible_to)
