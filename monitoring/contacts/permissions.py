"""Permissions to log the contact of a customer (§12)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague


def why_may_not_log(by: "Colleague", customer: "Customer") -> Refusal | None:
    """P12 Refuse everybody who may not open the file: its contacts tell as much as the file does."""
    if customer.is_visible_to(by):
        return None
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"An Operational Lead for {customer.service_area} or the Leadership Team logs what this customer says to us.",
    )
