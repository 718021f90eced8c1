"""Select the contacts of a customer, as far as the colleague may open the file."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from alerts.decisions.selectors import lately
from housing_alerts.customers.models import Customer
from housing_alerts.customers.policies import Heard
from housing_alerts.customers.selectors import pages_to_add
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from monitoring.models import Contact

PAGE = 25
"""The number of contacts on a page of the list."""


def contacts(customer: Customer, *, after: str = "") -> tuple[list[Contact], str]:
    """Return a page of the customer's contacts, the newest first, and the key of the next page; "" where there is none.

    :param after: the key of the page, as the page before gave it.
    :raises Http404: where the key is none.
    """
    found = customer.contact_log.select_related("done_by", "taken_back_by").order_by("-at", "-pk")
    page = list(found.filter(_older_than(after))[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], f"{last.at.isoformat()}~{last.pk}" if last else ""


def _older_than(after: str) -> Q:
    if not after:
        return Q()
    moment, _, key = after.partition("~")
    at = parse_datetime(moment) if key.isdecimal() else None
    if at is None:
        raise Http404
    return Q(at__lt=at) | Q(at=at, pk__lt=int(key))


def contact(customer: Customer, pk: int) -> Contact:
    """Return one contact of the customer. :raises Http404: if it is of nobody, or of another customer."""
    return get_object_or_404(
        customer.contact_log.select_related("customer__service_area", "changed_by", "done_by"), pk=pk
    )


def who_could_act() -> QuerySet[Colleague]:
    """Return the colleagues who can have done something about a contact, by their names."""
    return Colleague.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")


def written(customer: Customer, *, after: datetime | None) -> list[Heard]:
    """P10a Select what professionals told us of the customer, and contacts that wait: they may tell of a vulnerability."""
    pages, found = pages_to_add(customer), customer.contact_log.making_known()
    found = found.filter(changed_at__gt=after) if after else found.filter(at__date__gt=lately(None))
    return [
        Heard(
            f"the contact of {show_date(timezone.localdate(each.at))} ({each.get_kind_display().lower()})",
            each.words,
            pages,
        )
        for each in found.order_by("at", "pk")
    ]


def visible_to(colleague: Colleague) -> QuerySet[Contact]:
    """P11a P12 Return the contacts of the customers whose file the colleague may open."""
    return Contact.objects.filter(customer__in=Customer.objects.visible_to(colleague).values("pk"))
