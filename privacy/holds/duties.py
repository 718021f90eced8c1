"""The duties of a legal hold: it is reviewed in time (§13)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role

from .models import LegalHold


def duties(hold: LegalHold) -> Iterator[Owed]:
    """Yield the Data Protection Officer's duty to review the hold, from its day of review."""
    yield Owed(
        kind=Kind.HOLD,
        holder=everybody(Role.DATA_PROTECTION_OFFICER),
        reference=hold.reference,
        words="Ask whether the hold is still needed",
        path=reverse("privacy:hold", args=[hold.reference]),
        clause=procedure.RETENTION,
        shows_from=hold.review_on,
        due_on=hold.review_on,
    )


def _standing(scope: Scope) -> QuerySet[LegalHold]:
    return LegalHold.objects.in_force().filter(scope.of(LegalHold)).select_related("customer", "asset")


def _touched_by(record: object) -> QuerySet[LegalHold]:
    """Return none: no change of a colleague, landlord or type changes a hold's duties."""
    return LegalHold.objects.none()


SOURCE = Source(LegalHold, _standing, duties, _touched_by, seen_by=LegalHold.objects.visible_to)
