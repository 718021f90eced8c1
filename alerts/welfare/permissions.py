"""Permissions to ask a colleague how they are (§2)."""

from typing import TYPE_CHECKING

from alerts.incidents.permissions import manages
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.incidents.models import Incident
    from housing_alerts.staff.models import Colleague

    from .models import WelfareCheck


def opens_incident(manager: "Colleague", incident: "Incident") -> bool:
    """P2 P11a Return whether a line manager reads what happened to their staff.

    It is their own report, they triage it, they manage its reporter or, if its file is open to them, they lead its area or are
    of the Leadership Team.
    """
    own = {incident.reported_by_id, incident.created_by_id, incident.line_manager_id if manager.triages() else None}
    of_staff = manager.holds(Role.LINE_MANAGER) and manager.pk == incident.reported_by.line_manager_id
    if manager.pk in own or of_staff:
        return True
    leads = any(manager.holds_in(Role.OPERATIONAL_LEAD, area) for area in incident.lead_area_ids())
    closed = incident.customer and incident.customer.restricted and not incident.customer.is_open_to(manager)
    return (leads or manager.holds(Role.LEADERSHIP)) and not closed


def why_may_not_ask(by: "Colleague", check: "WelfareCheck") -> Refusal | None:
    """P2 Refuse everybody but whoever asks and the Leads of the incident's area; nobody asks themselves.

    Whoever triages the report may ask its team too, as may their deputy.
    """
    if by == check.colleague:
        return Refusal(
            procedure.REPORTING,
            f"{check.asks} asks how you are, and records it. Ring them if you need something before that.",
        )
    leads = any(by.holds_in(Role.OPERATIONAL_LEAD, area) for area in check.incident.lead_area_ids())
    told = manages(by, check.incident) and (check.is_of_the_team or check.asker == check.incident.manager_here)
    if by == check.asker or told or leads:
        return None
    return Refusal(procedure.REPORTING, f"{check.asks} asks how {check.colleague} is.")
