"""Select legal holds, for the Data Protection Officer alone."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.staff.models import Colleague
from privacy.models import LegalHold

from . import permissions

MOST = 50
"""The number of ended holds that are listed; the audit site has all."""


def holds(colleague: Colleague) -> tuple[list[LegalHold], list[LegalHold]]:
    """Return the holds in force, the next review first, and the last that ended.

    :raises Http404: for all but the Data Protection Officer.
    """
    if not permissions.may_hold(colleague):
        raise Http404
    found = LegalHold.objects.visible_to(colleague).select_related("customer", "asset", "created_by", "ended_by")
    ended = found.exclude(pk__in=found.in_force().values("pk")).order_by("-ended_on", "-pk")
    return list(found.in_force()), list(ended[:MOST])


def hold(colleague: Colleague, reference: str) -> LegalHold:
    """Return one hold. :raises Http404: for all but the Data Protection Officer."""
    found = LegalHold.objects.visible_to(colleague)
    return get_object_or_404(
        found.select_related("customer", "asset", "created_by", "changed_by", "ended_by"), reference=reference
    )


def file(reference: str) -> Customer | Asset | None:
    """Return the person or property of that whole reference; of two files of one person, the one that was kept."""
    typed = reference.strip()
    return Customer.objects.of_reference(typed).first() or Asset.objects.filter(reference__iexact=typed).first()
