"""What stands beside a case: what else happened with the same person or there, and what is on somebody else's file."""

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation

    from .models import Incident


class Around(NamedTuple):
    """P8a D5 P10a The customer and, where it stays at a property, that one: what happens there counts, whoever it names."""

    customer: int | None
    asset: int | None

    def q(self) -> Q:
        """Which incidents, cases or alerts are on that customer or at that property."""
        return Q(*self.known(), _connector=Q.OR)

    def takes_in(self, record: "Alert | Incident | Investigation") -> bool:
        """The same of a record that was read already."""
        return any(getattr(record, name) == pk for name, pk in self.known())

    def known(self) -> list[tuple[str, int]]:
        """Return the fields that say so of a record, each with the key it then holds."""
        return [(f"{name}_id", pk) for name, pk in self._asdict().items() if pk]


RESTRICTED = "on a restricted file"
APART = f"{RESTRICTED}, which its named readers open"


def is_apart(record: "Alert | Incident", case: "Alert | Incident | Investigation") -> bool:
    """P11a Whether it is on the restricted file of somebody else than the case."""
    customer = record.customer
    return customer is not None and customer.restricted and customer.pk != case.customer_id
