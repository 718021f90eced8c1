"""The duties of a disposal batch: a Head decides on it, and the Data Protection Officer hears what became of it (§13)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Holder, Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from privacy.choices import BatchStatus

from .models import DisposalBatch

_HEADS, _OFFICER = everybody(Role.HEAD_OF_SERVICE), everybody(Role.DATA_PROTECTION_OFFICER)
OWED: dict[str, tuple[Holder, str]] = {
    BatchStatus.PROPOSED: (_HEADS, "Confirm that the files go, or decline"),
    BatchStatus.CONFIRMED: (_OFFICER, "Ask the administrator to run the disposal"),
    BatchStatus.DECLINED: (_OFFICER, "Declined: read why, and propose the others again"),
}
"""P13a The holder and the words of what a batch owes, by its status."""


def duties(batch: DisposalBatch) -> Iterator[Owed]:
    """Yield who has to do something about the batch now. Of a declined one the officer hears for a while."""
    if batch.status not in OWED:
        return
    holder, words = OWED[batch.status]
    if batch.status == BatchStatus.PROPOSED and not (batch.beside_until or batch.remaining().exists()):
        words = "Decline it: every file was taken out"
    yield Owed(
        kind=Kind.DISPOSAL,
        holder=holder,
        reference=batch.reference,
        words=words,
        path=reverse("privacy:batch", args=[batch.reference]),
        clause=procedure.RETENTION,
        awaited_by=batch.created_by_id if batch.status == BatchStatus.PROPOSED else None,
        shows_until=batch.stopped_on + LATELY if batch.stopped_on else None,
    )


def _owing() -> QuerySet[DisposalBatch]:
    return DisposalBatch.objects.filter(status__in=OWED)


def _standing(scope: Scope) -> QuerySet[DisposalBatch]:
    return _owing().filter(scope.of(DisposalBatch, customer="", asset=""))


def _touched_by(record: object) -> QuerySet[DisposalBatch]:
    """No change of a colleague, landlord or type changes it."""
    return DisposalBatch.objects.none()


SOURCE = Source(DisposalBatch, _standing, duties, _touched_by, nowhere=_owing, seen_by=DisposalBatch.objects.visible_to)
