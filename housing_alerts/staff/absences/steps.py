"""The steps of an absence: whether a colleague can take each now, before any input (§6)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Absence, Colleague

from . import permissions, policies


def why_not_add(colleague: Colleague, by: Colleague, on: date | None = None) -> Refusal | None:
    """P6 Return the obstacle to recording an absence of the colleague. No rule of this step asks the day."""
    return permissions.why_may_not_plan(by, colleague)


def why_not_change(absence: Absence, by: Colleague, on: date) -> Refusal | None:
    """P6 Return the obstacle to changing the absence or ending it."""
    return permissions.why_may_not_plan(by, absence.colleague) or policies.why_absence_over(absence, on)
