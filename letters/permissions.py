"""Permissions to write and send letters: a Lead of the case's service area (§7, D3.2)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import ServiceArea

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_send(by: "Colleague", area: ServiceArea) -> Refusal | None:
    """P7a Refuse everybody but an Operational Lead for the area, who tells the customer of the decision."""
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk):
        return None
    return Refusal(procedure.FORMAL_STAGE, f"An Operational Lead for {area} writes and sends the letters.")
