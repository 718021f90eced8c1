"""The steps of a load: whether a colleague can take each now, before any input (§12)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions


def why_not_load(by: Colleague | None, on: date | None = None) -> Refusal | None:
    """P12 Return the obstacle to loading contacts. No rule of this step asks the day."""
    return permissions.why_may_not_load(by)
