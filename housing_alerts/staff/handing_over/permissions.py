"""Say who hands over what is a colleague's by name, and who can become a line manager (§6)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_hand_over(by: "Colleague", colleague: "Colleague") -> Refusal | None:
    """P6 Colleagues hand over what is theirs; of others, their line manager or a System administrator does."""
    if by == colleague or by.pk == colleague.line_manager_id or by.holds(Role.ADMINISTRATOR):
        return None
    manager = colleague.line_manager or "their line manager"
    return Refusal(
        procedure.CONSISTENT, f"{colleague}, {manager} or a System administrator hands over what is {colleague}’s."
    )


def why_may_not_manage(to: "Colleague", member: "Colleague") -> Refusal | None:
    """P2 Another line manager takes on a member of staff, and nobody manages themselves."""
    if to == member:
        return Refusal(procedure.REPORTING, f"{member} cannot be their own line manager. Choose somebody else.")
    if to.holds(Role.LINE_MANAGER):
        return None
    return Refusal(procedure.REPORTING, f"{to} is no line manager. Choose a line manager for {member}.")
