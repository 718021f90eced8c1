"""Permissions to review an alert: Operational Leads of the service area (§8)."""

from typing import TYPE_CHECKING

from alerts.investigations.permissions import Judging, leads, why_party_may_not_judge
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from housing_alerts.staff.models import Colleague


COMPLETING = Judging(procedure.YEARLY_REVIEW, "completes this review", "complete it")


def why_may_not_review(by: "Colleague", alert: "Alert") -> Refusal | None:
    """P8a Refuse any colleague but the responsible Lead or another Lead of the area."""
    if leads(by, alert.responsible_lead, alert.service_area_id):
        return None
    return Refusal(procedure.YEARLY_REVIEW, f"An Operational Lead for {alert.service_area} conducts the reviews.")


def why_may_not_complete(by: "Colleague", alert: "Alert") -> Refusal | None:
    """P8a D3b Refuse who may not review, and a Lead whom an incident affected while another can judge it."""
    return why_may_not_review(by, alert) or why_party_may_not_judge(
        by, alert.investigation, alert.service_area, alert.customer, COMPLETING
    )
