"""Say who may investigate, recommend, and take a case over: Operational Leads of its area (D3.2)."""

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
    """D3b A Lead of the area opens the investigation."""
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk):
        return None
    return Refusal(procedure.FORMAL_STAGE, f"An Operational Lead for {area} investigates.")


def why_may_not_take_up(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D3b P11a A Lead of the area takes up what was referred to it, where the customer's file is open to them."""
    closed = incident.customer is not None and not incident.customer.is_open_to(by)
    if not closed:
        return why_may_not_investigate(by, incident.area)
    return Refusal(
        procedure.RECORDING,
        "This customer’s file is restricted, and you are not one of its named readers. One of them investigates.",
    )


def why_may_not_work_on(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b The investigation's own Lead works on it, while they are one."""
    if by != investigation.lead:
        return Refusal(procedure.FORMAL_STAGE, f"{investigation.lead} leads this investigation.")
    if by.still_leads():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"You are no Operational Lead any more. Another one for {investigation.service_area} takes this investigation over.",
    )


def why_may_not_take_over(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b P7a P11a Where its Lead has left or is away, another Lead of the area, to whom the file is open, goes on with it.

    Never who decided a part of it: they would recommend the file on which they decided.
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
    """D3b P8a Whether the case is theirs, and they are still a Lead; or they are one of its area."""
    return (by == lead and by.still_leads()) or by.holds_in(Role.OPERATIONAL_LEAD, area_id)


def why_not_consulted(manager: "Colleague | None", investigation: "Investigation") -> Refusal | None:
    """P7a Who is newly named as consulted is a line manager. Who was one then stays named."""
    if manager is None or manager.pk == investigation.consulted_manager_id:
        return None
    if manager.is_active and manager.holds(Role.LINE_MANAGER):
        return None
    return Refusal(
        procedure.HEAD_DECIDES, f"{manager} is no line manager. Name the departmental manager whom you consulted."
    )
