"""Permissions to keep a customer's file, to restrict it, and to break glass."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Customer, EmergencyAccess


def keeps_file(by: "Colleague", customer: "Customer") -> bool:
    """P10a P10b Return whether the colleague leads the area of the customer, and so records facts on their file."""
    return by.holds_in(Role.OPERATIONAL_LEAD, customer.service_area_id)


def why_may_not_keep_file(by: "Colleague", customer: "Customer") -> Refusal | None:
    """P10a P10b Refuse everybody but the Operational Lead, who records vulnerabilities and adjustments."""
    if keeps_file(by, customer):
        return None
    return Refusal(
        procedure.VULNERABILITY_CONSIDERED,
        f"An Operational Lead for {customer.service_area} keeps this customer's file.",
    )


def why_may_not_restrict(by: "Colleague", customer: "Customer") -> Refusal | None:
    """P11a Refuse everybody but a Lead or Head of the area and, once the file is restricted, a named reader.

    A colleague who broke glass reads the file but does not open it to others, unless nobody is left who could. In that case the
    Leadership Team may, too.
    """
    area = customer.service_area
    if customer.restricted and by.holds(Role.LEADERSHIP) and not customer.keepers().exists():
        return None
    if not (by.holds_in(Role.OPERATIONAL_LEAD, area.pk) or by.holds_in(Role.HEAD_OF_SERVICE, area.pk)):
        return Refusal(
            procedure.RECORDING, f"An Operational Lead or a Head of Service for {area} says who may read this file."
        )
    if customer.restricted and not customer.is_named(by) and customer.keepers().exists():
        keepers = " or ".join(str(keeper) for keeper in customer.keepers())
        return Refusal(
            procedure.RECORDING,
            f"You read this file by break glass. Only a named reader changes who may read it: ask {keepers}.",
        )
    return None


def why_may_not_leave_out(by: "Colleague", readers: "Collection[Colleague]") -> Refusal | None:
    """P11a Refuse a colleague who restricts a file and does not name themselves: they must be able to put it right."""
    if by in readers:
        return None
    return Refusal(
        procedure.RECORDING, "Name yourself too: else you could not put a mistake right, nor open the file again."
    )


def why_may_not_break_glass(by: "Colleague", customer: "Customer") -> Refusal | None:
    """P11a Refuse everybody but a Lead of the area, the Leadership Team and the Data Protection Officer.

    A colleague to whom the file is open already is refused, too.
    """
    area = customer.service_area
    wide = by.holds(Role.LEADERSHIP, Role.DATA_PROTECTION_OFFICER)
    if not (wide or by.holds_in(Role.OPERATIONAL_LEAD, area.pk)):
        return Refusal(
            procedure.RECORDING,
            f"Only an Operational Lead for {area}, the Leadership Team or the Data Protection Officer may break glass.",
        )
    if customer.restricted and customer.is_open_to(by):
        return Refusal(procedure.RECORDING, "This file is open to you already. You need not break glass.")
    return None


def why_may_not_review(by: "Colleague", access: "EmergencyAccess") -> Refusal | None:
    """P11a Refuse everybody but a Data Protection Officer who did not break the glass themselves.

    If the only Data Protection Officer broke it, the Leadership Team reviews the access.
    """
    own = access.colleague_id == by.pk
    if by.holds(Role.DATA_PROTECTION_OFFICER) and not own:
        return None
    alone = access.colleague.is_last(Role.DATA_PROTECTION_OFFICER)
    if own:
        others = "A Head of Service or the Leadership Team" if alone else "Another Data Protection Officer"
        return Refusal(procedure.RECORDING, f"You broke this glass yourself. {others} reviews it.")
    if alone and by.holds(Role.LEADERSHIP):
        return None
    return Refusal(procedure.RECORDING, "Only a Data Protection Officer reviews who broke glass.")
