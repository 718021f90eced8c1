"""Permissions to place and lift an interim marker, and to record that the police were told (§5, D4.1)."""

from datetime import date
from typing import TYPE_CHECKING

from alerts.incidents.permissions import is_their_report, manages, triages
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.incidents.models import Incident
    from housing_alerts.staff.models import Colleague

    from .models import Marker


def why_may_not_place_marker(by: "Colleague", incident: "Incident", on: date) -> Refusal | None:
    """D4 Refuse everybody but the line manager, the duty manager, and the Leads and Heads of the area.

    The reporter is always refused. A Head counts, because the Leads of an area may be those who were attacked.
    """
    others = _others(incident)
    if is_their_report(by, incident):
        began = "This was reported for you." if by == incident.reported_for else "You reported this incident."
        return Refusal(procedure.VIOLENCE, f"{began} {others} places and lifts its interim marker.")
    if _protects(by, incident) or by.on_duty(on):
        return None
    of = f" for {incident.service_area}" if incident.service_area else ""
    return Refusal(procedure.VIOLENCE, f"{others}{of} places and lifts the interim marker of this incident.")


def why_may_not_lift_marker(by: "Colleague", marker: "Marker", on: date) -> Refusal | None:
    """D4 P11a Refuse whoever may not place one, and a duty manager who would lift another's without reading why it stands."""
    incident = marker.incident
    refusal = why_may_not_place_marker(by, incident, on)
    if refusal or by == marker.placed_by or _protects(by, incident):
        return refusal
    if incident.customer is None or incident.customer.is_open_to(by):
        return None
    return Refusal(
        procedure.VIOLENCE,
        f"This customer’s file is restricted, and {marker.placed_by} placed this marker. {_others(incident)} lifts it.",
    )


def _others(incident: "Incident") -> str:
    return f"{incident.manager_here} or an Operational Lead" if incident.manager_here else "An Operational Lead"


def _protects(by: "Colleague", incident: "Incident") -> bool:
    """D4 Return whether the colleague protects others from it on any day: its line manager, the Leads and Heads of the area."""
    roles = (Role.OPERATIONAL_LEAD, *([Role.HEAD_OF_SERVICE] if incident.service_area_id else []))
    return manages(by, incident) or any(by.holds_in(role, area) for role in roles for area in incident.lead_area_ids())


def why_may_not_record_police_report(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D4 Refuse everybody but the reporter of the incident and its line manager."""
    if by in (incident.reported_by, incident.created_by) or triages(by, incident):
        return None
    return Refusal(
        procedure.VIOLENCE,
        f"{incident.reported_by} or {incident.manager_here or 'an Operational Lead'} records what the police were told.",
    )
