"""Permissions to review an alert: Operational Leads of the service area (§8)."""

from typing import TYPE_CHECKING

from alerts.investigations.permissions import leads
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from housing_alerts.staff.models import Colleague


def why_may_not_review(by: "Colleague", alert: "Alert") -> Refusal | None:
    """P8a Refuse any colleague but the responsible Lead or another Lead of the area."""
    if leads(by, alert.responsible_lead, alert.service_area_id):
        return None
    return Refusal(procedure.YEARLY_REVIEW, f"An Operational Lead for {alert.service_area} conducts the reviews.")
