"""Permissions to record the outcome of an action."""

from typing import TYPE_CHECKING

from alerts.investigations.permissions import leads
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.investigations.models import Investigation
    from housing_alerts.staff.models import Colleague


def why_may_not_follow_up(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """P5 Refuse everybody but the case's Lead and the other Leads of the area."""
    if leads(by, investigation.lead, investigation.service_area_id):
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"{investigation.lead}, or an Operational Lead for {investigation.service_area}, records what became of it.",
    )
