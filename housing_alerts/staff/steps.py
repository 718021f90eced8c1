"""The steps of a waiting role: whether a colleague can take each now, before any input (§6)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal

from . import permissions, policies
from .models import Colleague, Grant, Organisation


def why_not_confirm(grant: Grant, by: Colleague, on: date | None = None) -> Refusal | None:
    """P6 Return the obstacle to confirming the role. No rule of this step asks the day."""
    return policies.why_grant_answered(grant) or permissions.why_may_not_confirm(by, grant)


def why_not_refuse(grant: Grant, by: Colleague, on: date | None = None) -> Refusal | None:
    """P6 Return the obstacle to refusing the role. No rule of this step asks the day."""
    return policies.why_grant_answered(grant) or permissions.why_may_not_refuse(by)


def why_not_confirm_letterhead(organisation: Organisation, by: Colleague, on: date | None = None) -> Refusal | None:
    """P6 Return the obstacle to confirming the address for letters and appeals. No rule of this step asks the day."""
    return policies.why_not_confirm_letterhead(organisation) or permissions.why_may_not_confirm_letterhead(
        by, organisation
    )
