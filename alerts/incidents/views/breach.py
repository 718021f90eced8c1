"""Which alert an incident breaches."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from alerts.entries import permissions as entries_permissions
from alerts.entries.forms import BreachForm
from alerts.incidents import policies_breach as incidents_policies_breach
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import selectors_before as incidents_selectors_before
from alerts.incidents import selectors_breaches as incidents_selectors_breaches
from alerts.incidents import services_breaching as incidents_services_breaching
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import take_step


@require_http_methods(["GET", "HEAD", "POST"])
@opens("incident")
def incident_breach(request: StaffRequest, reference: str) -> HttpResponse:
    """D5 Name the alert that the incident breaches, another than before, or none."""
    found = incidents_selectors.incident(request.user, reference)
    in_force = incidents_selectors_before.in_force_then(request.user, found)
    form = BreachForm(request.POST or None, version=found.version, in_force=in_force, present=found.breach_of)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = incidents_services_breaching.record_breach(
            incident=found, version=data["version"], by=request.user, alert=form.chosen()
        )
        breached = incidents_selectors_breaches.breached_by(request.user, incident)
        said = f"breaches {'an ' if breached.apart else ''}alert {breached.named}" if breached else "breaches no alert"
        return f"Recorded: incident {reference} {said}.", reverse("alerts:incident", args=[reference])

    refusal = entries_permissions.why_may_not_name_breach(
        request.user, found
    ) or incidents_policies_breach.why_not_change_breach(found)
    return take_step(
        request, "alerts/incident/breach.html", form, act, refusal=refusal, incident=found, in_force=in_force
    )
