"""Permissions to end an alert (§8)."""

from typing import TYPE_CHECKING

from alerts.reviews.permissions import why_may_not_review
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Alert


def why_may_not_end(by: "Colleague", alert: "Alert") -> Refusal | None:
    """P8b Refuse, between reviews, any colleague but the responsible Lead or, where that one has left, a Lead of the area."""
    lead = alert.responsible_lead
    if lead is None or not lead.still_leads():
        return why_may_not_review(by, alert)
    if by == lead:
        return None
    return Refusal(
        procedure.YEARLY_REVIEW,
        f"{lead} is responsible for this alert and may remove it between reviews. At a review any Operational Lead for "
        f"{alert.service_area} may.",
    )
