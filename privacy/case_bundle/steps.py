"""The steps of the bundle of a case: whether a colleague can make it, before any input (§13)."""

from datetime import date

from alerts.models import Investigation
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions


def why_not_make(file: Investigation, by: Colleague, on: date | None = None) -> Refusal | None:
    """P13b Return the obstacle to making the bundle. No rule of this step asks the day, or where the case stands."""
    return permissions.why_may_not_make(by)
