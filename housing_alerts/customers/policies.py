"""What must stay true of a restricted file, whoever asks."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from housing_alerts import procedure
from housing_alerts.refusals import Refusal, when
from housing_alerts.staff.models import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Customer, EmergencyAccess


def why_not_name(customer: "Customer", readers: "Collection[Colleague]") -> Refusal | None:
    """P11a Among the named readers somebody can work on the case, and somebody can decide."""
    area = customer.service_area
    if not any(reader.holds_in(Role.OPERATIONAL_LEAD, area.pk) for reader in readers):
        return Refusal(
            procedure.RECORDING,
            f"No decision or review could be made: name at least one Operational Lead for {area}.",
        )
    if not any(reader.holds(Role.LEADERSHIP) for reader in readers):
        return Refusal(
            procedure.RECORDING,
            "No decision or review could be made: name at least one Head of Service or member of the Leadership Team.",
        )
    return None


def why_not_lift(customer: "Customer") -> Refusal | None:
    """P11a There must be a restriction to lift."""
    if customer.restricted:
        return None
    return Refusal(procedure.RECORDING, "This file is not restricted: there is nothing to lift.")


def why_not_break_glass(customer: "Customer") -> Refusal | None:
    """P11a Only a restricted file stands behind glass."""
    if customer.restricted:
        return None
    return Refusal(procedure.RECORDING, "This file is not restricted: there is no glass to break.")


def why_not_review(access: "EmergencyAccess") -> Refusal | None:
    """P11a Each emergency access is reviewed once."""
    if access.reviewed_at is None:
        return None
    return Refusal(procedure.RECORDING, f"{access.reviewed_by} reviewed this already, on {when(access)}.")
