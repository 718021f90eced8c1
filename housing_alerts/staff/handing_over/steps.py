"""The steps of handing over: whether a colleague can do it now, before any input (§6)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions


def why_not_hand_over(colleague: Colleague, by: Colleague, on: date | None = None) -> Refusal | None:
    """P6 Return the obstacle to handing over the colleague's records. No rule of this step asks the day."""
    return permissions.why_may_not_hand_over(by, colleague)
