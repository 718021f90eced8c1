"""Who may attach a photo or file to an incident, and take one off (§2, §11)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Incident


def why_may_not_attach(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P2 Whoever reported the incident, its line manager, and the Lead."""
    if by in (incident.reported_by, incident.created_by) or works_on(by, incident):
        return None
    return Refusal(
        procedure.REPORTING,
        "Whoever reported the incident, its line manager and the Operational Lead attach photos and files to it.",
    )


def why_may_not_take_off(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P11a The line manager or the Lead judges that a file does not belong there."""
    if works_on(by, incident):
        return None
    return Refusal(
        procedure.RECORDING,
        f"Ask {incident.line_manager or 'the line manager'} or the Operational Lead to take off a file that does not "
        "belong on the incident.",
    )


def works_on(by: "Colleague", incident: "Incident") -> bool:
    """Its line manager, a Lead of its service area, and the Lead of an investigation in which it stands."""
    of_the_area = incident.service_area_id is not None and by.holds_in(Role.OPERATIONAL_LEAD, incident.service_area_id)
    leads = by.still_leads() and incident.investigations.filter(lead=by).exists()
    return by == incident.line_manager or of_the_area or leads
