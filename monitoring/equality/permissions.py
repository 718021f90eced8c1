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


READS = (Role.EQUALITY_OFFICER, Role.LEADERSHIP)
"""P11b The roles that read the published tables. Nobody can be found in these."""


def may_read_tables(by: "Colleague") -> bool:
    """P11b Return whether the colleague reads the published tables, and says what was done about them."""
    return by.holds(*READS)


def why_may_not_publish(by: "Colleague") -> Refusal | None:
    """P11b Refuse everybody but the Equality Officer."""
    if by.holds(Role.EQUALITY_OFFICER):
        return None
    return Refusal(procedure.EQUALITY, "Only the Equality Officer publishes the table of a quarter.")


def why_may_not_respond(by: "Colleague") -> Refusal | None:
    """P11b Refuse everybody but the readers of the tables."""
    if may_read_tables(by):
        return None
    return Refusal(
        procedure.EQUALITY, "Only the Leadership Team and the Equality Officer say what was done about a table."
    )
