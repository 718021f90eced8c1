"""Permissions to load the contacts that other systems tell of (§12)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

LOADS = (Role.ADMINISTRATOR, Role.LEADERSHIP)
"""The roles that load contacts: they reach all areas, and the page shows no customer."""


def why_may_not_load(by: "Colleague | None") -> Refusal | None:
    """P12 Refuse everybody but a System administrator and the Leadership Team. A command of the server is neither."""
    if by is None or by.holds(*LOADS):
        return None
    return Refusal(procedure.CONTACT_LEVELS, "Only a System administrator or the Leadership Team loads contacts.")
