"""Select sharing requests, for the Data Protection Officer and the Heads of Service."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from privacy.models import SharingRequest

from . import permissions

MOST = 50
"""The number of decided requests that are listed; the audit site has all."""


def requests(colleague: Colleague) -> tuple[list[SharingRequest], list[SharingRequest]]:
    """Return the open requests, the first due first, and the last that were decided.

    :raises Http404: for all but the Data Protection Officer and the Heads of Service.
    """
    if not permissions.may_see(colleague):
        raise Http404
    found = SharingRequest.objects.visible_to(colleague).select_related("customer", "decided_by")
    decided = found.exclude(pk__in=found.open().values("pk")).order_by("-decided_on", "-pk")
    return list(found.open()), list(decided[:MOST])


def request(colleague: Colleague, reference: str) -> SharingRequest:
    """Return one request. :raises Http404: for whoever does not see it."""
    found = SharingRequest.objects.visible_to(colleague)
    return get_object_or_404(
        found.select_related("customer", "created_by", "changed_by", "decided_by"), reference=reference
    )


def customer(colleague: Colleague, reference: str) -> Customer | None:
    """Return the customer of that whole reference, if the colleague may ask about them."""
    found = Customer.objects.of_reference(reference.strip()).first()
    if found is None or colleague.holds(Role.DATA_PROTECTION_OFFICER):
        return found
    return Customer.objects.visible_to(colleague).filter(pk=found.pk).first()
