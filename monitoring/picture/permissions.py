"""Permissions to look at the picture (§11, §12)."""

from typing import TYPE_CHECKING

from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

LOOKS = (Role.OPERATIONAL_LEAD, Role.LEADERSHIP)
"""The roles that look at the picture. A Head of Service is of the Leadership Team (§7)."""


def may_look(by: "Colleague") -> bool:
    """P11a Return whether the colleague may look at the picture at all."""
    return by.holds(*LOOKS)


def sees_all_areas(by: "Colleague") -> bool:
    """P11a Return whether the picture shows every service area: to the Leadership Team, but for Heads of Service.

    A Head of Service answers for their own areas, and a Lead works in theirs.
    """
    return by.holds(Role.LEADERSHIP) and not by.holds(Role.HEAD_OF_SERVICE)


def sees_every_lead(by: "Colleague") -> bool:
    """P11a Return whether the picture names the times of each Lead. A Lead sees none but their own."""
    return by.holds(Role.LEADERSHIP)
