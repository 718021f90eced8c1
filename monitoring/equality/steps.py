"""The steps of equality monitoring: whether a colleague can take each now, before any input (§11)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions


def why_not_record(by: Colleague, on: date | None = None) -> Refusal | None:
    """P11b Return the obstacle to recording characteristics. No rule of this step asks the day."""
    return permissions.why_may_not_record(by)


def why_not_publish(by: Colleague, on: date | None = None) -> Refusal | None:
    """P11b Return the obstacle to publishing a table, whichever quarter it is of."""
    return permissions.why_may_not_publish(by)


def why_not_respond(by: Colleague, on: date | None = None) -> Refusal | None:
    """P11b Return the obstacle to saying what was done about a table. No rule of this step asks the day."""
    return permissions.why_may_not_respond(by)
