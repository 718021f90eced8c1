"""Log, triage, void and correct incidents, and keep the drafts of reports (§2, D3.1)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import F, Q
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.catalogue.models import Behaviour, Example
from alerts.choices import IncidentStatus
from alerts.entries.services import to_enter_report, to_note_person, to_take_out
from alerts.look_up import people as look_up_people
from alerts.markers import policies as markers_policies
from alerts.markers.services import follow_person, lift_with_decision
from alerts.welfare.services import ask_after
from alerts.writing import selectors as writing_selectors
from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.procedure import Stage
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague, ServiceArea
from letters import services as letters

from . import policies, steps
from .models import Incident

Typed = dict[str, list[str]]
DISCARDED = "Discarded before it was logged."
"""The reason that the history keeps of a draft that was given up."""


@records.step
def log_incident(
    *,
    by: Colleague,
    now: datetime,
    facts: dict[str, Any],
    behaviours: Iterable[Behaviour] = (),
    examples: Iterable[Example] = (),
    affected: Iterable[Colleague] = (),
    on_behalf_of: Colleague | None = None,
    page: UUID | None = None,
    typed: Typed | None = None,
    opening: UUID | None = None,
    seen: int = 0,
    sure_of: Iterable[str] = (),
) -> Incident:
    """P2 Log what happened, or may happen, and tell the line manager.

    :param facts: the fields of :class:`Incident` as reported.
    :param on_behalf_of: the colleague it happened to, when somebody else types the report.
    :param page: the key of the page it was typed on; ``opening`` and ``seen`` as of :func:`keep_draft`.
    :param typed: what that page held. What was logged with the same already is given back as it stands.
    :param sure_of: what seemed odd, and was said to be right.
    :raises NotAllowed: where who or where, what, or the line manager is missing; what that page held was logged otherwise.
    """
    incident = begun(by=by, page=page, typed=typed or {}, opening=opening, seen=seen)
    if _was_logged(incident) and holds(incident, typed=typed or {}):
        return incident
    refuse_if(policies.why_not_log_again(incident))
    for name, value in {**facts, "reported_by": on_behalf_of or by}.items():
        setattr(incident, name, value)
    examples = list(examples)
    incident.violent = incident.violent or any(example.violent for example in examples)
    if incident.customer:
        incident.customer = standing(incident.customer)
    refuse_if(policies.why_not_then(incident, now), policies.why_not_manager(incident, by))
    incident.service_area = incident.service_area or _area(incident)
    if incident._state.adding:
        records.save(incident, by=by, why="Drafted")
    named = {behaviour.pk for behaviour in behaviours} | {e.behaviour_id for e in examples if e.behaviour_id}
    incident.behaviours.set(named)
    incident.examples.set(examples)
    incident.affected.set(affected)
    refuse_if(steps.why_not_log(incident, by, timezone.localdate(now)), policies.why_not_log(incident))
    incident.log()
    incident.logged_as, incident.opening, incident.kept_times = digest(typed or {}), opening, incident.kept_times + 1
    records.save(incident, by=by, why="Logged", moment="known_at")
    audit.record("log incident", incident, by=by, why=_said_to_be_right(sure_of))
    to_enter_report(incident, by=by)
    ask_after(incident, by=by, on=timezone.localdate(now))
    return incident


def _was_logged(incident: Incident) -> bool:
    return incident.status not in (IncidentStatus.DRAFT, IncidentStatus.VOID)


def _area(incident: Incident) -> ServiceArea | None:
    """Whose Leads have it at once: the customer's area or, while nobody is known, that of whoever lives at the property."""
    if incident.customer:
        return incident.customer.service_area
    return look_up_people.area_at(incident.asset, on=incident.occurred_on) if incident.asset else None


def _said_to_be_right(sure_of: Iterable[str]) -> str:
    said = "; ".join(sure_of)
    return f"Said to be right: {said}" if said else ""


@records.step
def name_customer(
    *, incident: Incident, version: int, by: Colleague, on: date, customer: Customer, sure_of: Iterable[str] = ()
) -> Incident:
    """P2 Say who it was, where the reporter did not know the person. The property stays: it says where. So does a marker."""
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_name_customer(incident, by, on),
        records.seen(incident, version),
    )
    incident.customer = standing(customer)
    incident.service_area = incident.customer.service_area
    records.save(incident, by=by, why="Customer named", moment="known_at")
    follow_person(incident, by=by, on=on)
    to_note_person(incident, by=by, on=on)
    audit.record("name customer", incident, by=by, why=_said_to_be_right(sure_of))
    return incident


@records.step
def confirm_report(*, incident: Incident, version: int, by: Colleague, right: bool, correction: str = "") -> Incident:
    """P2 Say whether what somebody else reported for one is right. The report stays as it was typed.

    :param correction: what is missing or not right; it stands beside the report.
    """
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_confirm(incident, by),
        records.seen(incident, version),
        policies.why_no_correction(right, correction),
    )
    incident.correction = "" if right else correction
    records.save(incident, by=by, why="Confirmed" if right else "Corrected", moment="confirmed_at")
    audit.record("confirm report", incident, by=by, why=incident.correction)
    return incident


@records.step
def settle_incident(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    actions: Iterable[str],
    settlement: str,
    vulnerability: str = "",
    departure_reason: str = "",
    no_marker_reason: str = "",
) -> Incident:
    """D3a End the matter informally.

    :param actions: the informal :class:`ActionKind` that were taken; none where no action was needed.
    :param settlement: what was done, or why nothing was needed.
    :param vulnerability: how the customer's vulnerability and adjustments were considered, where an action was taken.
    :param departure_reason: why not the formal stage, where Appendix D proposes it.
    :param no_marker_reason: why no interim marker is needed, where there was danger and none was placed.
    """
    incident, actions = records.locked(incident), list(actions)
    organisation = writing_selectors.organisation(incident, on=on)
    refuse_if(
        steps.why_not_settle(incident, by, on),
        records.seen(incident, version),
        policies.why_not_settle(incident, settlement),
        policies.why_not_informal(actions, Action.INFORMAL),
        policies.why_not_considered(incident, actions, vulnerability),
        policies.why_no_letter_goes(Action(incident=incident), actions),
        policies.why_not_depart(incident, Stage.INFORMAL, departure_reason),
        markers_policies.why_no_marker(incident, organisation, no_marker_reason, on=on),
    )
    incident.settle(
        by=by,
        on=on,
        settlement=settlement,
        vulnerability=vulnerability,
        departure_reason=departure_reason,
        no_marker_reason=no_marker_reason,
    )
    records.save(incident, by=by, why="Settled informally")
    for action in actions:
        _take_action(incident, action, settlement, by=by, on=on)
    audit.record("settle incident", incident, by=by, why=departure_reason or settlement)
    return incident


@records.step
def consider_vulnerability(
    *, incident: Incident, version: int, by: Colleague, on: date, vulnerability: str
) -> Incident:
    """P10a Say how the customer's vulnerability was considered, where the incident was settled without that being asked."""
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_consider_vulnerability(incident, by, on),
        records.seen(incident, version),
        policies.why_not_said(incident, vulnerability),
    )
    incident.vulnerability = vulnerability
    records.save(incident, by=by, why="Vulnerability considered")
    audit.record("consider vulnerability", incident, by=by, why=vulnerability)
    return incident


def _take_action(incident: Incident, kind: str, words: str, *, by: Colleague, on: date) -> None:
    action = Action(incident=incident, kind=kind, words=words, agreed=True, decided_by=by, decided_on=on)
    action.procedure_version = procedure.VERSION
    if action.kind in Action.WITH_A_LIFE:
        action.live_until = procedure.live_until(on)
    records.save(action, by=by, why="Informal action taken")


@records.step
def refer_incident(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    departure_reason: str = "",
    service_area: ServiceArea | None = None,
    no_marker_reason: str = "",
) -> Incident:
    """D3b Refer the incident to the Operational Lead of its service area.

    :param departure_reason: why not the informal stage, where Appendix D proposes it.
    :param service_area: where the customer is not known, the area whose Lead takes it up, if it is not the property's.
    :param no_marker_reason: why no interim marker is needed, where there was danger and none was placed.
    """
    incident = records.locked(incident)
    if service_area and not incident.customer:
        incident.service_area = service_area
    organisation = writing_selectors.organisation(incident, on=on)
    refuse_if(
        steps.why_not_refer(incident, by, on),
        records.seen(incident, version),
        policies.why_not_depart(incident, Stage.FORMAL, departure_reason),
        markers_policies.why_no_marker(incident, organisation, no_marker_reason, on=on),
        policies.why_not_refer(incident),
    )
    incident.refer(by=by, on=on, departure_reason=departure_reason, no_marker_reason=no_marker_reason)
    records.save(incident, by=by, why="Referred to the formal stage")
    audit.record("refer incident", incident, by=by, why=departure_reason)
    return incident


@records.step
def void_incident(*, incident: Incident, version: int, by: Colleague, reason: str) -> Incident:
    """P11a The report was recorded in error; it stays on file as void."""
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_void(incident, by),
        records.seen(incident, version),
        policies.why_no_reason_to_void(incident, reason),
    )
    incident.void(reason=reason)
    records.save(incident, by=by, why=f"Void: {reason}")
    on = timezone.localdate(incident.changed_at)
    lift_with_decision([incident], by=by, on=on, why="The report was recorded in error.")
    to_take_out(incident, by=by, on=on)
    if incident.customer:
        letters.cancel_forbidden(incident.customer, by=by, reason=f"Incident {incident.reference} is void")
    audit.record("void incident", incident, by=by, why=reason)
    return incident


def discard_draft(*, incident: Incident, by: Colleague) -> Incident:
    """P2 Give up what one began to type: the words are gone, and no reason is asked. Nothing logged is touched."""
    refuse_if(policies.why_not_discard(incident))
    return void_incident(incident=incident, version=incident.version, by=by, reason=DISCARDED)


@records.step
def record_breach(*, incident: Incident, version: int, by: Colleague, alert: Alert | None) -> Incident:
    """D5 Name the alert that the incident breaches, another than before, or none."""
    incident = records.locked(incident)
    alert = records.locked(alert) if alert else None
    refuse_if(
        steps.why_not_record_breach(incident, by),
        records.seen(incident, version),
        policies.why_not_breach(incident, alert) if alert else steps.why_not_ask_about_breach(incident, by),
    )
    said_anew = alert != incident.breach_of
    if said_anew:
        incident.breach_of, incident.breach_said_by = alert, by
    why = f"Breach of alert {alert.reference}" if alert else "No breach of an alert"
    records.save(incident, by=by, why=why, moment="breach_said_at" if said_anew else "")
    audit.record("record breach", incident, by=by, why=why)
    return incident


@records.step
def keep_draft(*, by: Colleague, page: UUID, typed: Typed, opening: UUID | None = None, seen: int = 0) -> Incident:
    """P2 Keep what was typed so far. It is no step: nobody else sees it, and no history holds the words.

    :param page: the key of the page it is typed on: one page is one report, however often it is sent.
    :param opening: the key of this opening of that page; it writes over its own words, and over those it showed.
    :param seen: how often the draft was kept before it was opened. Where another opening kept newer words since, or
    logged others, these are kept as a draft of their own.
    :returns: the draft; what was logged with these very words, or was discarded, stands as it was.
    """
    mine = Incident.objects.filter(created_by=by, page=page)
    current = mine.filter(Q(opening=opening) | Q(kept_times__lte=seen), status=IncidentStatus.DRAFT)
    kept = {"typed": typed, "opening": opening, "kept_times": F("kept_times") + 1}
    if current.update(**kept):
        return mine.get()
    records.take_turn(records.STEP)
    if not mine.exists():
        records.save(Incident(page=page, reported_by=by), by=by, why="Drafted")
    if current.update(**kept):
        return mine.get()
    found = mine.get()
    if holds(found, typed=typed) or (found.status == IncidentStatus.VOID and not _is_late(found, opening, seen)):
        return found
    return keep_draft(by=by, page=apart(page, opening=opening), typed=typed, opening=opening, seen=seen)


def begun(*, by: Colleague, page: UUID | None, typed: Typed, opening: UUID | None, seen: int) -> Incident:
    """What was drafted on that page, locked; else a new one. Newer words of another opening stay as they are."""
    if page is None:
        return Incident()
    records.take_turn(records.STEP)
    mine = Incident.objects.select_for_update(of=("self",)).filter(created_by=by, page=page)
    found = mine.first() or Incident(page=page)
    newer = found.status == IncidentStatus.DRAFT and _is_late(found, opening, seen) and not holds(found, typed=typed)
    return begun(by=by, page=apart(page, opening=opening), typed=typed, opening=opening, seen=seen) if newer else found


def apart(page: UUID, *, opening: UUID | None) -> UUID:
    """The key of the report that this opening of the page goes on with by itself: always the same."""
    return uuid5(page, str(opening))


def holds(incident: Incident, *, typed: Typed) -> bool:
    """Whether these are the words of the draft, or those it was logged with."""
    kept = digest(incident.typed) if incident.status == IncidentStatus.DRAFT else incident.logged_as
    return kept == digest(typed)


def digest(typed: Typed) -> str:
    """Return what is kept of the words once they are logged: enough to know them again.

    It rests on what was typed or chosen alone: neither on empty boxes nor on what was ticked as right.
    """
    words = {box: held for box, held in typed.items() if box != "confirmed" and any(held)}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def _is_late(incident: Incident, opening: UUID | None, seen: int) -> bool:
    """Whether another opening of the page wrote since this one was opened."""
    return incident.opening != opening and incident.kept_times > seen
