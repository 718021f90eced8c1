"""Take each step of a contact strategy, by one function for each verb (§12)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from monitoring.models import Strategy

from . import policies, steps
from .answers import Terms


@records.step
def start_strategy(
    *,
    customer: Customer,
    by: Colleague,
    on: date,
    terms: Terms,
    review_on: date | None,
    sure_of: Collection[str] = (),
) -> Strategy:
    """P12 Start a strategy for the contact of a customer.

    :param sure_of: the codes of what is meant to differ from an alert in force.
    """
    customer = standing(customer)
    refuse_if(
        steps.why_not_start(customer, by, on),
        terms.why_not(customer, on=on),
        terms.why_unconfirmed(customer, sure_of, on=on),
        policies.why_review_day_refused(review_on, on=on),
    )
    begun: dict[str, Any] = {"began_on": on, "review_on": review_on}
    strategy = Strategy(customer=customer, **begun)
    terms.apply_to(strategy)
    records.save(strategy, by=by, why=f"Started: {terms.goal}")
    audit.record("start contact strategy", strategy, by=by, why=terms.goal)
    return strategy


@records.step
def review_strategy(
    *,
    strategy: Strategy,
    version: int,
    by: Colleague,
    on: date,
    terms: Terms,
    changed: str,
    review_on: date | None,
    sure_of: Collection[str] = (),
) -> Strategy:
    """P12 Record whether the strategy helped and what changes, and by when it is reviewed again.

    :param sure_of: as of :func:`start_strategy`.
    """
    strategy = records.locked(strategy)
    refuse_if(
        steps.why_not_review(strategy, by, on),
        records.seen(strategy, version),
        policies.why_review_says_nothing(changed),
        terms.why_not(strategy.customer, on=on),
        terms.why_unconfirmed(strategy.customer, sure_of, on=on),
        policies.why_review_day_refused(review_on, on=on),
    )
    assert review_on is not None  # its policy: each strategy has a day of review
    before = strategy.officer_id, strategy.deputy_id
    terms.apply_to(strategy)
    gone = [key for key in before if key not in (strategy.officer_id, strategy.deputy_id)]
    strategy.review(changed=[on.isoformat(), changed, *gone], review_on=review_on)
    records.save(strategy, by=by, why=f"Reviewed: {changed}")
    audit.record("review contact strategy", strategy, by=by, why=changed)
    return strategy


@records.step
def end_strategy(*, strategy: Strategy, version: int, by: Colleague, on: date, reason: str) -> Strategy:
    """P12 End the strategy. Where the level of contact is still high, it becomes a duty again."""
    strategy = records.locked(strategy)
    refuse_if(
        steps.why_not_end(strategy, by, on), records.seen(strategy, version), policies.why_no_reason_to_end(reason)
    )
    strategy.end(by=by, on=on, reason=reason)
    records.save(strategy, by=by, why=f"Ended: {reason}")
    audit.record("end contact strategy", strategy, by=by, why=reason)
    return strategy
