"""The odd details of a report that its reporter is asked to confirm (§2)."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from alerts.incidents.choices import DoubtCode
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import Doubt

if TYPE_CHECKING:
    from housing_alerts.customers.models import Asset, Membership

    from .models import Incident


def doubts(
    subject: "Customer | Asset | None", moment: datetime, *, now: datetime, but: "Incident | None" = None
) -> list[Doubt]:
    """P2 Return the odd details of an incident with that customer at that moment.

    :param subject: the customer with their memberships or, if nobody is named, the property.
    :param but: the report itself, if it was logged already.
    """
    on = timezone.localdate(moment)
    found = [_why_long_ago(on, timezone.localdate(now))]
    if isinstance(subject, Customer):
        found += [_why_child(subject, on), _why_died(subject), _why_not_at_home(subject, on)]
    found += [_why_twice(subject, moment, but)] if subject else []
    return [doubt for doubt in found if doubt]


def _why_long_ago(on: date, today: date) -> Doubt | None:
    if on >= procedure.add_months(today, -procedure.OLD_REPORT_MONTHS):
        return None
    return Doubt(DoubtCode.LONG_AGO, "It happened more than a year ago.", "more than a year ago")


def _why_child(customer: "Customer", on: date) -> Doubt | None:
    if not customer.is_child(on=on):
        return None
    return Doubt(DoubtCode.CHILD, f"{customer} was a child, under {procedure.ADULT_AGE}, on that day.", "a child")


def _why_died(customer: "Customer") -> Doubt | None:
    if not customer.died:
        return None
    return Doubt(DoubtCode.DIED, f"{customer} is recorded as having died.", "recorded as having died")


def _why_not_at_home(customer: "Customer", on: date) -> Doubt | None:
    places = list(customer.memberships.all())
    if not places or any(place.holds(on=on) for place in places):
        return None
    if any(place.is_over(on=on) for place in places):
        return Doubt(DoubtCode.FORMER, f"{customer} was no longer a tenant of ours on that day.", "a former tenant")
    return Doubt(DoubtCode.BEFORE, f"That was before the tenancy of {customer} began.", "before the tenancy began")


def left_before(incident: "Incident") -> "Membership | None":
    """D4 Return the place that its person had left by that day, as we learned after the report.

    Whoever lives there now may be meant.
    """
    person, on = incident.customer, timezone.localdate(incident.occurred_at)
    if person is None or incident.asset_id is None:
        return None
    known = existing(incident.known_at, "only a begun report is not known")
    there = [place for place in person.memberships.all() if place.tenancy.asset_id == incident.asset_id]
    if any(place.holds(on=on) for place in there):
        return None
    return next(
        (place for place in there if place.is_over(on=on) and place.left_known_at and place.left_known_at > known), None
    )


def _why_twice(subject: "Customer | Asset", moment: datetime, but: "Incident | None") -> Doubt | None:
    person, near = isinstance(subject, Customer), subject.incidents.reported_near(moment, but)
    if not (near if person else near.exclude(customer__restricted=True)).exists():
        return None
    who = f"with {subject}" if person else f"at {subject}"
    return Doubt(
        DoubtCode.TWICE,
        f"It is not the incident {who} that somebody has already reported within the same hour.",
        "another report within the hour",
    )
