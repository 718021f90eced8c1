"""What must hold before a case is moved to another service area (§7)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.staff.models import ServiceArea

    from .models import Investigation


def why_not_move(investigation: "Investigation", area: "ServiceArea", reason: str) -> Refusal | None:
    """P7a The area decides who is the relevant Head, so there is one, and the change has its reason."""
    if area == investigation.service_area:
        return Refusal(procedure.HEAD_DECIDES, f"The case is with {area} already. Choose another service area.")
    if not area.has("HEAD_OF_SERVICE"):
        return Refusal(procedure.HEAD_DECIDES, f"{area} has no Head of Service, so nobody could decide the case.")
    if not area.has("OPERATIONAL_LEAD"):
        return Refusal(
            procedure.HEAD_DECIDES, f"{area} has no Operational Lead, so nobody there could write to the customer."
        )
    return None if reason.strip() else Refusal(procedure.HEAD_DECIDES, "Say why the case belongs to another area.")
