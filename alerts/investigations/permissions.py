"""Permissions to investigate, recommend, and take a case over: Operational Leads of the area (D3.2)."""

from typing import TYPE_CHECKING

from alerts.choices import InvestigationStatus
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.incidents.models import Incident
    from housing_alerts.staff.models import Colleague, ServiceArea

    from .models import Investigation


def why_may_not_investigate(by: "Colleague", area: "ServiceArea") -> Refusal | None:
    """D3b Refuse unless the colleague is a Lead of the area."""
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk):
        return None
    return Refusal(procedure.FORMAL_STAGE, f"An Operational Lead for {area} investigates.")


def why_may_not_open_investigation(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D3b P11a Refuse unless the colleague is a Lead of the incident's area and the customer's file is open to them."""
    closed = incident.customer is not None and not incident.customer.is_open_to(by)
    if not closed:
        return why_may_not_investigate(by, incident.area)
    return Refusal(
        procedure.RECORDING,
        "This customer’s file is restricted, and you are not one of its named readers. One of them investigates.",
    )


def why_may_not_work_on(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b Refuse unless the colleague leads the case and is still a Lead."""
    if by != investigation.lead:
        return Refusal(procedure.FORMAL_STAGE, f"{investigation.lead} leads this investigation.")
    if by.still_leads():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"You are no Operational Lead any more. Another one for {investigation.service_area} takes this investigation over.",
    )


def why_may_not_take_over(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b P7a P11a Refuse unless another Lead of the area takes over a running case.

    A colleague who decided a part is refused: they would recommend a file on which they decided. ``visible_to`` has
    already hidden a case whose customer's file is not open to the colleague.
    """
    if investigation.status not in (InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED):
        return Refusal(
            procedure.FORMAL_STAGE,
            f"Investigation {investigation.reference} is {investigation.get_status_display().lower()}: nothing is left to do.",
        )
    if by == investigation.lead and by.still_leads():
        return Refusal(procedure.FORMAL_STAGE, "You lead this investigation already.")
    return why_may_not_investigate(by, investigation.service_area) or _why_decided_by(by, investigation)


def _why_decided_by(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    parts = [*investigation.alerts.all(), *investigation.actions.all()]
    if all(part.decided_by_id != by.pk for part in parts):
        return None
    return Refusal(
        procedure.HEAD_DECIDES,
        f"You decided a part of this. Another Operational Lead for {investigation.service_area} takes it over.",
    )


def leads(by: "Colleague", lead: "Colleague | None", area_id: int) -> bool:
    """D3b P8a Return whether the colleague leads the case and is still a Lead, or is a Lead of its area."""
    return (by == lead and by.still_leads()) or by.holds_in(Role.OPERATIONAL_LEAD, area_id)


def why_may_not_be_consulted(manager: "Colleague | None", investigation: "Investigation") -> Refusal | None:
    """P7a Refuse to name as consulted a colleague who is no line manager. A manager already named stays."""
    if manager is None or manager.pk == investigation.consulted_manager_id:
        return None
    if manager.is_active and manager.holds(Role.LINE_MANAGER):
        return None
    return Refusal(
        procedure.HEAD_DECIDES, f"{manager} is no line manager. Name the departmental manager whom you consulted."
    )
