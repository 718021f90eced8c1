"""Permissions to read the register (§13)."""

from typing import TYPE_CHECKING

from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def may_read(by: "Colleague") -> bool:
    """P13a Return whether the colleague answers for data protection."""
    return by.holds(Role.DATA_PROTECTION_OFFICER)
