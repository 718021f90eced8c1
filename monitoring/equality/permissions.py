"""Permissions to record the characteristics of customers, and to monitor them (§11)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_record(by: "Colleague") -> Refusal | None:
    """P11b Refuse everybody but the Equality Officer: whoever decides must not know the characteristics."""
    if by.holds(Role.EQUALITY_OFFICER):
        return None
    return Refusal(procedure.EQUALITY, "Only the Equality Officer records the characteristics of customers.")
