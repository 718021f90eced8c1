"""Permissions to keep alert types and behaviours: an administrator's, who sees no case by virtue of that role (§7)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import AlertType


def why_may_not_keep_types(by: "Colleague") -> Refusal | None:
    """P7b Refuse everybody but an administrator: the types are kept in one place, so that alerts are consistent."""
    if by.holds(Role.ADMINISTRATOR):
        return None
    return Refusal(procedure.LETTER_TYPES, "The types of alert are kept by a System administrator.")


def why_may_not_confirm(by: "Colleague", type: "AlertType") -> Refusal | None:
    """P7a P7b Refuse to confirm a type unless a Head of Service does it, and not the one who asked for it."""
    if not by.holds(Role.HEAD_OF_SERVICE):
        return Refusal(procedure.HEAD_DECIDES, "A Head of Service confirms a type of alert before it is used.")
    if by == type.asked_by:
        return Refusal(procedure.HEAD_DECIDES, "You asked for this yourself. Another Head of Service confirms it.")
    return None


def why_may_not_keep_behaviours(by: "Colleague") -> Refusal | None:
    """P3 Refuse everybody but an administrator: behaviours and examples are kept in one place, so that reports are consistent."""
    if by.holds(Role.ADMINISTRATOR):
        return None
    return Refusal(procedure.BEHAVIOUR_FAMILIES, "Behaviours and examples are kept by a System administrator.")
