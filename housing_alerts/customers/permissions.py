"""Who may keep a customer's file: a Lead of the customer's service area (§10)."""

from typing import TYPE_CHECKING

from housing_alerts import procedure
from housing_alerts.refusals import Refusal
from housing_alerts.staff.models import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Customer


def why_may_not_keep_file(by: "Colleague", customer: "Customer") -> Refusal | None:
    """P10a P10b The Operational Lead writes down what is known and what was agreed."""
    if by.holds_in(Role.OPERATIONAL_LEAD, customer.service_area_id):
        return None
    return Refusal(
        procedure.VULNERABILITY_CONSIDERED,
        f"An Operational Lead for {customer.service_area} keeps this customer's file.",
    )
