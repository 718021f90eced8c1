"""Events of the contact log: what a customer said to us beside incidents and appeals."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source
from monitoring.choices import ContactSource
from monitoring.models import Contact


def _rows(customer: int | None, _: int | None) -> QuerySet[Contact]:
    """Return what colleagues logged. What other systems told of is counted on a page of its own: it would drown the rest."""
    found = Contact.objects.standing().filter(customer=customer, source=ContactSource.HAND)
    return found.select_related("customer", "created_by", "done_by").order_by("pk")


def _events(contact: Contact) -> Iterator[Event]:
    yield Event(
        kind=Kind.CONTACT,
        at=contact.at,
        title=f"{contact.get_kind_display()}, {contact.get_channel_display().lower()}",
        reference=contact.customer.reference,
        case=Case(Customer.objects.visible_to, contact.customer_id),
        readers=Readers.OF_THE_FILE,
        customer=contact.customer_id,
        restricted=contact.customer.restricted,
        by=str(contact.created_by or ""),
        words=f"{contact.words}\nWhat was done: {contact.done} ({contact.done_by})",
        url=reverse("monitoring:contacts", args=[contact.customer.reference]),
        typed=contact.created_at,
    )


SOURCE = Source(_rows, _events)
