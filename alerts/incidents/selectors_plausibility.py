"""What a reporter is asked about the report: as much as they may know of whom it is about."""

from datetime import datetime

from alerts.look_up.people import STAFF, closed_among
from housing_alerts.customers.duplicates import likely_same
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.models import Colleague

from .models import Incident
from .plausibility import doubts

OF_THE_MOMENT = ("LONG_AGO",)
"""What rests on the reporter's own words alone."""
UNTOLD = Doubt(
    "RECORD",
    "What you typed does not fit what is on record of this customer. Check the reference and the date.",
    "does not fit the record",
)
"""P11a What is said in the place of the record to who may not read it."""


def doubted(colleague: Colleague, customer: Customer | None, moment: datetime, *, now: datetime) -> list[Doubt]:
    """P2 What this colleague is asked. Of a restricted file that is closed to them it tells nothing; to a contractor, who
    reads no record, only that something does not fit."""
    found = _with_twin(colleague, customer, doubts(customer, moment, now=now))
    told = [doubt for doubt in found if doubt.code in OF_THE_MOMENT]
    if customer is None or len(told) == len(found) or closed_among(colleague, [customer.pk]):
        return told
    if colleague.holds(*STAFF):
        return found
    return [*told, UNTOLD]


def _with_twin(colleague: Colleague, customer: Customer | None, found: list[Doubt]) -> list[Doubt]:
    """P2 Somebody who may be the same person has a file too: which of the two is meant. Staff alone may know of both."""
    if customer is None or not colleague.holds(*STAFF):
        return found
    likely = [one.customer for one in likely_same(customer)]
    closed = closed_among(colleague, [other.pk for other in likely])
    for other in likely:
        if other.pk not in closed:
            asked = f"It is {customer}, {customer.reference}, and not {other}, {other.reference}, who may be the same person."
            return [*found, Doubt("TWIN", asked, "another file that may be the same person's")]
    return found


def reported_already(colleague: Colleague, customer: Customer | None, moment: datetime) -> list[Incident]:
    """P2 The incidents of the same hour that this colleague may open."""
    if customer is None:
        return []
    return list(Incident.objects.visible_to(colleague).reported_near(customer, moment))
