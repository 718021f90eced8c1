"""Find the records beside a case: others on the same customer or property, and those on another customer's restricted file."""

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation

    from .models import Incident


class Around(NamedTuple):
    """P8a D5 P10a The customer and the property of a case. Events at the property count, whoever they name.

    ``asset`` is None where the case does not stay at a property.
    """

    customer: int | None
    asset: int | None

    def q(self) -> Q:
        """Return the filter for the incidents, cases or alerts on that customer or at that property."""
        return Q(*self.known(), _connector=Q.OR)

    def covers(self, record: "Alert | Incident | Investigation") -> bool:
        """Return whether a record already read is on that customer or at that property."""
        return any(getattr(record, name) == pk for name, pk in self.known())

    def known(self) -> list[tuple[str, int]]:
        """Return the record's fields to compare, each with the key it must hold."""
        return [(f"{name}_id", pk) for name, pk in self._asdict().items() if pk]


RESTRICTED = "on a restricted file"
APART = f"{RESTRICTED}, which its named readers open"


def is_apart(record: "Alert | Incident", case: "Alert | Incident | Investigation") -> bool:
    """P11a Return whether the record is on the restricted file of another customer than the case's."""
    customer = record.customer
    return customer is not None and customer.restricted and customer.pk != case.customer_id
