"""Actions, which are no sanction: recommended by the Lead, and what became of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alerts import forms, permissions, policies, selectors, services
from alerts.models import Investigation
from housing_alerts.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.steps import take_step

page = require_http_methods(["GET", "HEAD", "POST"])


def _url(investigation: Investigation) -> str:
    return reverse("alerts:investigation", args=[investigation.reference])


@page
@opens("investigation")
def investigation_actions(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 Put an action into the recommendation."""
    found = selectors.investigation(request.user, reference)
    form = forms.ActionForm(request.POST or None, investigation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.add_action(investigation=found, by=request.user, on=timezone.localdate(), **data)
        return "Action added to the recommendation.", _url(found)

    refusal = permissions.why_may_not_work_on(request.user, found) or permissions.why_may_not_draft(found)
    return take_step(request, "alerts/investigation/actions.html", form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_action_outcome(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P5 Record what became of an agreed action."""
    found = selectors.investigation(request.user, reference)
    action = next((action for action in found.actions.all() if action.pk == pk), None)
    if action is None:
        raise Http404
    form = forms.OutcomeForm(request.POST or None, version=action.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_outcome(
            action=action,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            happened_on=data["happened_on"],
            words=data["words"],
        )
        return f"Outcome recorded: {action.get_kind_display().lower()}.", _url(found)

    return take_step(
        request,
        "alerts/investigation/action_outcome.html",
        form,
        act,
        refusal=permissions.why_may_not_follow_up(request.user, found) or policies.why_no_outcome(action),
        investigation=found,
        action=action,
    )
