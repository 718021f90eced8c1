"""Events of a customer's file: vulnerabilities, adjustments, representatives and moves."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source
from housing_alerts.staff.models import Colleague

from .models import Adjustment, Customer, Membership, Representative, Vulnerability


def _vulnerabilities(customer: int | None, _: int | None) -> QuerySet[Vulnerability]:
    found = Vulnerability.objects.filter(customer=customer) if customer else Vulnerability.objects.none()
    return found.select_related("customer", "created_by").order_by("pk")


def _adjustments(customer: int | None, _: int | None) -> QuerySet[Adjustment]:
    found = Adjustment.objects.filter(customer=customer) if customer else Adjustment.objects.none()
    return found.select_related("customer", "created_by").order_by("pk")


def _representatives(customer: int | None, _: int | None) -> QuerySet[Representative]:
    found = Representative.objects.filter(customer=customer) if customer else Representative.objects.none()
    return found.select_related("customer", "created_by").order_by("pk")


def _homes(customer: int | None, _: int | None) -> QuerySet[Membership]:
    return _memberships().filter(customer=customer) if customer else Membership.objects.none()


def _people(customer: int | None, asset: int | None) -> QuerySet[Membership]:
    """Return those who lived at the property, where no customer is asked for."""
    if customer:
        return Membership.objects.none()
    return _memberships().filter(tenancy__asset=asset, customer__merged_into__isnull=True)


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.select_related("customer", "tenancy__asset").order_by("pk")


def _of_file(customer: Customer, **facts: Any) -> Event:
    return Event(
        kind=Kind.CUSTOMER,
        reference=customer.reference,
        case=Case(_not_closed, customer.pk),
        readers=Readers.OF_ANY_CASE,
        customer=customer.pk,
        restricted=customer.restricted,
        url=reverse("desk:customer", args=[customer.reference]),
        **facts,
    )


def _not_closed(colleague: Colleague) -> QuerySet[Customer]:
    """P11a Return the customers whose file no restriction closes to the colleague."""
    closed = Customer.objects.closed_to(colleague)
    return Customer.objects.exclude(pk__in=closed.values("pk"))


def _vulnerability(known: Vulnerability) -> Iterator[Event]:
    yield _of_file(
        known.customer,
        at=known.told_on,
        title=f"Vulnerability, told by {known.get_told_by_display().lower()}",
        by=str(known.created_by or ""),
        words=known.what,
        step="record vulnerability",
        typed=known.created_at,
    )


def _adjustment(agreed: Adjustment) -> Iterator[Event]:
    yield _of_file(
        agreed.customer,
        at=agreed.starts,
        title="Adjustment agreed",
        by=str(agreed.created_by or ""),
        words=agreed.what,
        step="record adjustment",
        typed=agreed.created_at,
    )
    if agreed.ends:
        yield _of_file(agreed.customer, at=agreed.ends, title="Adjustment ends", words=agreed.what)


def _representative(person: Representative) -> Iterator[Event]:
    agency = f" of {person.agency}" if person.agency else ""
    yield _of_file(
        person.customer,
        at=person.created_at,
        title=f"{person.name}{agency} acts for the customer",
        by=str(person.created_by or ""),
        words=person.authority,
        step="record representative",
    )
    if person.ends:
        title = f"{person.full_name} no longer acts for the customer"
        yield _of_file(person.customer, at=person.ends, title=title, step="end representative")


def _moved(membership: Membership) -> Iterator[Event]:
    home = membership.tenancy.asset
    yield from _move(membership, f"Moved to {home}", f"Left {home}")


def _came_or_went(membership: Membership) -> Iterator[Event]:
    """Yield the moves into and out of the property. The name of a customer with a restricted file is not shown."""
    name = str(membership.customer)
    yield from _move(membership, f"{name} moved in", f"{name} moved out", untold="Somebody")


def _move(membership: Membership, came: str, left: str, untold: str = "") -> Iterator[Event]:
    starts = membership.starts or membership.tenancy.starts
    ends = membership.ends or membership.tenancy.ends
    if starts:
        yield _of_file(membership.customer, at=starts, title=came, untold=untold and f"{untold} moved in")
    if ends:
        yield _of_file(membership.customer, at=ends, title=left, untold=untold and f"{untold} moved out")


SOURCES = [
    Source(_vulnerabilities, _vulnerability),
    Source(_adjustments, _adjustment),
    Source(_representatives, _representative),
    Source(_homes, _moved),
    Source(_people, _came_or_went),
]
"""The events of a customer's file or, where no customer is asked for, the moves into and out of a property."""
