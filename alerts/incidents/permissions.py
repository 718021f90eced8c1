"""Who may triage an incident: its line manager, and never their own report (§2, D3.1)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Incident


def why_may_not_triage(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D3a The line manager judges what action to take; nobody triages their own report."""
    if by in (incident.reported_by, incident.created_by):
        return Refusal(procedure.REPORTING, "You reported this incident. Another line manager must triage it.")
    if by == incident.line_manager:
        return None
    return Refusal(
        procedure.INFORMAL_STEPS,
        f"{incident.line_manager or 'The line manager'} triages this incident as line manager.",
    )


def why_may_not_name_customer(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P2 Its line manager, or an Operational Lead, says who it was; whoever reported it did not know."""
    if by == incident.line_manager or by.holds("OPERATIONAL_LEAD"):
        return None
    return Refusal(
        procedure.REPORTING,
        f"{incident.line_manager or 'The line manager'} or an Operational Lead says who it was. Tell them what you know.",
    )


def why_may_not_void(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P11a The reporter takes back a draft; afterwards the line manager voids a report made in error."""
    if incident.status == "DRAFT" and by in (incident.reported_by, incident.created_by):
        return None
    if by == incident.line_manager:
        return None
    return Refusal(
        procedure.RECORDING,
        f"Ask {incident.line_manager or 'the line manager'} to void a report that was made in error.",
    )
