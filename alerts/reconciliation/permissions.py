"""Permissions to compare our alerts with those of Cx, and to answer each row (§11)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Difference

COMPARES = (Role.OPERATIONAL_LEAD, Role.LEADERSHIP, Role.ADMINISTRATOR)
"""P11a The roles that compare. Each sees the rows that it may read, and how many others there are."""


def why_may_not_compare(by: "Colleague") -> Refusal | None:
    """P11a Refuse everybody but an Operational Lead, the Leadership Team and a System administrator."""
    if by.holds(*COMPARES):
        return None
    return Refusal(
        procedure.RECORDING,
        "An Operational Lead, the Leadership Team or a System administrator compares with Cx.",
    )


def why_may_not_answer(by: "Colleague", difference: "Difference") -> Refusal | None:
    """P11a Refuse everybody but a Lead of the alert or the customer, to whom the file is open. Of nobody, any Lead answers."""
    alert, customer = difference.alert, difference.customer
    if alert and by == alert.responsible_lead and by.still_leads():
        return _why_closed(by, difference)
    record = alert or customer
    area = record.service_area if record else None
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk) if area else by.holds(Role.OPERATIONAL_LEAD):
        return _why_closed(by, difference)
    whose = f" for {area}" if area else ""
    return Refusal(procedure.RECORDING, f"An Operational Lead{whose} answers this.")


def _why_closed(by: "Colleague", difference: "Difference") -> Refusal | None:
    if difference.customer is None or not difference.customer.restricted or difference.customer.is_open_to(by):
        return None
    return Refusal(procedure.RECORDING, "This customer’s file is restricted. One of its named readers answers this.")
