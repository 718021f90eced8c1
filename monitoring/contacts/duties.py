"""The duty of a contact about which nothing is done yet: the Leads of the area see to it (§12)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, leads
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from monitoring.models import Contact

from . import selectors


def duties(contact: Contact) -> Iterator[Owed]:
    """P12 Yield the duty of the Leads of the area to see to a contact, and to say what was done."""
    came = show_date(timezone.localdate(contact.at))
    yield Owed(
        kind=Kind.FOLLOW_UP,
        holder=leads(contact.customer.service_area_id),
        reference=contact.customer.reference,
        words=f"See to what came in on {came}, and say what was done",
        about=contact.get_kind_display(),
        path=reverse("monitoring:contact_correct", args=[contact.customer.reference, contact.pk]),
        clause=procedure.CONTACT_LEVELS,
    )


def _standing(scope: Scope) -> QuerySet[Contact]:
    return Contact.objects.waiting().filter(scope.of(Contact, asset="")).select_related("customer")


def _touched_by(record: object) -> QuerySet[Contact]:
    """Return none: no change of a colleague, landlord or type changes what is owed."""
    return Contact.objects.none()


def _seen_by(colleague: Colleague) -> QuerySet[Contact]:
    return selectors.visible_to(colleague)


SOURCE = Source(Contact, _standing, duties, _touched_by, seen_by=_seen_by)
