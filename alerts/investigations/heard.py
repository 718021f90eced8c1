"""The customer's words in an investigation (P10a).

With them stands what earlier decisions and the contact log hold of the customer, by the apps that keep them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from housing_alerts.customers.policies import Heard

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from housing_alerts.customers.models import Customer

    from .models import Investigation


class Written(Protocol):
    """A function that returns what was written of a customer, such as in decisions, lately or after a moment."""

    def __call__(self, customer: "Customer", *, after: datetime | None) -> Iterable[Heard]: ...


_written: list[Written] = []


def written_in(found: Written) -> None:
    """P10a Register where words about a customer are found, such as decisions. An app does so at its start."""
    _written.append(found)


def written_of(customer: "Customer | None", *, after: datetime | None = None) -> list[Heard]:
    """P10a List what was written of the customer before.

    :param after: the moment after which it was written; None for all of the last years.
    """
    found = [each for decided in _written for each in decided(customer, after=after)] if customer else []
    return [each for each in found if each.words.strip()]


def heard_about(alert: "Alert") -> list[Heard]:
    """P10a List what its customer said in the case, and what was written of them before."""
    return heard_in(alert.investigation) if alert.investigation else written_of(alert.customer)


def heard_in(investigation: "Investigation") -> list[Heard]:
    """P10a List what the customer, or somebody for them, said in the case, and what earlier decisions wrote of them."""
    said = [each.as_heard() for each in investigation.discussions.all() if each.is_heard]
    return [*said, *written_of(investigation.customer)]
