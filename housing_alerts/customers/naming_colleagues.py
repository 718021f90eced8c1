"""The one registry of records that name colleagues for a customer: they must read a restricted file (§11).

Each app registers at its start the records in which colleagues are named. This module does not know what a strategy is.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from housing_alerts.staff.models import Colleague

from .models import Customer


class Naming(NamedTuple):
    """One record about a customer that names a colleague. ``record`` names it within a sentence."""

    colleague: Colleague
    record: str


_registered: list[Callable[[Customer], Iterable[Naming]]] = []


def register(named: Callable[[Customer], Iterable[Naming]]) -> None:
    """Add what an app names colleagues in, for one customer."""
    _registered.append(named)


def naming(customer: Customer) -> list[Naming]:
    """P11a Return each record about the customer that names a colleague, who has not left, with that colleague.

    For a customer who has died nobody acts any more.
    """
    if customer.died:
        return []
    return [one for named in _registered for one in named(customer) if one.colleague.is_active]


def records_naming(namings: Iterable[Naming]) -> dict[Colleague, list[str]]:
    """P11a Return the records that name each colleague, in the order in which they were registered."""
    found: dict[Colleague, list[str]] = {}
    for one in namings:
        found.setdefault(one.colleague, []).append(one.record)
    return found
