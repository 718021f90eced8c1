"""The one registry of records that name colleagues for a customer, and that a restriction hides from them (§11).

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


def losing_sight(customer: Customer) -> list[Naming]:
    """P11a Return the colleagues whom a record names, and who are no named readers of the customer's file."""
    readers = set(customer.readers.values_list("pk", flat=True)) if customer.restricted else set()
    return [one for named in _registered for one in named(customer) if one.colleague.pk not in readers]
