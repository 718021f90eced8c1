"""Permissions to take each step of a contact strategy (§12)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague


def why_may_not_keep_strategy(by: "Colleague", customer: "Customer") -> Refusal | None:
    """P12 Refuse everybody but the Operational Leads of the area: they develop and review the strategy."""
    if by.holds_in(Role.OPERATIONAL_LEAD, customer.service_area_id) and customer.is_open_to(by):
        return None
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"An Operational Lead for {customer.service_area} keeps this customer's contact strategy.",
    )
