"""Permissions to read the result of the trail's check (§11)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

READ_BY = (Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR)
"""P11a The roles that see to a broken trail: who answers for the data, and who can restore it."""


def why_may_not_read(by: "Colleague") -> Refusal | None:
    """P11a Refuse everybody else."""
    if by.holds(*READ_BY):
        return None
    return Refusal(
        procedure.RECORDING, "Only the Data Protection Officer and a System administrator read the trail’s check."
    )
