"""Following an incident, and its triage."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.alert import selectors as alert_selectors
from alerts.entries import permissions as entries_permissions
from alerts.entries import selectors_entries as entries_selectors_entries
from alerts.incidents import permissions as incidents_permissions
from alerts.incidents import policies as incidents_policies
from alerts.incidents import policies_breach as incidents_policies_breach
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import selectors_before as incidents_selectors_before
from alerts.incidents import selectors_breaches as incidents_selectors_breaches
from alerts.incidents import selectors_support as incidents_selectors_support
from alerts.incidents import services_triage as incidents_services_triage
from alerts.incidents.forms.triage import ReferForm, SettleForm, VoidForm
from alerts.incidents.machine import IncidentStatus
from alerts.incidents.models import Incident
from alerts.investigations import permissions as investigations_permissions
from alerts.look_up import people as look_up_people
from alerts.markers import views as markers_views
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.procedure import Stage
from housing_alerts.kernel.refusals import why_not, why_not_from_here
from housing_alerts.staff.models import Colleague, Role
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters import permissions as letters_permissions
from letters.models import Letter


@require_GET
@opens("incident")
def incident(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 One incident: its reporter follows it, its line manager triages it, the Lead takes it up."""
    found = incidents_selectors.incident(request.user, reference)
    if found.status == IncidentStatus.DRAFT:
        return redirect("alerts:incident_finish", found.reference)
    proposed = incidents_policies.proposed_stage(found)
    context = {
        "incident": found,
        "support": incidents_selectors_support.support(request.user, found),
        "subject": look_up_people.subject(request.user, found),
        "proposed": proposed,
        "triage_refusal": incidents_permissions.why_may_not_triage(request.user, found),
        "triage_due": found.status == IncidentStatus.LOGGED and request.user.holds(Role.LINE_MANAGER),
        "sees_case": incidents_selectors.sees_file(request.user, found),
        "breached": incidents_selectors_breaches.breached_by(request.user, found),
        "may_take_off": found.why_not_take_off(request.user) is None,
        "offers": markers_views.offers(request.user, found) + _offers(request.user, found),
        "marker_asked": markers_views.marker_is_asked(found),
        "today": timezone.localdate(),
        "earlier": incidents_selectors_before.before(request.user, found),
        "entries": entries_selectors_entries.entries_of(found),
        "letters": _letters(request.user, found),
    }
    return render(request, "alerts/incident/incident.html", context)


def _letters(colleague: Colleague, incident: Incident) -> QuerySet[Letter] | None:
    """What was written to the customer of how it was settled; nothing for who may not read it."""
    to_write = [action for action in incident.actions.all() if action.letter_kind]
    return (
        alert_selectors.letters_about(*to_write)
        if to_write and incidents_selectors.writes_of(colleague, incident)
        else None
    )


def _offers_to_write(colleague: Colleague, incident: Incident) -> list[Offer]:
    """D3a The line manager decides on a warning or an agreement; a Lead of the area writes it."""
    if not incidents_selectors.writes_of(colleague, incident) or incident.service_area is None:
        return []
    send = letters_permissions.why_may_not_send(colleague, incident.service_area)
    return [
        Offer(
            f"Write the {action.get_kind_display().lower()}",
            reverse("alerts:incident_action_letter", args=[incident.reference, action.pk]),
            send or action.why_not_write(action.letter_kind),
        )
        for action in incident.actions.all()
        if action.letter_kind
    ]


def _offers(colleague: Colleague, incident: Incident) -> list[Offer]:
    triage = incidents_permissions.why_may_not_triage(colleague, incident)
    refer = offer(
        incident.refer, "Refer after all", reverse("alerts:incident_refer", args=[incident.reference]), triage
    )
    attach = reverse("alerts:incident_attach", args=[incident.reference])
    offers = [
        Offer("Attach photos or files", attach, None) if incident.why_not_attach(colleague) is None else None,
        refer if incident.status == IncidentStatus.SETTLED else None,
        _offer_to_name(colleague, incident),
        offer(
            incident.void,
            "Void the report",
            reverse("alerts:incident_void", args=[incident.reference]),
            incidents_permissions.why_may_not_void(colleague, incident),
        ),
    ]
    breach = entries_permissions.why_may_not_name_breach(
        colleague, incident
    ) or incidents_policies_breach.why_not_change_breach(incident)
    if breach is None and (incident.breach_of or incidents_selectors_before.in_force_then(colleague, incident)):
        text = "Change which alert it breaches" if incident.breach_of else "Record a breach of an alert"
        offers.append(Offer(text, reverse("alerts:incident_breach", args=[incident.reference]), None))
    if incident.status == IncidentStatus.REFERRED and incident.service_area:
        refusal = investigations_permissions.why_may_not_take_up(colleague, incident)
        if refusal is None and incident in incidents_selectors.referred_with(colleague, incident):
            url = reverse("alerts:investigation_open") + f"?incident={incident.reference}"
            offers.insert(0, Offer("Open an investigation", url, None))
    return [found for found in [*_offers_to_write(colleague, incident), *offers] if found]


def _offer_to_name(colleague: Colleague, incident: Incident) -> Offer | None:
    """P2 Nobody is told that somebody else could say who it was."""
    url = reverse("alerts:incident_name_customer", args=[incident.reference])
    refused = incidents_policies.why_not_name_customer(incident) or incidents_permissions.why_may_not_name_customer(
        colleague, incident
    )
    return None if refused else Offer("Say who it was", url, None)


@require_GET
def incident_triage(request: StaffRequest, reference: str) -> HttpResponse:
    """D1 From the stage that was chosen to the page of that stage."""
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
    proposed, asks = incidents_policies.proposed_stage(found), markers_views.marker_is_asked(found)
    form = SettleForm(request.POST or None, version=found.version, departs=proposed == Stage.FORMAL, asks_marker=asks)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incidents_services_triage.settle_incident(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            actions=data["actions"],
            settlement=data["settlement"],
            departure_reason=data.get("departure_reason", ""),
            no_marker_reason=data.get("no_marker_reason", ""),
        )
        return f"Incident {reference} settled informally.", reverse("alerts:incident", args=[reference])

    refusal = why_not(found.settle, incidents_permissions.why_may_not_triage(request.user, found))
    shown: dict[str, Any] = {"incident": found, "proposed": proposed, "marker": found.marker(on=timezone.localdate())}
    shown |= {"earlier": incidents_selectors_before.before(request.user, found)}
    return take_step(request, "alerts/incident/settle.html", form, act, refusal=refusal, **shown)


@page
@opens("incident")
def incident_refer(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Refer the incident to the formal stage."""
    found = incidents_selectors.incident(request.user, reference)
    proposed, asks = incidents_policies.proposed_stage(found), markers_views.marker_is_asked(found)
    departs = proposed == Stage.INFORMAL
    form = ReferForm(request.POST or None, version=found.version, departs=departs, asks_marker=asks, incident=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = incidents_services_triage.refer_incident(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            departure_reason=data.get("departure_reason", ""),
            no_marker_reason=data.get("no_marker_reason", ""),
            service_area=data.get("service_area"),
        )
        message = f"Incident {reference} referred to the Operational Lead for {incident.service_area}."
        return message, reverse("alerts:incident", args=[reference])

    # The service area is asked for on this page, so the machine's own condition is not asked yet.
    refusal = why_not_from_here(found.refer) or incidents_permissions.why_may_not_triage(request.user, found)
    shown = {"incident": found, "proposed": proposed, "earlier": incidents_selectors_before.before(request.user, found)}
    return take_step(request, "alerts/incident/refer.html", form, act, refusal=refusal, **shown)


@page
@opens("incident")
def incident_void(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a The report was recorded in error."""
    found = incidents_selectors.incident(request.user, reference)
    form = VoidForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incidents_services_triage.void_incident(
            incident=found, version=data["version"], by=request.user, reason=data["reason"]
        )
        return f"Incident {reference} is void. It stays on file.", reverse("alerts:incident", args=[reference])

    refusal = why_not(found.void, incidents_permissions.why_may_not_void(request.user, found))
    return take_step(request, "alerts/incident/void.html", form, act, refusal=refusal, incident=found)
