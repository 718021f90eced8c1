"""Which alert an incident breaches."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from alerts import permissions, policies, selectors, services
from alerts.forms import BreachForm
from housing_alerts.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.steps import take_step


@require_http_methods(["GET", "HEAD", "POST"])
@opens("incident")
def incident_breach(request: StaffRequest, reference: str) -> HttpResponse:
    """D5 Name the alert that the incident breaches, another than before, or none."""
    found = selectors.incident(request.user, reference)
    in_force = selectors.in_force_then(request.user, found)
    form = BreachForm(request.POST or None, version=found.version, in_force=in_force, present=found.breach_of)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = services.record_breach(incident=found, version=data["version"], by=request.user, alert=form.chosen())
        breached = selectors.breached_by(request.user, incident)
        said = f"breaches {'an ' if breached.apart else ''}alert {breached.named}" if breached else "breaches no alert"
        return f"Recorded: incident {reference} {said}.", reverse("alerts:incident", args=[reference])

    refusal = permissions.why_may_not_name_breach(request.user, found) or policies.why_not_change_breach(found)
    return take_step(
        request, "alerts/incident/breach.html", form, act, refusal=refusal, incident=found, in_force=in_force
    )
