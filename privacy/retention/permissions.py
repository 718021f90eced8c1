"""Permissions to see what is due, and to change how long it is kept (§13)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_keep(by: "Colleague") -> Refusal | None:
    """P13a Refuse everybody but the Data Protection Officer to see what is due, and to change how long it is kept."""
    if by.holds(Role.DATA_PROTECTION_OFFICER):
        return None
    return Refusal(procedure.RETENTION, "Only the Data Protection Officer changes how long things are kept.")
