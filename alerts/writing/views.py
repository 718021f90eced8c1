"""Serve the pages on which a Lead composes each letter."""

from django.http import Http404, HttpResponse

from alerts.actions.models import Action
from alerts.actions.views import action_of
from alerts.alert import selectors as alert_selectors
from alerts.choices import ReviewOutcome
from alerts.incidents import selectors as incidents_selectors
from alerts.investigations import selectors as investigations_selectors
from alerts.reviews import selectors as reviews_selectors
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page
from letters.choices import Kind
from letters.composing import compose_page
from letters.subjects import Subject

from . import forms
from .given import grants_appeal


def in_whose_name(lead: Colleague | None, by: Colleague, subject: Subject) -> Colleague:
    """Return the signatory: the Lead of the case or, where that one leads no more, or may not be named, the writer."""
    if lead is None or lead == by or not lead.still_leads() or lead in subject.kept_nameless():
        return by
    return lead


@page
@opens("investigation")
def investigation_action_letter(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D3b Compose the letter that tells of an agreed action alone."""
    found = investigations_selectors.investigation(request.user, reference)
    return _letter_page(request, action_of(found, pk), signatory=in_whose_name(found.lead, request.user, found))


@page
@opens("incident")
def incident_action_letter(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D3a Compose the written warning, or the agreement, with which a line manager settled an incident."""
    found = incidents_selectors.settled(request.user, reference)
    return _letter_page(request, action_of(found, pk), signatory=request.user)


def _letter_page(request: StaffRequest, action: Action, *, signatory: Colleague) -> HttpResponse:
    """Serve the page for a letter about an action.

    A customer may appeal against an action that the Head of Service agreed; any other letter asks them to say if they
    disagree.
    """
    kind = action.letter_now()
    if kind not in forms.ACTION_FORMS:
        raise Http404
    return compose_page(
        request,
        "alerts/writing/action_letter.html",
        forms.ACTION_FORMS[kind](request.POST or None, action=action),
        kind=kind,
        subject=action,
        signatory=signatory,
        grants_appeal=action.investigation is not None and kind != Kind.REMOVAL,
    )


@page
@opens("alert")
def alert_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """E1 Compose the letter that tells of the alert, with its PDF beside the form."""
    found = alert_selectors.alert(request.user, reference)
    form = forms.NotificationForm(request.POST or None, alert=found)
    return compose_page(
        request,
        "alerts/writing/alert_letter.html",
        form,
        kind=Kind.NOTIFICATION,
        subject=found,
        signatory=in_whose_name(found.responsible_lead, request.user, found),
        grants_appeal=True,
    )


@page
@opens("alert")
def alert_removal_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """P8b Compose the letter that tells of a removal between reviews, with its PDF beside the form."""
    found = alert_selectors.alert(request.user, reference)
    return compose_page(
        request,
        "alerts/writing/removal_letter.html",
        forms.RemovalForm(request.POST or None, alert=found),
        kind=Kind.REMOVAL,
        subject=found,
        signatory=in_whose_name(found.responsible_lead, request.user, found),
        grants_appeal=False,
    )


@page
@opens("investigation")
def investigation_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """E4 Compose the letter that tells how the investigation ended, with its PDF beside the form."""
    found = investigations_selectors.investigation(request.user, reference)
    form = forms.InvestigationOutcomeForm(request.POST or None, investigation=found)
    return compose_page(
        request,
        "alerts/writing/investigation_letter.html",
        form,
        kind=Kind.INVESTIGATION_OUTCOME,
        subject=found,
        signatory=in_whose_name(found.lead, request.user, found),
        grants_appeal=grants_appeal(found.told_actions()),
    )


@page
@opens("review")
def review_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """E2 Compose the letter that tells how the review ended."""
    found = reviews_selectors.review(request.user, reference)
    form = forms.ReviewOutcomeForm(request.POST or None, review=found)
    return compose_page(
        request,
        "alerts/writing/review_letter.html",
        form,
        kind=Kind.REVIEW_OUTCOME,
        subject=found,
        signatory=in_whose_name(found.alert.responsible_lead, request.user, found),
        grants_appeal=found.outcome != ReviewOutcome.REMOVE,
    )
