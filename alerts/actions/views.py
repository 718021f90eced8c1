"""Serve the pages of actions, which are no sanction: to recommend one, take it out, and record its outcome."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from alerts.incidents.models import Incident
from alerts.investigations import selectors as investigations_selectors
from alerts.investigations.models import Investigation
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, services, steps
from .models import Action


def _url(investigation: Investigation) -> str:
    return reverse("alerts:investigation", args=[investigation.reference])


def action_of(file: Investigation | Incident, pk: int) -> Action:
    """Return that action of the case.

    :raises Http404: if the case has no such action.
    """
    found = next((action for action in file.actions.all() if action.pk == pk), None)
    if found is None:
        raise Http404
    return found


@page
@opens("investigation")
def investigation_actions(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 Add an action to the recommendation."""
    found = investigations_selectors.investigation(request.user, reference)
    form = forms.ActionForm(request.POST or None, investigation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.add_action(investigation=found, by=request.user, on=timezone.localdate(), **data)
        return "Action added to the recommendation.", _url(found)

    refusal = steps.why_not_add_action(found, request.user, timezone.localdate())
    return take_step(request, "alerts/actions/recommend.html", form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_action_withdraw(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D3b P5 Withdraw an action from the recommendation."""
    found = investigations_selectors.investigation(request.user, reference)
    action = action_of(found, pk)
    form = StepForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_action(action=action, version=data["version"], by=request.user, on=timezone.localdate())
        return f"Taken out of the recommendation: {action.get_kind_display().lower()}.", _url(found)

    refusal = steps.why_not_withdraw_action(action, request.user, timezone.localdate())
    template = "alerts/actions/withdraw.html"
    return take_step(request, template, form, act, refusal=refusal, investigation=found, action=action)


@page
@opens("investigation")
def investigation_action_outcome(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P5 Record the outcome of an agreed action."""
    found = investigations_selectors.investigation(request.user, reference)
    action = action_of(found, pk)
    form = forms.OutcomeForm(request.POST or None, action=action)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_outcome(
            action=action,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            happened_on=data["happened_on"],
            words=data["words"],
            signed=data.get("signed"),
        )
        return f"Outcome recorded: {action.get_kind_display().lower()}.", _url(found)

    return take_step(
        request,
        "alerts/actions/outcome.html",
        form,
        act,
        refusal=steps.why_not_record_outcome(action, request.user, timezone.localdate()),
        investigation=found,
        agreed_rows=presenters.agreed_rows(action),
    )
