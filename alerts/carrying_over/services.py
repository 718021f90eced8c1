"""Carry over alerts that are in force in the housing system, and their latest completed reviews."""

from datetime import date

from alerts.alert import steps as alert_steps
from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType
from alerts.choices import Informing, Origin, Trigger
from alerts.reviews import steps as reviews_steps
from alerts.reviews.models import Review
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from letters import services as letters


@records.step
def carry_over_alert(
    *,
    type: AlertType,
    customer: Customer,
    asset: Asset | None,
    effective_from: date,
    period: int,
    reviewed_on: date | None,
    by: Colleague | None,
    why: str,
) -> Alert:
    """F1 Carry over an alert that is in force in the housing system, with its latest completed review.

    The instruction is copied from the type now. The report does not say whether the customer was told; the next review asks.
    :param asset: the property, if the alert is on it. A person's alert goes with the person.
    :param period: months between reviews, 12 at most.
    :raises NotAllowed: if the customer has an active alert of the type, or the report says too little of it.
    """
    alert = Alert(
        type=type,
        customer=customer,
        asset=asset,
        service_area=customer.service_area,
        origin=Origin.CX,
        first_period=period,
    )
    refuse_if(alert_steps.why_not_carry_over(alert, by))
    alert.carry_over(
        terms={
            "controls": list(type.controls),
            "instruction": type.instruction,
            "effective_from": effective_from,
            "first_period": period,
            "review_due_on": procedure.review_due_on(reviewed_on or effective_from, period),
            "informing": Informing.NOT_RECORDED,
        }
    )
    records.save(alert, by=by, why=why)
    audit.record("carry over alert", alert, by=by, why=why)
    if reviewed_on:
        _completed_review(alert, period=period, reviewed_on=reviewed_on, by=by, why=why)
    letters.cancel_forbidden(customer, by=by, reason=f"Alert {alert.reference} is in force in the housing system")
    return alert


@records.step
def carry_over_review(*, alert: Alert, period: int, reviewed_on: date, by: Colleague | None, why: str) -> Review:
    """F1 Carry over a later review from the housing system. The next due date follows from it."""
    alert = records.locked(alert)
    review = _completed_review(alert, period=period, reviewed_on=reviewed_on, by=by, why=why)
    alert.review_due_on = review.next_due_on
    records.save(alert, by=by, why=f"Reviewed: {review.reference}")
    return review


def _completed_review(alert: Alert, *, period: int, reviewed_on: date, by: Colleague | None, why: str) -> Review:
    review = Review(alert=alert, trigger=Trigger.DUE)
    refuse_if(reviews_steps.why_not_carry_over(review, by, reviewed_on))
    review.carry_over(on=reviewed_on, next_due_on=procedure.review_due_on(reviewed_on, period))
    records.save(review, by=by, why=why)
    audit.record("carry over review", review, by=by, why=why)
    return review
