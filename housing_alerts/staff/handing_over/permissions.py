"""Permissions to hand over a colleague's records, and to become a line manager (§6)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_hand_over(by: "Colleague", colleague: "Colleague") -> Refusal | None:
    """P6 Refuse everybody but the colleague, their line manager and a System administrator."""
    if by == colleague or by.pk == colleague.line_manager_id or by.holds(Role.ADMINISTRATOR):
        return None
    manager = colleague.line_manager or "their line manager"
    return Refusal(
        procedure.CONSISTENT, f"{colleague}, {manager} or a System administrator hands over what is {colleague}’s."
    )


def why_may_not_manage(to: "Colleague", member: "Colleague") -> Refusal | None:
    """P2 Refuse as line manager anybody who lacks that role, and the member of staff themselves."""
    if to == member:
        return Refusal(procedure.REPORTING, f"{member} cannot be their own line manager. Choose somebody else.")
    if to.holds(Role.LINE_MANAGER):
        return None
    return Refusal(procedure.REPORTING, f"{to} is no line manager. Choose a line manager for {member}.")


def why_may_not_be_managed_by(member: "Colleague", to: "Colleague | None") -> Refusal | None:
    """P2 Refuse what :func:`why_may_not_manage` refuses. The line manager whom an account names already may stay."""
    if to is None or (member.pk and to.pk == member.line_manager_id):
        return None
    return why_may_not_manage(to, member)
