"""Find the records beside a case: others on the same customer or property, and those on another customer's restricted file."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from housing_alerts.customers.models import Membership

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation
    from alerts.markers.models import Marker

    from .models import Incident


AT_THE_ADDRESS = "at this address, nobody named"


def at_home_of(**whose: Any) -> Q:
    """P8a Return the filter for the incidents where these customers lived that day, and of which nobody knows who it was.

    Whoever decides on one of them has to see it. It is not proven to be theirs, so it counts for nobody.
    :param whose: the filter for the customers' places in a tenancy, such as ``customer``.
    """
    day: Any = OuterRef("occurred_at__date")
    places = Membership.objects.filter(**whose)
    lived = places.current(on=day).filter(tenancy__asset=OuterRef("asset"))
    # the property first, by its index: the day is asked of few incidents then
    return Q(customer__isnull=True, asset__in=places.values("tenancy__asset")) & Q(Exists(lived))


class Around(NamedTuple):
    """P8a D5 P10a The customer and the property of a case. Events at the property count, whoever they name.

    ``asset`` is None where the case does not stay at a property.
    """

    customer: int | None
    asset: int | None

    def q(self) -> Q:
        """Return the filter for the incidents, cases or alerts on that customer or at that property."""
        return Q(*self.known(), _connector=Q.OR)

    def incidents(self) -> Q:
        """P8a Return the filter for the incidents: those of :meth:`q`, and those that :func:`at_home_of` finds."""
        return self.q() | at_home_of(customer=self.customer) if self.customer else self.q()

    def names_nobody(self, incident: "Incident") -> bool:
        """P8a Return whether an incident of :meth:`incidents` is about the customer's address alone."""
        return incident.customer_id is None and not self.covers(incident)

    def covers(self, record: "Alert | Incident | Investigation") -> bool:
        """Return whether a record already read is on that customer or at that property."""
        return any(getattr(record, name) == pk for name, pk in self.known())

    def known(self) -> list[tuple[str, int]]:
        """Return the record's fields to compare, each with the key it must hold."""
        return [(f"{name}_id", pk) for name, pk in self._asdict().items() if pk]


RESTRICTED = "on a restricted file"
APART = f"{RESTRICTED}, which its named readers open"


def is_apart(record: "Alert | Incident | Marker", case: "Alert | Incident | Investigation") -> bool:
    """P11a Return whether the record is on the restricted file of another customer than the case's."""
    customer = record.customer
    return customer is not None and customer.restricted and customer.pk != case.customer_id
