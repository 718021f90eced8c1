"""Select the customers whose level of contact is high, as far as the colleague may open their files."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from alerts.choices import AlertStatus, ReviewStatus
from alerts.models import Alert
from housing_alerts.customers.models import Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from monitoring.models import HighContact, Strategy

SEES = (Role.OPERATIONAL_LEAD, Role.LEADERSHIP)
MOST = 200
"""The most customers that the list shows: far more than a rule of a few in 1,000 finds."""


def visible_to(colleague: Colleague) -> QuerySet[HighContact]:
    """P11a P12 Return the levels of the customers whose file the colleague may open."""
    return HighContact.objects.filter(customer__in=Customer.objects.visible_to(colleague).values("pk"))


def high(colleague: Colleague) -> Sequence[Any]:
    """P12 Return the levels that are high, the busiest first, each with the reference of its ``strategy``, or None.

    :raises Http404: for all but the Operational Leads and the Leadership Team.
    """
    if not colleague.holds(*SEES):
        raise Http404
    found = visible_to(colleague).filter(ended_on__isnull=True)
    in_force = Strategy.objects.in_force().filter(customer=OuterRef("customer")).values("reference")
    with_strategy = found.annotate(strategy=Subquery(in_force[:1])).select_related("customer__service_area")
    return list(with_strategy.order_by("-contacts", "pk")[:MOST])


def level(customer: Customer) -> HighContact | None:
    """P12 Return the customer's level where it is high, or None."""
    return customer.high_contacts.standing().order_by("since", "pk").first()


def to_review(customer: Customer) -> list[Alert]:
    """P8a Return the alerts in force whose review an increase in contact can call for: those without an open one."""
    active = customer.alerts.filter(status=AlertStatus.ACTIVE).exclude(reviews__status=ReviewStatus.OPEN)
    return list(active.select_related("type").order_by("pk"))
