"""The terms of a contact strategy as a form asks for them, and what they lack (§12)."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from alerts.decisions.policies import why_departs_unconfirmed
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague
from monitoring.models import Strategy

from . import policies, selectors


@dataclass(frozen=True)
class Terms:
    """The terms of a strategy: the goal, who answers, by which ways and when, and how soon."""

    goal: str
    officer: Colleague
    deputy: Colleague
    channels: list[str]
    times: str
    response_days: int

    def why_not(self, customer: Customer, *, on: date) -> Refusal | None:
        """P12 Return what stands in the way of these terms for that customer."""
        return (
            policies.why_terms_missing(self.goal, self.channels, self.response_days)
            or policies.why_way_refused(self.channels, never_write=customer.never_write)
            or policies.why_named_refused(self.officer, self.deputy, selectors.affected(customer))
            or policies.why_named_shut_out(selectors.shut_out(customer, self.officer, self.deputy))
            or policies.why_two_contacts(self.officer, self.deputy, selectors.naming(selectors.limits(customer, on=on)))
        )

    def why_unconfirmed(self, customer: Customer, sure_of: Collection[str], *, on: date) -> Refusal | None:
        """P12 P5 Return what an alert or a marker in force says in another way, and nobody has said to be meant."""
        stands = selectors.limits(customer, on=on), selectors.asked_at_the_door(customer, on=on)
        doubts = policies.departures(f"{self.goal} {self.times}", self.channels, *stands)
        return why_departs_unconfirmed(doubts, sure_of)

    def apply_to(self, strategy: Strategy) -> None:
        """Set the terms of the strategy."""
        for field in fields(self):
            setattr(strategy, field.name, getattr(self, field.name))
