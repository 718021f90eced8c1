"""Correct a report or an alert: by the colleague for whom it was made, or at the customer's request (§2, D4.1, §13)."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from alerts.alert.models import Alert
from alerts.alert.words import written
from alerts.catalogue.models import Behaviour
from alerts.choices import AS_CIRCUMSTANCE, Danger, IncidentStatus
from alerts.entries.services import to_enter_corrected
from alerts.incidents import steps as incidents_steps
from alerts.incidents.models import Incident
from alerts.markers import policies as markers_policies
from alerts.welfare.services import ask_after
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies


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
