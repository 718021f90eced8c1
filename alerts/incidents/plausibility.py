"""What is asked about a report before it is logged: it may well be so, and it may be a slip (§2, D3.1)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt


def doubts(customer: Any, moment: datetime, *, now: datetime) -> list[Doubt]:
    """P2 What seems odd about an incident with that customer at that moment; nothing where there is no customer.

    :param customer: the customer with their memberships, or None where the person is not known.
    """
    on = timezone.localdate(moment)
    found = [_why_long_ago(on, timezone.localdate(now))]
    if customer:
        found += [_why_child(customer, on), _why_died(customer), _why_not_at_home(customer, on)]
        found.append(_why_twice(customer, moment))
    return [doubt for doubt in found if doubt]


def _why_long_ago(on: date, today: date) -> Doubt | None:
    if on >= procedure.add_months(today, -procedure.OLD_REPORT_MONTHS):
        return None
    return Doubt("LONG_AGO", "It happened more than a year ago.", "more than a year ago")


def _why_child(customer: Any, on: date) -> Doubt | None:
    if customer.born is None or not procedure.is_child(customer.born, on=on):
        return None
    return Doubt("CHILD", f"{customer} was a child, under {procedure.ADULT_AGE}, on that day.", "a child")


def _why_died(customer: Any) -> Doubt | None:
    if not customer.died:
        return None
    return Doubt("DIED", f"{customer} is recorded as having died.", "recorded as having died")


def _why_not_at_home(customer: Any, on: date) -> Doubt | None:
    places = list(customer.memberships.all())
    if not places or any(place.holds(on=on) for place in places):
        return None
    if any(_is_over(place, on) for place in places):
        return Doubt("FORMER", f"{customer} was no longer a tenant of ours on that day.", "a former tenant")
    return Doubt("BEFORE", f"That was before the tenancy of {customer} began.", "before the tenancy began")


def _is_over(place: Any, on: date) -> bool:
    return any(ends is not None and ends < on for ends in (place.ends, place.tenancy.ends))


def _why_twice(customer: Any, moment: datetime) -> Doubt | None:
    if not customer.incidents.reported_near(customer, moment).exists():
        return None
    return Doubt(
        "TWICE",
        f"It is not the incident with {customer} that somebody has already reported within the same hour.",
        "another report within the hour",
    )
