"""Correct a report or an alert: by the colleague for whom it was made, or at the customer's request (§2, D4.1, §13)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from alerts.alert.models import Alert
from alerts.alert.words import written
from alerts.catalogue.models import Behaviour
from alerts.choices import AS_CIRCUMSTANCE, Channel, Danger, IncidentStatus
from alerts.entries.services import to_enter_corrected, to_enter_report
from alerts.incidents import policies as incidents_policies
from alerts.incidents import steps as incidents_steps
from alerts.incidents.models import Incident
from alerts.incidents.permissions import triages
from alerts.look_up import people as look_up_people
from alerts.markers import policies as markers_policies
from alerts.markers.services import follow_danger
from alerts.welfare.services import ask_after, follow_report
from alerts.writing.at_home import AT_HOME
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies
from .choices import DangerFrom


@records.step
def confirm_report(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    right: bool,
    correction: str = "",
    dangers: Collection[str] = (),
    danger_from: str = "",
) -> Incident:
    """P2 D4 Record whether a report that somebody else made for the colleague is right. Its words stay as they were typed.

    Danger that nobody knew of is judged anew: a settled incident is triaged again, and a marker is asked for, also where one
    stands already.

    :param correction: the missing or wrong details; they stand beside the report.
    :param dangers: the codes of each :class:`Danger` that the report does not tell of. From now on they count as reported.
    :param danger_from: who they come from, if that is not known yet: a value of :class:`DangerFrom`. The person stays named.
    """
    incident = records.locked(incident)
    refuse_if(
        incidents_steps.why_not_confirm(incident, by),
        records.seen(incident, version),
        policies.why_no_correction(right, correction, dangers),
    )
    told = list(incident.dangers)
    incident.correction = "" if right else correction
    _add_dangers(incident, dangers)
    if dangers:
        incident.danger_from = incident.danger_from or danger_from
        incident.asset = policies.where_danger_stands(incident)
        _judge_anew(incident, by=by, on=on)
    records.save(incident, by=by, why="Confirmed" if right else "Corrected", moment="confirmed_at")
    if not right:
        to_enter_corrected(incident, by=by, on=on)
    if not told:
        ask_after(incident, by=by, on=on)
    audit.record("confirm report", incident, by=by, why=incident.correction)
    return incident


@records.step
def say_wrong_person(*, incident: Incident, version: int, by: Colleague, on: date, words: str) -> Incident:
    """P2 P11a Record as a correction that the report is about the wrong person, and how whoever reported it knows.

    Its line manager and the Leads are asked whose it is. Nothing changes until one of them makes it void.
    """
    incident = records.locked(incident)
    refuse_if(
        incidents_steps.why_not_say_wrong_person(incident, by),
        records.seen(incident, version),
        policies.why_wrong_person_unexplained(words),
    )
    said = f"{policies.WRONG_PERSON} {words.strip()}"
    incident.correction = f"{incident.correction}\n{said}".strip()
    records.save(incident, by=by, why="Said to be about the wrong person", moment="confirmed_at")
    to_enter_corrected(incident, by=by, on=on)
    audit.record("confirm report", incident, by=by, why=said)
    return incident


@records.step
def amend_report(
    *, incident: Incident, version: int, by: Colleague, now: datetime, request: str, struck: str, words: str
) -> Incident:
    """P13b Strike wrong words of a report out, or put the customer's dispute beside it. Its own words stay on file.

    :param request: the reference of the customer's request.
    :param struck: the wrong words as they stand in the account; empty for a dispute.
    :param words: what is right, or what the customer says about it.
    """
    incident = records.locked(incident)
    refuse_if(
        policies.why_not_amend(incident),
        records.seen(incident, version),
        policies.why_amendment_refused(incident, [incident.account], struck=struck, words=words),
    )
    incident.put_beside(at=now, request=request, struck=struck, words=words)
    records.save(incident, by=by, why=_amended_because(request, struck))
    to_enter_corrected(incident, by=by, on=timezone.localdate(now))
    audit.record("amend report", incident, by=by, why=words)
    return incident


@records.step
def amend_alert(
    *, alert: Alert, version: int, by: Colleague, now: datetime, request: str, struck: str, words: str
) -> Alert:
    """P13b Strike out wrong words about an alert, or put the customer's dispute beside it. Its own words stay on file.

    The parameters are those of :func:`amend_report`. The wrong words stand in one of :func:`alerts.alert.words.written`.
    """
    alert = records.locked(alert)
    refuse_if(
        policies.why_not_amend_alert(alert),
        records.seen(alert, version),
        policies.why_amendment_refused(alert, [text for _, text in written(alert)], struck=struck, words=words),
    )
    alert.put_beside(at=now, request=request, struck=struck, words=words)
    records.save(alert, by=by, why=_amended_because(request, struck))
    audit.record("amend alert", alert, by=by, why=words)
    return alert


def _amended_because(request: str, struck: str) -> str:
    return f"Put right at the customer's request {request}" if struck else f"Disputed: {request}"


class Place(NamedTuple):
    """D4 The person, the property or the place in words that the danger of a void report is about."""

    customer: Customer | None = None
    asset: Asset | None = None
    elsewhere: str = ""
    account: str = ""
    """What happened, where the report's own words stay with a restricted file."""


TOLD_ANEW = (
    "about",
    "occurred_at",
    "channel",
    "factors",
    "circumstances",
    "account",
    "standing",
    "source_kind",
    "source",
    "notice",
    "source_reference",
    "steps",
    "reported_by",
    "others_affected",
    "violent",
    "weapon",
    "police_reference",
    "police_consent",
    "police_told_on",
    "police_consent_words",
    "line_manager",
    "confirmed_at",
    "correction",
)
"""D4 The fields of a void report that tell of the danger wherever it belongs."""
OFF_THE_FILE = (
    "about",
    "occurred_at",
    "channel",
    "standing",
    "source_kind",
    "steps",
    "reported_by",
    "violent",
    "weapon",
    "line_manager",
)
"""D4 P11a The fields of them that say nothing of the restricted file on which the report stands."""


def log_elsewhere(incident: Incident, *, place: Place, by: Colleague, on: date) -> Incident:
    """D4 Log a report anew about the person or place to whom its danger belongs, before it is made void.

    It stays the report of whoever made it, and is triaged anew. The marker stands there until the same last day. The words of a
    report on a restricted file stay there: then whoever makes it void says what happened, and triages that as its line manager.
    Whoever reported it confirms it. Of an agency that told us only the kind goes along, and of the circumstances only danger and
    those that make a letter a risk.
    """
    kept, anew_words = policies.stays_on_file(incident, place), policies.tells_anew(incident, place)
    told = _told(incident, OFF_THE_FILE if anew_words else TOLD_ANEW)
    person = incident.customer if kept else place.customer
    anew = Incident(**told, customer=standing(person) if person else None, asset=place.asset)
    anew.elsewhere = place.elsewhere.strip()
    anew.danger_from = DangerFrom.THERE if kept else DangerFrom.NAMED if person else ""
    if anew_words:
        anew.account = place.account.strip()
        anew.source = incident.source and (incident.get_source_kind_display() or "An agency")
        anew.line_manager = by if triages(by, incident) and by != incident.reported_by else incident.line_manager
        # A letter would tell of a visit to their own home.
        if place.asset is None and anew.channel == Channel.HOME_VISIT:
            anew.channel = Channel.ELSEWHERE
        kept_said = {*AS_CIRCUMSTANCE.values(), *AT_HOME}  # what warns of danger, and whoever writes a letter
        anew.circumstances = [one for one in incident.circumstances if one in kept_said]
    else:
        anew.amendments = [one for one in incident.amendments if one["struck"]]
    anew.service_area = look_up_people.area_of(anew)
    records.save(anew, by=by, why=f"Told of until now by {incident.reference}")
    anew.created_by = by if anew_words else incident.created_by
    for name in ("behaviours", "examples", "affected"):
        getattr(anew, name).set(getattr(incident, name).all())
    refuse_if(incidents_steps.why_not_log(anew, by, on), incidents_policies.why_report_incomplete(anew))
    anew.log()
    if incident.danger_unmarked and incident.marker(on=on) and anew.subject:
        anew.ask_for_marker(on=on, marked=True)
    why = f"In place of {incident.reference}, which is void"
    records.save(anew, by=by, why=why, moment="known_at")
    follow_danger(incident, to=anew, by=by, on=on)
    follow_report(incident, to=anew, by=by)
    to_enter_report(anew, by=by)
    audit.record("log incident", anew, by=by, why=why)
    return anew


def _told(incident: Incident, names: Iterable[str]) -> dict[str, Any]:
    """Return these fields, without the statement that it is about the wrong person: that is answered with the new report."""
    told = {name: getattr(incident, name) for name in names}
    if policies.says_wrong_person(incident) and "correction" in told:
        told["correction"] = policies.without_wrong_person(incident.correction)
        told["confirmed_at"] = incident.confirmed_at if told["correction"] else None
    return told


def take_over_dangers(incident: Incident, *, to: Incident, by: Colleague, on: date) -> None:
    """D4 Let the report that stays tell of each danger of the void one. That is judged anew, as where it is told of later."""
    missing = [danger for danger in incident.dangers if danger not in to.dangers]
    if not missing:
        return
    _add_dangers(to, missing)
    _judge_anew(to, by=by, on=on)
    why = f"{incident.reference}, which is void, told of it: {', '.join(danger.label for danger in missing)}"
    records.save(to, by=by, why=why)
    to_enter_corrected(to, by=by, on=on)
    audit.record("take over danger", to, by=by, why=why)


def _add_dangers(incident: Incident, dangers: Collection[str]) -> None:
    """D4 Fill in the fields by which a report tells of these dangers. None is taken away."""
    incident.violent = incident.violent or Danger.VIOLENCE in dangers
    incident.weapon = incident.weapon or Danger.WEAPON in dangers
    kept = [circumstance.value for danger, circumstance in AS_CIRCUMSTANCE.items() if danger in dangers]
    incident.circumstances = [*incident.circumstances, *kept]
    if Danger.THREAT in dangers:
        incident.behaviours.add(Behaviour.objects.get(code=procedure.THREAT_OF_VIOLENCE))


def _judge_anew(incident: Incident, *, by: Colleague, on: date) -> None:
    """D4 Take back what was answered without knowing of the danger.

    That is the settlement, that no marker is needed, and that the marker which stands is enough.
    """
    marked = markers_policies.says_what_to_do(incident, on=on)
    if incident.status == IncidentStatus.LOGGED and not marked:
        return
    incident.ask_for_marker(on=on, decided=incident.was_concluded(), marked=marked)
    if not incidents_steps.why_not_reopen(incident, by, on):
        incident.reopen()
