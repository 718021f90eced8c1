"""Permissions to read the messages of others and to have them tried again."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_keep(by: "Colleague") -> Refusal | None:
    """Refuse everybody but a System administrator, who alone reads the messages of others and has them tried again."""
    if by.holds(Role.ADMINISTRATOR):
        return None
    return Refusal(procedure.CONSISTENT, "Only a System administrator keeps the messages.")
