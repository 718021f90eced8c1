"""The duty of a high level of contact: the Leads of the area develop a strategy (§12)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, leads
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague
from monitoring.models import HighContact, Strategy

from . import selectors


def duties(level: HighContact) -> Iterator[Owed]:
    """P12 Yield the duty of the Leads of the area to develop a strategy for a level that is high."""
    yield Owed(
        kind=Kind.HIGH_CONTACT,
        holder=leads(level.customer.service_area_id),
        reference=level.customer.reference,
        words=f"Develop a strategy: {level.contacts} contacts in {level.weeks} weeks",
        path=reverse("monitoring:contacts", args=[level.customer.reference]),
        clause=procedure.CONTACT_LEVELS,
    )


def _standing(scope: Scope) -> QuerySet[HighContact]:
    """Return the levels that are high without a strategy in force."""
    found = HighContact.objects.standing().filter(scope.of(HighContact, asset=""))
    strategies = Strategy.objects.in_force().values("customer")
    return found.exclude(customer__in=strategies).select_related("customer")


def _touched_by(record: object) -> QuerySet[HighContact]:
    """Return none: no change of a colleague, landlord or type changes what is owed."""
    return HighContact.objects.none()


def _seen_by(colleague: Colleague) -> QuerySet[HighContact]:
    return selectors.visible_to(colleague)


SOURCE = Source(HighContact, _standing, duties, _touched_by, seen_by=_seen_by)
