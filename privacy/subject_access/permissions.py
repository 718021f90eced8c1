"""Permissions to take each step of a subject request (§13)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


LOGS = [role for role in Role if role not in (Role.EQUALITY_OFFICER, Role.ADMINISTRATOR)]


def may_log(by: "Colleague") -> bool:
    """P13b Return whether the colleague may log a request: a person may make one to anybody who handles cases."""
    return by.holds(*LOGS)


def why_may_not_log(by: "Colleague") -> Refusal | None:
    """P13b Refuse a colleague who does not handle cases to log a request."""
    if may_log(by):
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS, "Colleagues who handle cases log such a request. Hand it to one of them today."
    )


def why_may_not_answer(by: "Colleague") -> Refusal | None:
    """P13b Refuse everybody but the Data Protection Officer to answer a request."""
    if by.holds(Role.DATA_PROTECTION_OFFICER):
        return None
    return Refusal(procedure.SUBJECT_ACCESS, "Only the Data Protection Officer answers a subject request.")
