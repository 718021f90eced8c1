"""Permissions to key entries into the housing and incident reporting systems, and to confirm them (§11)."""

from typing import TYPE_CHECKING

from alerts.reconciliation.permissions import why_may_not_answer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from alerts.investigations.models import Investigation
    from housing_alerts.staff.models import Colleague

    from .models import Entry


def why_may_not_record_entry(by: "Colleague", entry: "Entry") -> Refusal | None:
    """P11a Refuse a colleague who neither reported the incident nor manages it; for an alert, everybody but a Lead.

    All employees and line managers report in Assure and update Cx.
    """
    if entry.incident:
        return _why_not_of_report(by, entry.incident)
    if entry.difference:
        return why_may_not_answer(by, entry.difference)
    alert = entry.of_alert
    responsible = by == alert.responsible_lead and by.still_leads()
    if responsible or by.holds_in(Role.OPERATIONAL_LEAD, alert.service_area_id):
        return _why_closed(by, alert)
    return Refusal(
        procedure.RECORDING,
        f"The responsible Lead, or another Operational Lead for {alert.service_area}, enters this.",
    )


def _why_not_of_report(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P11a Refuse everybody but the reporter and line managers; if they have all left, everybody but a Lead of the area."""
    if by in (incident.line_manager, incident.reported_by.line_manager):
        return None
    if by in (incident.reported_by, incident.created_by) and not by.holds(Role.CONTRACTOR):
        return None
    if not incident.left_behind():
        reporters = [one for one in (incident.reported_by, incident.created_by) if one]
        enters = f"Whoever reported it, or {incident.line_manager},"
        if all(one.holds(Role.CONTRACTOR) for one in reporters):
            enters = f"A contractor enters nothing in Cx or Assure. {incident.line_manager}"
        return Refusal(procedure.RECORDING, f"{enters} enters this.")
    if incident.service_area_id and by.holds_in(Role.OPERATIONAL_LEAD, incident.service_area_id):
        return _why_closed(by, incident)
    return Refusal(
        procedure.RECORDING,
        f"Who reported it and {incident.line_manager} have left, so an Operational Lead of its service area enters this.",
    )


def _why_closed(by: "Colleague", case: "Alert | Incident | Investigation") -> Refusal | None:
    if case.customer is None or not case.customer.restricted or case.customer.is_open_to(by):
        return None
    return Refusal(
        procedure.RECORDING,
        "This customer’s file is restricted, and you are not one of its named readers. One of them does this.",
    )


def why_may_not_confirm(by: "Colleague", case: "Alert | Investigation | Incident") -> Refusal | None:
    """P11c Refuse everybody but a Lead of the case's area to whom the file is open. Without an area, every Lead may."""
    area = case.service_area_id
    if by.holds(Role.OPERATIONAL_LEAD) if area is None else by.holds_in(Role.OPERATIONAL_LEAD, area):
        return _why_closed(by, case)
    whose = f" for {case.service_area}" if area else ""
    return Refusal(procedure.CONFIRMED_YEARLY, f"An Operational Lead{whose} confirms this.")
