"""Permissions to take each step of a legal hold (§13)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def may_hold(by: "Colleague") -> bool:
    """P13a Return whether the colleague may place, review, end and see legal holds."""
    return by.holds(Role.DATA_PROTECTION_OFFICER)


def why_may_not_hold(by: "Colleague") -> Refusal | None:
    """P13a Refuse everybody but the Data Protection Officer to place, review or end a legal hold."""
    if may_hold(by):
        return None
    return Refusal(
        procedure.RETENTION,
        "Only the Data Protection Officer places, reviews or ends a legal hold. Tell them what has to be kept, and why.",
    )
