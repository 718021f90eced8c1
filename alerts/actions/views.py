"""Actions, which are no sanction: recommended by the Lead, told by letter, and what became of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from alerts.incidents import selectors as incidents_selectors
from alerts.incidents.models import Incident
from alerts.investigations import forms as investigations_forms
from alerts.investigations import permissions as investigations_permissions
from alerts.investigations import services as investigations_services
from alerts.investigations.models import Investigation
from alerts.writing import forms as writing_forms
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import page, take_step
from letters.composing import compose_page

from . import policies
from .models import Action


def _url(investigation: Investigation) -> str:
    return reverse("alerts:investigation", args=[investigation.reference])


def _of(file: Investigation | Incident, pk: int) -> Action:
    """:raises Http404: where the case has no such action."""
    found = next((action for action in file.actions.all() if action.pk == pk), None)
    if found is None:
        raise Http404
    return found


@page
@opens("investigation")
def investigation_actions(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 Put an action into the recommendation."""
    found = incidents_selectors.investigation(request.user, reference)
    form = investigations_forms.ActionForm(request.POST or None, investigation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        investigations_services.add_action(investigation=found, by=request.user, on=timezone.localdate(), **data)
        return "Action added to the recommendation.", _url(found)

    refusal = investigations_permissions.why_may_not_work_on(
        request.user, found
    ) or investigations_permissions.why_may_not_draft(found)
    return take_step(request, "alerts/investigation/actions.html", form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_action_take_out(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D3b P5 Take an action out of the recommendation."""
    found = incidents_selectors.investigation(request.user, reference)
    action = _of(found, pk)
    form = StepForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        investigations_services.take_out_action(
            action=action, version=data["version"], by=request.user, on=timezone.localdate()
        )
        return f"Taken out of the recommendation: {action.get_kind_display().lower()}.", _url(found)

    work = investigations_permissions.why_may_not_work_on(
        request.user, found
    ) or investigations_permissions.why_may_not_draft(found)
    refusal = work or policies.why_not_take_out(action)
    template = "alerts/investigation/action_take_out.html"
    return take_step(request, template, form, act, refusal=refusal, investigation=found, action=action)


@page
@opens("investigation")
def investigation_action_outcome(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P5 Record what became of an agreed action."""
    found = incidents_selectors.investigation(request.user, reference)
    action = _of(found, pk)
    form = investigations_forms.OutcomeForm(request.POST or None, version=action.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        investigations_services.record_outcome(
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
        refusal=investigations_permissions.why_may_not_follow_up(request.user, found)
        or policies.why_no_outcome(action),
        investigation=found,
        action=action,
    )


@page
@opens("investigation")
def investigation_action_letter(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D3b Compose the letter that tells of an agreed action alone."""
    found = incidents_selectors.investigation(request.user, reference)
    return _letter_page(request, _of(found, pk), signatory=found.lead)


@page
@opens("incident")
def incident_action_letter(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D3a Compose the written warning, or the agreement, with which a line manager settled an incident."""
    found = incidents_selectors.settled(request.user, reference)
    return _letter_page(request, _of(found, pk), signatory=request.user)


def _letter_page(request: StaffRequest, action: Action, *, signatory: Colleague) -> HttpResponse:
    """Who disagrees with what the Head of Service agreed may appeal; with the rest, they say so."""
    if action.letter_kind not in writing_forms.ACTION_FORMS:
        raise Http404
    return compose_page(
        request,
        "alerts/action/letter.html",
        writing_forms.ACTION_FORMS[action.letter_kind](request.POST or None, action=action),
        kind=action.letter_kind,
        subject=action,
        signatory=signatory,
        grants_appeal=action.investigation is not None,
    )
