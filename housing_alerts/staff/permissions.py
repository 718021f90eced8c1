"""Who may keep the accounts of colleagues: an administrator, who sees no case by virtue of that role."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from .models import Colleague


def why_may_not_administer(by: "Colleague") -> Refusal | None:
    """P6 Roles decide at which level a decision is made, so one role gives them."""
    if by.holds(Role.ADMINISTRATOR):
        return None
    return Refusal(procedure.CONSISTENT, "Only a System administrator keeps the accounts of colleagues.")
