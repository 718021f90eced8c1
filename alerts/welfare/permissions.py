"""Permissions to ask a colleague how they are (§2)."""

from typing import TYPE_CHECKING

from alerts.incidents.permissions import manages
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import WelfareCheck


def why_may_not_ask(by: "Colleague", check: "WelfareCheck") -> Refusal | None:
    """P2 Refuse everybody but the colleague's line manager and the Leads of the incident's area; nobody asks themselves.

    Whoever was told of the report may ask its team too: the deputy of a line manager who is away.
    """
    if by == check.colleague:
        return Refusal(
            procedure.REPORTING,
            f"{check.asks} asks how you are, and records it. Ring them if you need something before that.",
        )
    leads = any(by.holds_in(Role.OPERATIONAL_LEAD, area) for area in check.incident.lead_area_ids())
    told = manages(by, check.incident) and check.is_of_the_team
    if by == check.colleague.line_manager or told or leads:
        return None
    return Refusal(procedure.REPORTING, f"{check.asks} asks how {check.colleague} is.")
