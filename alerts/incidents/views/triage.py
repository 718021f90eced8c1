"""Serve the pages of the triage of an incident, and of the alert that it breaches."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.actions.models import Action
from alerts.choices import IncidentStatus
from alerts.corrections.policies import awaits_answer, tells_of_danger
from alerts.incidents import policies as incidents_policies
from alerts.incidents import presenters as incidents_presenters
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import services as incidents_services
from alerts.incidents import steps as incidents_steps
from alerts.incidents.before import before, precautions
from alerts.incidents.forms.subject import VoidForm
from alerts.incidents.forms.triage import BreachForm, ReferForm, SettleForm
from alerts.markers import selectors as markers_selectors
from alerts.markers import views as markers_views
from alerts.writing.at_home import reported_of_home
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.procedure import Stage
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step
from letters import selectors as letters_selectors


@require_GET
def incident_triage(request: StaffRequest, reference: str) -> HttpResponse:
    """D1 Redirect to the page of the stage that was chosen."""
    found = incidents_selectors.incident(request.user, reference)
    page_of = {Stage.INFORMAL: "alerts:incident_settle", Stage.FORMAL: "alerts:incident_refer"}
    stage = request.GET.get("stage", "")
    if stage not in page_of:
        messages.error(request, "Choose informal action or the formal stage.")
        return redirect("alerts:incident", found.reference)
    return redirect(page_of[Stage(stage)], found.reference)


@page
@opens("incident")
def incident_settle(request: StaffRequest, reference: str) -> HttpResponse:
    """D3a Settle the matter informally."""
    found = incidents_selectors.incident(request.user, reference)
    earlier, asks = before(request.user, found, today=timezone.localdate()), markers_views.answer_is_owed(found)
    proposed = incidents_policies.proposed_stage(found, earlier.past)
    no_letter = incidents_policies.why_letter_owed_refused(found, Action(incident=found), request.user)
    form = SettleForm(
        request.POST or None,
        incident=found,
        asks_marker=asks,
        no_letter=no_letter,
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incidents_services.settle_incident(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            actions=data["actions"],
            settlement=data["settlement"],
            no_marker_reason=data.get("no_marker_reason", ""),
        )
        return f"Incident {reference} settled informally.", reverse("alerts:incident", args=[reference])

    refusal = incidents_steps.why_not_settle(found, request.user, timezone.localdate())
    shown: dict[str, Any] = {"incident": found, "proposed": proposed, "marker": found.marker(on=timezone.localdate())}
    shown |= {
        "no_letter": no_letter,
        "unanswered": awaits_answer(found),
        "earlier": earlier,
        "struck": incidents_presenters.struck_out(found),
        "of_home": reported_of_home([found]),
        "may_place": asks and markers_views.can_be_placed(request.user, found),
        "told": markers_selectors.tells_of_danger(found, on=timezone.localdate()) if asks else None,
        "age": found.customer.asks_age(on=timezone.localdate()) if found.customer else "",
    }
    return take_step(request, "alerts/incidents/settle.html", form, act, refusal=refusal, **shown)


@page
@opens("incident")
def incident_refer(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Refer the incident to the formal stage."""
    found = incidents_selectors.incident(request.user, reference)
    earlier, asks = before(request.user, found, today=timezone.localdate()), markers_views.marker_is_asked(found)
    proposed = incidents_policies.proposed_stage(found, earlier.past)
    asks_then = asks and found.status == IncidentStatus.SETTLED
    told = markers_selectors.tells_of_danger(found, on=timezone.localdate()) if asks and not asks_then else None
    form = ReferForm(request.POST or None, version=found.version, incident=found, asks_marker=asks and not told)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = incidents_services.refer_incident(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            note=data["note"],
            no_marker_reason=data.get("no_marker_reason", ""),
            service_area=data.get("service_area"),
        )
        message = f"Incident {reference} referred to the Operational Lead for {incident.service_area}."
        if asks_then:
            message += " Next: place an interim marker, or say why none is needed."
        return message, reverse("alerts:incident", args=[reference])

    refusal = incidents_steps.why_not_refer(found, request.user, timezone.localdate())
    shown = {
        "incident": found,
        "proposed": proposed,
        "asks_marker_then": asks_then,
        "told": told,
        "struck": incidents_presenters.struck_out(found),
        "earlier": earlier,
    }
    return take_step(request, "alerts/incidents/refer.html", form, act, refusal=refusal, **shown)


@page
@opens("incident")
def incident_void(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Void a report that was recorded in error."""
    found = incidents_selectors.incident(request.user, reference)
    if found.status == IncidentStatus.DRAFT:
        return redirect("alerts:incident_finish", found.reference)
    today = timezone.localdate()
    form = VoidForm(request.POST or None, incident=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = incidents_services.void_incident(
            incident=found,
            version=data["version"],
            by=request.user,
            on=today,
            reason=data["reason"],
            dealt_with=data.get("dealt_with", False),
        )
        return f"Incident {incident.reference} is void. It stays on file.", reverse("alerts:incident", args=[reference])

    refusal = incidents_steps.why_not_void(found, request.user)
    stands = precautions(request.user, found, today=today)
    shown = {"incident": found, "danger": tells_of_danger(found), "stands": stands}
    shown["issued"] = letters_selectors.issued_to(found.customer)
    return take_step(request, "alerts/incidents/void.html", form, act, refusal=refusal, **shown)


@page
@opens("incident")
def incident_breach(request: StaffRequest, reference: str) -> HttpResponse:
    """D5 Record the alert that the incident breaches, in place of the one before, or none."""
    found = incidents_selectors.incident(request.user, reference)
    in_force = incidents_selectors.in_force_then(request.user, found)
    form = BreachForm(request.POST or None, version=found.version, in_force=in_force, present=found.breach_of)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = incidents_services.record_breach(
            incident=found, version=data["version"], by=request.user, alert=form.chosen()
        )
        breached = incidents_selectors.breached_by(request.user, incident)
        said = f"breaches {'an ' if breached.apart else ''}alert {breached.named}" if breached else "breaches no alert"
        return f"Recorded: incident {reference} {said}.", reverse("alerts:incident", args=[reference])

    refusal = incidents_steps.why_not_ask_about_breach(found, request.user)
    return take_step(
        request, "alerts/incidents/breach.html", form, act, refusal=refusal, incident=found, in_force=in_force
    )
