"""The steps of a welfare check: whether a colleague can record it now, before any input (§2)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import WelfareCheck


def why_not_record_welfare(check: WelfareCheck, by: Colleague, on: date | None = None) -> Refusal | None:
    """P2 Return the obstacle to recording how the colleague is. No rule of this step depends on the day."""
    return policies.why_not_ask(check) or permissions.why_may_not_ask(by, check)
