"""Permissions to take each step of a sharing request (§11)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import SharingRequest


def may_see(by: "Colleague") -> bool:
    """P11a Return whether the colleague logs, sees and decides sharing requests."""
    return by.holds(Role.DATA_PROTECTION_OFFICER, Role.HEAD_OF_SERVICE)


def why_may_not_decide(by: "Colleague") -> Refusal | None:
    """P11a Refuse anybody but the Data Protection Officer and the Heads of Service."""
    if may_see(by):
        return None
    return Refusal(
        procedure.RECORDING,
        "Only the Data Protection Officer or a Head of Service decides what others get. Tell one of them who asks.",
    )


def why_may_not_share(request: "SharingRequest", by: "Colleague") -> Refusal | None:
    """P11a Refuse anybody who decides on no request; for another purpose anybody but a Head of Service."""
    if request.is_for_another_purpose and not by.holds(Role.HEAD_OF_SERVICE):
        return Refusal(
            procedure.RECORDING,
            "Our records keep people safe. Only a Head of Service decides to use them for a letting, a transfer or a "
            "reference. Refuse the request, or ask one of them.",
        )
    return why_may_not_decide(by)
