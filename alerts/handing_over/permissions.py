"""Permissions to take over an incident, an investigation or an alert from another colleague (§2, §8, D3.2)."""

from typing import TYPE_CHECKING

from alerts.investigations.permissions import why_may_not_lead
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from alerts.investigations.models import Investigation
    from housing_alerts.staff.models import Colleague


def why_may_not_triage_next(incident: "Incident", to: "Colleague") -> Refusal | None:
    """D3a Refuse a colleague who is no line manager or Lead, or who reported the incident: nobody triages their own report."""
    if to in (incident.reported_by, incident.created_by, incident.reported_for):
        return Refusal(
            procedure.REPORTING,
            f"{to} reported incident {incident.reference}. Choose another line manager to triage it.",
        )
    if not to.holds(Role.LINE_MANAGER, Role.OPERATIONAL_LEAD):
        return Refusal(
            procedure.INFORMAL_STEPS,
            f"{to} is no line manager. Choose one, or an Operational Lead, to triage {incident.reference}.",
        )
    return _why_closed(incident, to)


def why_may_not_finish_next(incident: "Incident", to: "Colleague") -> Refusal | None:
    """P2 Refuse a colleague who is no line manager or Lead to finish a report that another began."""
    if to.holds(Role.LINE_MANAGER, Role.OPERATIONAL_LEAD):
        return None
    return Refusal(
        procedure.REPORTING,
        f"{to} is no line manager. Choose one, or an Operational Lead, to finish {incident.reference}.",
    )


def why_may_not_lead_next(file: "Investigation", to: "Colleague") -> Refusal | None:
    """D3b P7a Refuse a colleague who is no Lead of the area, or who decided a part of the investigation."""
    if not to.holds_in(Role.OPERATIONAL_LEAD, file.service_area_id):
        return _why_no_lead(file, to)
    if any(part.decided_by_id == to.pk for part in [*file.alerts.all(), *file.actions.all()]):
        return Refusal(
            procedure.HEAD_DECIDES,
            f"{to} decided a part of investigation {file.reference}. Choose another Operational Lead for "
            f"{file.service_area}.",
        )
    return _why_closed(file, to) or why_may_not_lead(to, file)


def why_may_not_be_responsible_next(alert: "Alert", to: "Colleague") -> Refusal | None:
    """P8a P8b Refuse a colleague who is no Lead of the area: the new Lead is responsible for its reviews, and may remove it."""
    if not to.holds_in(Role.OPERATIONAL_LEAD, alert.service_area_id):
        return _why_no_lead(alert, to)
    return _why_closed(alert, to)


def _why_no_lead(case: "Investigation | Alert", to: "Colleague") -> Refusal:
    return Refusal(
        procedure.FORMAL_STAGE,
        f"{to} is no Operational Lead for {case.service_area}. Choose one who is, to go on with {case.reference}.",
    )


def _why_closed(case: "Incident | Investigation | Alert", to: "Colleague") -> Refusal | None:
    """P11a Refuse a colleague who cannot open the restricted file: handing over opens none."""
    if case.customer is None or not case.customer.restricted or case.customer.is_open_to(to):
        return None
    return Refusal(
        procedure.RECORDING,
        f"{case.reference} is on a restricted file, and {to} is not one of its named readers. Choose one of them.",
    )
