"""The contact strategy beside an alert or a marker: what it says otherwise, by the app that keeps strategies (§5, §12)."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Doubt

from .models import Condition


class Asked(NamedTuple):
    """One control of an alert or a marker. ``by`` names that alert or marker at the beginning of a sentence."""

    by: str
    control: str


class Departures(Protocol):
    """A function that returns a doubt for each limit and control beside which a customer's strategy says something else."""

    def __call__(
        self, customer: Customer, *, conditions: Iterable[Condition], asked: Iterable[Asked]
    ) -> list[Doubt]: ...


_kept: list[Departures] = []


def kept_by(departures: Departures) -> None:
    """P12 Register how the contact strategies in force are compared with what an alert or a marker asks for."""
    _kept.append(departures)


def departures(
    customer: Customer | None, *, conditions: Iterable[Condition] = (), asked: Iterable[Asked] = ()
) -> list[Doubt]:
    """P12 P5 Return a doubt for each of these limits and controls beside which the customer's strategy says something else."""
    if customer is None:
        return []
    limits, controls = list(conditions), list(asked)
    return [doubt for compared in _kept for doubt in compared(customer, conditions=limits, asked=controls)]
