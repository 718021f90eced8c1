"""The steps of a contact strategy: whether a colleague can take each now, before any input (§12)."""

from datetime import date

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague
from monitoring.models import Strategy

from . import permissions, policies, selectors


def why_not_start(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P12 Return the obstacle to starting a strategy. No rule of this step asks the day."""
    return policies.why_not_start(customer) or permissions.why_may_not_keep_strategy(by, customer)


def why_not_review(strategy: Strategy, by: Colleague, on: date) -> Refusal | None:
    """P12 Return the obstacle to recording what a review changed."""
    return why_not_from_here(strategy.review) or permissions.why_may_not_keep_strategy(by, strategy.customer)


def why_not_end(strategy: Strategy, by: Colleague, on: date) -> Refusal | None:
    """P12 Return the obstacle to ending the strategy."""
    return why_not_from_here(strategy.end) or permissions.why_may_not_keep_strategy(by, strategy.customer)


def to_put_right(strategy: Strategy, *, on: date) -> Refusal | None:
    """P5 P12 Return what has become wrong with a strategy in force.

    A colleague whom it names may have left or been affected since, and a later alert or marker may say something else.
    """
    if strategy.ended_on:
        return None
    named = strategy.officer, strategy.deputy
    limited = selectors.naming(selectors.limits(strategy.customer, on=on))
    return (
        policies.why_named_refused(*named, selectors.affected(strategy.customer))
        or policies.why_named_shut_out(selectors.shut_out(strategy.customer, *named))
        or policies.why_two_contacts(*named, limited)
        or policies.why_contradicted(selectors.contradicting(strategy, on=on))
    )
