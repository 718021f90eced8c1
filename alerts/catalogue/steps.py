"""The steps of a type of alert: whether a colleague can take each now, before any input (§7)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import AlertType


def why_not_confirm_alert_type(type: AlertType, by: Colleague, on: date | None = None) -> Refusal | None:
    """P7b Return the obstacle to confirming the type. No rule of this step depends on the day."""
    return policies.why_not_confirm(type) or permissions.why_may_not_confirm(by, type)
