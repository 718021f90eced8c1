"""Serve the page of one incident, and its files."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.choices import IncidentStatus
from alerts.corrections import services as corrections_services
from alerts.incidents import permissions as incidents_permissions
from alerts.incidents import policies as incidents_policies
from alerts.incidents import presenters as incidents_presenters
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import steps as incidents_steps
from alerts.incidents.before import before
from alerts.incidents.forms.confirm import RIGHT, ConfirmForm, WrongPersonForm
from alerts.incidents.models import Incident
from alerts.investigations import steps as investigations_steps
from alerts.look_up import people as look_up_people
from alerts.look_up.finding import STAFF
from alerts.markers import selectors as markers_selectors
from alerts.markers import views as markers_views
from alerts.welfare import presenters as welfare_presenters
from alerts.welfare import selectors as welfare_selectors
from alerts.writing import selectors as writing_selectors
from housing_alerts.attachments.views import attach_page, file_served, remove_page
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff import selectors as staff_selectors
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, offer_where_allowed, page, take_step
from letters import steps as letters_steps
from letters.models import Letter


@require_GET
@opens("incident")
def incident(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 Show an incident: its reporter follows it, its line manager triages it, the Lead takes it up."""
    found = incidents_selectors.incident(request.user, reference)
    if found.status == IncidentStatus.DRAFT:
        return redirect("alerts:incident_finish", found.reference)
    earlier = before(request.user, found, today=timezone.localdate())
    proposed = incidents_policies.proposed_stage(found, earlier.past)
    breached = incidents_selectors.breached_by(request.user, found)
    context = {
        "incident": found,
        "report_rows": incidents_presenters.report_rows(found, breached=breached, closed=earlier.closed),
        "reads_names": request.user.holds(*STAFF),
        "struck": incidents_presenters.struck_out(found),
        "support": welfare_selectors.support(request.user, found),
        "subject": look_up_people.subject(request.user, found),
        "proposed": proposed,
        "triage_refusal": incidents_steps.why_not_settle(found, request.user, timezone.localdate()),
        "triage_due": found.status == IncidentStatus.LOGGED and _triages(request.user, found),
        "sees_case": incidents_selectors.sees_file(request.user, found),
        "breached": breached,
        "may_remove_file": not incidents_steps.why_not_remove_file(found, request.user),
        "offers": markers_views.offers(request.user, found) + _offers(request.user, found),
        "came_of": incidents_presenters.came_of(found),
        "welfare_checks": welfare_presenters.asked_after(request.user, found, on=timezone.localdate()),
        "to_ring": incidents_selectors.to_ring(request.user, found, on=timezone.localdate()),
        "may_place": markers_views.can_be_placed(request.user, found),
        "on_duty": _on_duty(found),
        "ended_markers": markers_selectors.ended_markers(request.user, found, on=timezone.localdate()),
        "marker_asked": markers_views.marker_is_asked(found),
        "told": markers_selectors.tells_of_danger(found, on=timezone.localdate()),
        "reported": request.user in (found.reported_by, found.created_by),
        "to_confirm": incidents_steps.why_not_confirm(found, request.user) is None,
        "today": timezone.localdate(),
        "earlier": earlier,
        "entries": found.entries.all() if request.user.holds(*STAFF) else [],
        "letters": _letters(request.user, found),
    }
    return render(request, "alerts/incidents/incident.html", context)


def _on_duty(incident: Incident) -> list[Colleague]:
    """D4 Return the duty managers of today who can act on it. Its line manager is named already."""
    today = timezone.localdate()
    duty = staff_selectors.on_duty(today)
    others = incidents_selectors.who_can_act(incident, duty, duty)
    return [one for one in others if one != incident.manager_here]


def _triages(colleague: Colleague, incident: Incident) -> bool:
    """Return whether the page shows how to handle it, or why the colleague may not."""
    return incidents_permissions.triages(colleague, incident) or colleague.holds(Role.LINE_MANAGER)


@page
@opens("incident")
def incident_confirm(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 Confirm or correct a report that somebody else made for the colleague."""
    found = incidents_selectors.incident(request.user, reference)
    form = ConfirmForm(request.POST or None, version=found.version, incident=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        right = data["answer"] == RIGHT
        incident = corrections_services.confirm_report(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            right=right,
            correction=data["correction"],
            dangers=data["dangers"],
            danger_from=data.get("danger_from", ""),
        )
        said = f"{'You confirmed' if right else 'You corrected'} incident {reference}. {found.triager} reads it."
        if found.status == IncidentStatus.SETTLED and incident.status == IncidentStatus.LOGGED:
            said += " It was settled, and is looked at again."
        return f"{said}{ring_now(incident) if data['dangers'] else ''}", _back(reference)

    refusal = incidents_steps.why_not_confirm(found, request.user)
    closed = look_up_people.is_closed(request.user, found)
    context = {
        "incident": found,
        "report_rows": incidents_presenters.report_rows(found, breached=None, closed=closed),
        "log_instead": bool(refusal and request.user == found.reported_for),
    }
    return take_step(request, "alerts/incidents/confirm.html", form, act, refusal=refusal, **context)


@page
@opens("incident")
def incident_wrong_person(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Record that the report is about the wrong person, as whoever reported it says."""
    found = incidents_selectors.incident(request.user, reference)
    form = WrongPersonForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        today = timezone.localdate()
        corrections_services.say_wrong_person(incident=found, by=request.user, on=today, **data)
        return f"{found.triager} and the Operational Leads are asked whose incident {reference} is.", _back(reference)

    refusal = incidents_steps.why_not_say_wrong_person(found, request.user)
    return take_step(request, "alerts/incidents/wrong_person.html", form, act, refusal=refusal, incident=found)


def ring_now(incident: Incident) -> str:
    """D4 Return the end of a message after danger, which says whom to ring; otherwise an empty string."""
    if incident.dangers and incident.subject is None:
        return " There was danger, so ring them now."
    if not markers_views.marker_is_asked(incident):
        return ""
    return " There was danger, so ring them now: they can place an interim marker at once."


def _letters(colleague: Colleague, incident: Incident) -> QuerySet[Letter] | None:
    """Return the letters to the customer about how it was settled, or None if the colleague may not read them."""
    to_write = [action for action in incident.actions.all() if action.letter_kind]
    return (
        writing_selectors.letters_about(*to_write)
        if to_write and incidents_selectors.writes_of(colleague, incident)
        else None
    )


def _offers_to_write(colleague: Colleague, incident: Incident) -> list[Offer]:
    """D3a Return an offer for each warning or agreement to write.

    The line manager decides on it; a Lead of the area writes it.
    """
    if not incidents_selectors.writes_of(colleague, incident) or incident.service_area is None:
        return []
    today = timezone.localdate()
    return [
        Offer(
            f"Write the {action.get_kind_display().lower()}",
            reverse("alerts:incident_action_letter", args=[incident.reference, action.pk]),
            letters_steps.why_not_draft(action, action.letter_kind, colleague, today),
        )
        for action in incident.actions.all()
        if action.letter_kind
    ]


def _offers(colleague: Colleague, incident: Incident) -> list[Offer]:
    today = timezone.localdate()
    refer = incidents_steps.why_not_refer(incident, colleague, today)
    name = incidents_steps.why_not_name_customer(incident, colleague, today)
    offers = [
        *_offers_to_write(colleague, incident),
        _offer_to_investigate(colleague, incident),
        offer_where_allowed(
            "Attach photos or files",
            _url(incident, "incident_attach"),
            incidents_steps.why_not_attach(incident, colleague),
        ),
        offer("Refer after all", _url(incident, "incident_refer"), refer)
        if incident.status == IncidentStatus.SETTLED
        else None,
        offer_where_allowed(
            f"Say who {'' if incident.asset_id else 'or where '}it was", _url(incident, "incident_name_customer"), name
        ),
        offer_where_allowed(
            "Say that it is about the wrong person",
            _url(incident, "incident_wrong_person"),
            incidents_steps.why_not_say_wrong_person(incident, colleague),
        ),
        offer("Void the report", _url(incident, "incident_void"), incidents_steps.why_not_void(incident, colleague)),
        _offer_breach(colleague, incident),
    ]
    return [found for found in offers if found]


def _offer_to_investigate(colleague: Colleague, incident: Incident) -> Offer | None:
    """D3b Return the offer to open an investigation, to the Leads who see the incident while it waits for one.

    Nobody else is told that a Lead could take it up.
    """
    if investigations_steps.why_not_open_investigation(incident, colleague):
        return None
    return Offer(
        "Open an investigation", reverse("alerts:investigation_open") + f"?incident={incident.reference}", None
    )


def _offer_breach(colleague: Colleague, incident: Incident) -> Offer | None:
    """D5 Return the offer to name the breached alert, if one was in force or is named already."""
    if incidents_steps.why_not_ask_about_breach(incident, colleague):
        return None
    text = "Change which alert it breaches" if incident.breach_of else "Record a breach of an alert"
    return Offer(text, _url(incident, "incident_breach"), None)


def _url(incident: Incident, view: str) -> str:
    return reverse(f"alerts:{view}", args=[incident.reference])


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
    """P11a Serve one photo or file of the incident, to be saved."""
    return file_served(request, incidents_selectors.incident(request.user, reference), file)


@page
@opens("incident")
def incident_file_remove(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P11a Take a file off the incident."""
    return remove_page(request, incidents_selectors.incident(request.user, reference), file, back=_back(reference))
