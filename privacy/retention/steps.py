"""The steps of the retention periods: whether a colleague can change them now, before any input (§13)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague, Organisation

from . import permissions


def why_not_change_rules(organisation: Organisation, by: Colleague, on: date | None = None) -> Refusal | None:
    """P13a Return the obstacle to changing a landlord's periods. No rule of this step asks the day."""
    return permissions.why_may_not_keep(by)
