"""Each step of an absence: whether it can be taken now, by this colleague, before any input (§6)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Absence, Colleague

from . import permissions, policies


def why_not_add(colleague: Colleague, by: Colleague, on: date | None = None) -> Refusal | None:
    """P6 Return the obstacle to saying when the colleague is away. No rule of this step asks the day."""
    return permissions.why_may_not_plan(by, colleague)


def why_not_change(absence: Absence, by: Colleague, on: date) -> Refusal | None:
    """P6 Return the obstacle to changing its days or its deputy, or to ending it."""
    return permissions.why_may_not_plan(by, absence.colleague) or policies.why_over(absence, on)
