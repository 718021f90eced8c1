"""The steps of equality monitoring: whether a colleague can take each now, before any input (§11)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions


def why_not_record(by: Colleague, on: date | None = None) -> Refusal | None:
    """P11b Return the obstacle to recording characteristics. No rule of this step asks the day."""
    return permissions.why_may_not_record(by)
