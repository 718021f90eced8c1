"""The rules for a contact strategy, whoever takes the step (§12)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.sense import why_says_too_little
from housing_alerts.staff import policies as staff_policies

if TYPE_CHECKING:
    from alerts.models import Condition
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague


def why_not_start(customer: "Customer") -> Refusal | None:
    """P12 Refuse a second strategy for a customer: who answers would be two."""
    present = customer.contact_strategies.in_force().first()
    if present is None:
        return None
    return Refusal(
        procedure.CONTACT_LEVELS, f"Strategy {present.reference} is in force. Review it, or end it first.", hides=True
    )


def why_terms_missing(goal: str, channels: Collection[str], response_days: int) -> Refusal | None:
    """P12 Refuse a strategy without a goal, a way of contact, or a promise that we can keep."""
    unclear = why_says_too_little(
        goal, Refusal(procedure.CONTACT_LEVELS, "Say what the strategy is to reach, and how.")
    )
    if unclear:
        return unclear
    if not channels:
        return Refusal(procedure.CONTACT_LEVELS, "Choose at least one way by which the customer reaches us.")
    most = procedure.STRATEGY_RESPONSE_DAYS_MOST
    if not 1 <= response_days <= most:
        return Refusal(procedure.CONTACT_LEVELS, f"Promise an answer within 1 to {most} working days.")
    return None


def why_named_refused(officer: "Colleague", deputy: "Colleague", affected: Collection[int]) -> Refusal | None:
    """P12 Refuse one colleague for both parts, and one who has left, cannot answer, or was affected by this customer."""
    if officer == deputy:
        return Refusal(procedure.CONTACT_LEVELS, "Name somebody else as deputy, for when the officer is away.")
    refusals = [staff_policies.why_contact_refused(one, affected=one.pk in affected) for one in (officer, deputy)]
    return next(filter(None, refusals), None)


def why_two_contacts(officer: "Colleague", deputy: "Colleague", conditions: "Iterable[Condition]") -> Refusal | None:
    """P12 P5 Refuse to name other colleagues than an alert in force does: the customer would have two single points of contact.

    :param conditions: the conditions in force that name an officer.
    """
    for condition in conditions:
        named = {one.pk for one in condition.officers_here()}
        if named and named != {officer.pk, deputy.pk} & named:
            names = " and ".join(str(one) for one in condition.officers_here())
            return Refusal(
                procedure.CONTACT_LEVELS,
                f"Alert {condition.alert.reference} sends all contact to {names}. Name the same colleagues.",
            )
    return None


def why_review_day_refused(review_on: date | None, *, on: date) -> Refusal | None:
    """P12 Refuse a strategy without a day of review, or with one that is not after ``on`` and within a year."""
    latest = procedure.add_months(on, procedure.STRATEGY_MONTHS)
    if review_on is not None and on < review_on <= latest:
        return None
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"A strategy is reviewed within {procedure.STRATEGY_MONTHS} months: choose a day after today and by "
        f"{latest:%-d %B %Y}.",
    )


def why_review_says_nothing(changed: str) -> Refusal | None:
    """P12 Refuse a review that does not say what it found and what changed."""
    return why_says_too_little(changed, Refusal(procedure.CONTACT_LEVELS, "Say whether it helped, and what changes."))


def why_no_reason_to_end(reason: str) -> Refusal | None:
    """P12 Refuse to end a strategy without a recorded reason."""
    return why_says_too_little(reason, Refusal(procedure.CONTACT_LEVELS, "Say why the strategy is no longer needed."))
