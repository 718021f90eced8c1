"""Say where an alert hangs: on its person, or on a property whoever lives there (invariant 11)."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from alerts.choices import HangsOn
from alerts.incidents.beside import Around
from housing_alerts.customers.models import Asset, Customer

if TYPE_CHECKING:
    from alerts.catalogue.models import AlertType


class Placed(models.Model):
    """The person and the property of an alert.

    What may hang on either hangs on the home once its person has died: a dog or other people may still be there.
    """

    if TYPE_CHECKING:
        type: AlertType
        customer: Customer | None
        customer_id: int | None
        asset: Asset | None
        asset_id: int | None

    class Meta:
        abstract = True

    def stays_at_property(self) -> bool:
        """Return whether it stays with its property, whoever lives there, and not with a person."""
        return self.customer_id is None or (self.type.hangs_on != HangsOn.PERSON and self.asset_id is not None)

    def around(self) -> Around:
        """P8a D5 Return its customer and, where it stays at a property, the property whose other records are read with it."""
        return Around(self.customer_id, self.asset_id if self.stays_at_property() else None)

    def is_of_a_place(self) -> bool:
        """P7b Return whether it is, or is to be, on a property: by its type, or because its person has died."""
        if self.type.hangs_on == HangsOn.EITHER:
            return self.customer is None or self.customer.died
        return self.type.hangs_on == HangsOn.PROPERTY

    def where(self, *, on: date) -> Asset | None:
        """Return its property or, where it is to be on one, the customer's home on that day; of the dead the last home."""
        if self.asset or self.customer is None or not self.is_of_a_place():
            return self.asset
        return last_home(self.customer, on=on) if self.customer.died else self.customer.home(on=on)


def last_home(customer: Customer, *, on: date) -> Asset | None:
    """Return the home on that day or, if there is none any more, the one that the customer had last."""
    over = [place for place in customer.memberships.all() if place.is_over(on=on)]
    last = max(over, key=lambda place: (place.last_day or date.min, place.pk), default=None)
    return customer.home(on=on) or (last.tenancy.asset if last else None)
