"""Following an incident, and its triage."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.choices import IncidentStatus
from alerts.entries import selectors as entries_selectors
from alerts.incidents import permissions as incidents_permissions
from alerts.incidents import policies as incidents_policies
from alerts.incidents import presenters as incidents_presenters
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents.models import Incident
from alerts.investigations import permissions as investigations_permissions
from alerts.investigations import selectors as investigations_selectors
from alerts.look_up import people as look_up_people
from alerts.markers import views as markers_views
from alerts.writing import selectors as writing_selectors
from housing_alerts.attachments.views import attach_page, file_served, take_off_page
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, page
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
    breached = incidents_selectors.breached_by(request.user, found)
    context = {
        "incident": found,
        "report_rows": incidents_presenters.report_rows(found, breached=breached),
        "support": incidents_selectors.support(request.user, found),
        "subject": look_up_people.subject(request.user, found),
        "proposed": proposed,
        "triage_refusal": incidents_permissions.why_may_not_triage(request.user, found),
        "triage_due": found.status == IncidentStatus.LOGGED and request.user.holds(Role.LINE_MANAGER),
        "sees_case": incidents_selectors.sees_file(request.user, found),
        "breached": breached,
        "may_take_off": found.why_not_take_off(request.user) is None,
        "offers": markers_views.offers(request.user, found) + _offers(request.user, found),
        "marker_asked": markers_views.marker_is_asked(found),
        "today": timezone.localdate(),
        "earlier": incidents_selectors.before(request.user, found),
        "entries": entries_selectors.entries_of(found),
        "letters": _letters(request.user, found),
    }
    return render(request, "alerts/incidents/incident.html", context)


def _letters(colleague: Colleague, incident: Incident) -> QuerySet[Letter] | None:
    """What was written to the customer of how it was settled; nothing for who may not read it."""
    to_write = [action for action in incident.actions.all() if action.letter_kind]
    return (
        writing_selectors.letters_about(*to_write)
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
    breach = incidents_permissions.why_may_not_name_breach(
        colleague, incident
    ) or incidents_policies.why_not_change_breach(incident)
    if breach is None and (incident.breach_of or incidents_selectors.in_force_then(colleague, incident)):
        text = "Change which alert it breaches" if incident.breach_of else "Record a breach of an alert"
        offers.append(Offer(text, reverse("alerts:incident_breach", args=[incident.reference]), None))
    if incident.status == IncidentStatus.REFERRED and incident.service_area:
        refusal = investigations_permissions.why_may_not_take_up(colleague, incident)
        if refusal is None and incident in investigations_selectors.referred_with(colleague, incident):
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


def _back(reference: str) -> str:
    return reverse("alerts:incident", args=[reference])


@page
@opens("incident")
def incident_attach(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 P11a Attach photos and files to the incident."""
    return attach_page(request, incidents_selectors.incident(request.user, reference), back=_back(reference))


@require_GET
@opens("attached file")
def incident_file(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P11a One photo or file of the incident, to be saved."""
    return file_served(request, incidents_selectors.incident(request.user, reference), file)


@page
@opens("incident")
def incident_file_take_off(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P11a Take a file off the incident."""
    return take_off_page(request, incidents_selectors.incident(request.user, reference), file, back=_back(reference))
