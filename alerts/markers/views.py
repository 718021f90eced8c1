"""Serve the pages of an incident's interim safety marker and of the report to the police."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from alerts.choices import NOBODY_GOES, IncidentStatus
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents.before import precautions
from alerts.incidents.models import Incident
from alerts.incidents.presenters import struck_out
from alerts.look_up import people as look_up_people
from alerts.writing import selectors as writing_selectors
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, page, take_step

from . import forms, policies, selectors, services, steps

CHANGE = "Change the interim marker"
ENOUGH = "Say why the interim marker is enough"
NONE_NEEDED = "Say why no interim marker is needed"
WARNED_NO_MORE = "Say why nobody is warned of it any more"


def _url(incident: Incident, view: str = "incident") -> str:
    return reverse(f"alerts:{view}", args=[incident.reference])


def offers(colleague: Colleague, incident: Incident) -> list[Offer]:
    """Return the offers of the incident's page: to place or lift a marker, and to record the report to the police."""
    today = timezone.localdate()
    marker = incident.marker(on=today)
    found = []
    if not marker or incident.danger_unmarked:
        place = steps.why_not_place_marker(incident, colleague, today)
        none = steps.why_not_need_no_marker(incident, colleague, today)
        found += [
            offer(CHANGE if marker else "Place an interim marker", _url(incident, "incident_marker"), place),
            offer(
                ENOUGH if marker else NONE_NEEDED if incident.subject else WARNED_NO_MORE,
                _url(incident, "incident_marker_none"),
                none,
            ),
        ]
    if marker:
        lift = steps.why_not_lift_marker(marker, colleague, today)
        found.append(offer("Lift the interim marker", _url(incident, "incident_marker_lift"), lift))
    if incident.threatened_violence():
        police = steps.why_not_record_police_report(incident, colleague, today)
        found.append(offer("Record the report to the police", _url(incident, "incident_police"), police))
    return [made for made in found if made]


def can_be_placed(colleague: Colleague, incident: Incident) -> bool:
    """D4 Return whether this colleague can place an interim marker now."""
    return steps.why_not_place_marker(incident, colleague, timezone.localdate()) is None


def marker_is_asked(incident: Incident) -> bool:
    """D4 Return whether the triage asks why no marker was placed."""
    today = timezone.localdate()
    return policies.marker_is_asked(incident, writing_selectors.organisation(incident, on=today), on=today)


def answer_is_owed(incident: Incident) -> bool:
    """D4 Return whether to settle it is to say why nobody needs a marker."""
    today = timezone.localdate()
    return policies.answer_is_owed(incident, writing_selectors.organisation(incident, on=today), on=today)


@page
@opens("incident")
def incident_marker(request: StaffRequest, reference: str) -> HttpResponse:
    """D4 P11a Place an interim marker at once. A duty manager to whom the file is closed reads only which danger it is."""
    today = timezone.localdate()
    found = incidents_selectors.to_protect(request.user, reference, on=today)
    unread = not incidents_selectors.sees_incident(request.user, found)
    beside, own = selectors.markers_beside(request.user, found, on=today), found.marker(on=today)
    form = forms.MarkerForm(request.POST or None, by=request.user, incident=found, beside=beside, own=own)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        marker = services.place_marker(
            incident=found,
            version=data["version"],
            by=request.user,
            on=today,
            controls=data["controls"],
            another=data.get("another", ""),
            dropped=data.get("dropped", ""),
            sure_of=data.get("sure_of", []),
        )
        said = f"Interim marker placed. Everybody who looks it up is told until {marker.lapses_on:%-d %B %Y}."
        return said, _back(request.user, found)

    refusal = steps.why_not_place_marker(found, request.user, today)
    context = {"incident": found, "beside": beside, "own": own, "unread": unread, "back": _back(request.user, found)}
    if not unread:
        context["subject"] = look_up_people.subject(request.user, found)
        context["nobody"] = selectors.leave_nobody(found, NOBODY_GOES, on=today)
        context["struck"] = struck_out(found)
    return take_step(request, "alerts/markers/place.html", form, act, refusal=refusal, **context)


def _back(colleague: Colleague, incident: Incident) -> str:
    """P11a Return the page to go on from: the incident's or, for a duty manager to whom it is closed, the worklist."""
    return _url(incident) if incidents_selectors.sees_incident(colleague, incident) else reverse("desk:worklist")


@page
@opens("incident")
def incident_marker_lift(request: StaffRequest, reference: str) -> HttpResponse:
    """D4 P11a Lift the interim marker: it is no longer needed, or was wrong."""
    today = timezone.localdate()
    found = incidents_selectors.to_protect(request.user, reference, on=today)
    unread = not incidents_selectors.sees_incident(request.user, found)
    marker = selectors.last_marker(found)
    form = forms.LiftMarkerForm(request.POST or None, version=marker.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.lift_marker(marker=marker, version=data["version"], by=request.user, on=today, reason=data["reason"])
        found.refresh_from_db()
        return _lifted(found), _back(request.user, found)

    refusal = steps.why_not_lift_marker(marker, request.user, today)
    context = {"incident": found, "marker": marker, "unread": unread, "back": _back(request.user, found)}
    context["struck"] = [] if unread else struck_out(found)
    return take_step(request, "alerts/markers/lift.html", form, act, refusal=refusal, **context)


def _lifted(incident: Incident) -> str:
    """Return the message after a marker is lifted: if the danger is still undecided, it says that the look-up shows it."""
    said = "Interim marker lifted. Nobody is told of it any more."
    if incident.status == IncidentStatus.SETTLED or not marker_is_asked(incident):
        return said
    return f"{said} Danger was reported, so the look-up says whom to ring until somebody decides what to do."


@page
@opens("incident")
def incident_marker_none(request: StaffRequest, reference: str) -> HttpResponse:
    """D4 Say why a referred incident of danger needs no marker."""
    found, today = incidents_selectors.incident(request.user, reference), timezone.localdate()
    form = forms.NoMarkerForm(request.POST or None, incident=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.need_no_marker(
            incident=found, version=data["version"], by=request.user, on=today, reason=data["reason"]
        )
        said = "needs no other marker" if found.marker(on=today) else "needs no interim marker"
        said = said if found.subject else "is no danger to warn of any more"
        return f"Recorded why incident {reference} {said}.", _url(found)

    refusal = steps.why_not_need_no_marker(found, request.user, today)
    stands = precautions(request.user, found, today=today)
    context = {"incident": found, "stands": stands, "own": found.marker(on=today), "struck": struck_out(found)}
    return take_step(request, "alerts/markers/none.html", form, act, refusal=refusal, **context)


@page
@opens("incident")
def incident_police(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 D4 Record that the police were told later, with the consent of those affected."""
    found = incidents_selectors.incident(request.user, reference)
    form = forms.PoliceForm(request.POST or None, incident=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_police_report(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            told_on=data["told_on"],
            reference=data["reference"],
            agreed=list(data["agreed"]),
            consent_words=data["consent_words"],
        )
        return f"Report to the police recorded on incident {reference}.", _url(found)

    refusal = steps.why_not_record_police_report(found, request.user, timezone.localdate())
    return take_step(request, "alerts/markers/police.html", form, act, refusal=refusal, incident=found)
