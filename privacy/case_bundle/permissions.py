"""Permissions to make the bundle of a case (§13)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

MAKES = (Role.DATA_PROTECTION_OFFICER, Role.OPERATIONAL_LEAD, Role.LEADERSHIP)


def may_make(by: "Colleague") -> bool:
    """P13b Return whether the colleague makes bundles of the cases that they may open."""
    return by.holds(*MAKES)


def why_may_not_make(by: "Colleague") -> Refusal | None:
    """P13b Refuse anybody who neither leads, decides on cases nor answers for data protection."""
    if may_make(by):
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        "Only the Data Protection Officer, or a Lead or Head of Service of the case, makes its bundle.",
    )
