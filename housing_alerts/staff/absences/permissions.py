"""Permissions to plan the absence of a colleague (§6)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_plan(by: "Colleague", colleague: "Colleague") -> Refusal | None:
    """P6 Refuse everybody but the colleague, their line manager and a System administrator."""
    if by == colleague or by.pk == colleague.line_manager_id or by.holds(Role.ADMINISTRATOR):
        return None
    manager = colleague.line_manager or "their line manager"
    return Refusal(
        procedure.CONSISTENT, f"{colleague}, {manager} or a System administrator says when {colleague} is away."
    )
