"""Log, triage, void and correct incidents (§2, D3.1)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from alerts.actions.models import Action
from alerts.actions.setting_aside import set_aside_action
from alerts.alert.models import Alert
from alerts.catalogue.models import Behaviour, Example
from alerts.choices import About, IncidentStatus, Standing
from alerts.corrections import policies as corrections_policies
from alerts.corrections.choices import DangerFrom
from alerts.drafting.services import Typed, begun, digest, holds
from alerts.entries.services import to_enter_report, to_enter_void, to_note_person
from alerts.look_up import people as look_up_people
from alerts.markers import policies as markers_policies
from alerts.markers import selectors as markers_selectors
from alerts.markers.services import follow_person, lift_with_decision
from alerts.welfare.services import ask_after
from alerts.writing import selectors as writing_selectors
from alerts.writing.policies import why_nothing_to_warn_of
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.choices import TRIAGE
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.staff.selectors import deputies_on
from letters import services as letters

from . import policies, selectors, steps
from .models import Incident

DISCARDED = "Discarded before it was logged."
"""The reason that the history keeps for a discarded draft."""


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
) -> Incident:
    """P2 Log an incident or a risk, and tell the line manager.

    :param facts: the fields of :class:`Incident` as reported.
    :param on_behalf_of: the colleague affected, if somebody else types the report. A report that was handed over stays
        that of the colleague who began it.
    :param page: the key of the page it was typed on. For ``opening`` and ``seen`` see :func:`.drafting.services.keep_draft`.
    :param typed: the contents of that page. A report already logged with the same contents is returned as it is.
    :raises NotAllowed: if the person or place, the events, or the line manager is missing, or that page was logged with other
        words.
    """
    incident = begun(by=by, page=page, typed=typed or {}, opening=opening, seen=seen)
    if _was_logged(incident) and holds(incident, typed=typed or {}):
        return incident
    refuse_if(policies.why_not_log_again(incident))
    began = incident.reported_for if incident.pk else None
    for name, value in {**facts, "reported_by": on_behalf_of or began or by}.items():
        setattr(incident, name, value)
    examples = list(examples)
    incident.violent = incident.violent or any(example.violent for example in examples)
    if incident.about == About.RISK and "standing" not in facts:
        incident.standing = Standing.NOT_RECORDED
    if incident.customer:
        incident.customer = standing(incident.customer)
    away = deputies_on(timezone.localdate(now))
    others = selectors.to_tell(incident.reported_by, TRIAGE, away).exclude(pk=by.pk)
    refuse_if(
        policies.why_time_impossible(incident, now),
        policies.why_manager_refused(incident, by),
        policies.why_manager_away(incident, away, others) if away else None,
    )
    incident.service_area = incident.service_area or look_up_people.area_of(incident)
    _place_danger(incident)
    if incident._state.adding:
        records.save(incident, by=by, why="Drafted")
    named = {behaviour.pk for behaviour in behaviours} | {e.behaviour_id for e in examples if e.behaviour_id}
    incident.behaviours.set(named)
    incident.examples.set(examples)
    incident.affected.set(affected)
    refuse_if(
        steps.why_not_log(incident, by, timezone.localdate(now)),
        policies.why_report_incomplete(incident),
    )
    incident.log()
    incident.logged_as, incident.opening, incident.kept_times = digest(typed or {}), opening, incident.kept_times + 1
    records.save(incident, by=by, why="Logged", moment="known_at")
    audit.record("log incident", incident, by=by)
    to_enter_report(incident, by=by)
    ask_after(incident, by=by, on=timezone.localdate(now))
    return incident


def _was_logged(incident: Incident) -> bool:
    return incident.status not in (IncidentStatus.DRAFT, IncidentStatus.VOID)


def _place_danger(incident: Incident) -> None:
    """D4 Let the danger stand at the home, if it is or may be somebody else's who lives or stays there.

    If it is, the report is about the property and names nobody. Without a property it stays with the person, because nobody
    would be warned. That of a restricted file stays on the file, which alone keeps its words.
    """
    incident.asset, person = corrections_policies.where_danger_stands(incident), incident.customer
    if person and incident.danger_from == DangerFrom.THERE and incident.asset and not person.restricted:
        incident.customer = None


@records.step
def name_customer(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    customer: Customer | None = None,
    asset: Asset | None = None,
) -> Incident:
    """P2 D4 Name the customer, if the reporter did not know the person, or the property, if the report has none.

    A property that it has already, the words that say where it was, and the marker stay.
    """
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_name_customer(incident, by, on),
        records.seen(incident, version),
        policies.why_neither_named(customer, asset),
        policies.why_place_known(incident) if asset else None,
    )
    if incident.subject is None and incident.says_why_no_marker():
        incident.ask_for_marker(on=on)
    incident.customer, incident.asset = standing(customer) if customer else None, asset or incident.asset
    if customer and incident.danger_from:
        incident.danger_from = DangerFrom.NAMED
    if customer or incident.service_area is None:
        incident.service_area = look_up_people.area_of(incident)
    records.save(incident, by=by, why="Customer named" if customer else "Property named", moment="known_at")
    follow_person(incident, by=by, on=on)
    to_note_person(incident, by=by, on=on)
    audit.record("name customer", incident, by=by)
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
    no_marker_reason: str = "",
) -> Incident:
    """D3a End the matter informally.

    :param actions: the informal :class:`ActionKind` that were taken; empty if no action was needed.
    :param settlement: the action in words, or why none was needed.
    :param no_marker_reason: why no interim marker is needed, if there was danger and none was placed.
    """
    incident, actions = records.locked(incident), list(actions)
    organisation = writing_selectors.organisation(incident, on=on)
    refuse_if(
        steps.why_not_settle(incident, by, on),
        records.seen(incident, version),
        policies.why_settlement_unexplained(incident, settlement),
        policies.why_action_not_informal(actions, Action.INFORMAL),
        policies.why_letter_owed_refused(incident, Action(incident=incident), by)
        if set(actions) & set(Action.LETTERS)
        else None,
        why_nothing_to_warn_of(incident.reference, [incident]) if set(actions) & set(Action.WARNINGS) else None,
        markers_policies.why_marker_unexplained(incident, organisation, no_marker_reason, on=on),
    )
    incident.settle(by=by, on=on, settlement=settlement, no_marker_reason=no_marker_reason)
    records.save(incident, by=by, why="Settled informally")
    for action in actions:
        _take_action(incident, action, settlement, by=by, on=on)
    audit.record("settle incident", incident, by=by, why=settlement)
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
    note: str = "",
    service_area: ServiceArea | None = None,
    no_marker_reason: str = "",
) -> Incident:
    """D3b Refer the incident to the Operational Lead of its service area.

    A settled matter takes no marker. If it was of danger and has none, one is asked for once it is referred.

    :param note: what the Operational Lead is told with it, if anything.
    :param service_area: the area whose Lead takes it up, if the customer is not known and it is not the property's area.
    :param no_marker_reason: why no interim marker is needed, if there was danger and none was placed.
    """
    incident = records.locked(incident)
    if service_area and not incident.customer:
        incident.service_area = service_area
    organisation = writing_selectors.organisation(incident, on=on)
    after_all = incident.status == IncidentStatus.SETTLED
    asks_marker = markers_policies.marker_is_asked(incident, organisation, on=on)
    refuse_if(
        steps.why_not_refer(incident, by, on),
        records.seen(incident, version),
        markers_policies.why_marker_unexplained(incident, organisation, no_marker_reason, on=on)
        if asks_marker and not after_all and not markers_selectors.tells_of_danger(incident, on=on)
        else None,
        policies.why_service_area_missing(incident),
    )
    if after_all and asks_marker:
        incident.marker_asked_on = on
    incident.refer(by=by, on=on, note=note, no_marker_reason=no_marker_reason)
    records.save(incident, by=by, why="Referred to the formal stage")
    audit.record("refer incident", incident, by=by, why=note)
    return incident


@records.step
def void_incident(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    reason: str,
    dealt_with: bool = False,
) -> Incident:
    """P11a D4 Void a report that was recorded in error. It stays on file, and its interim marker is lifted.

    :param dealt_with: whether somebody says that its danger is dealt with, if it tells of any: it warns nobody any more.
    """
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_void(incident, by),
        records.seen(incident, version),
        policies.why_no_reason_to_void(incident, reason),
        corrections_policies.why_danger_unanswered(incident, dealt_with),
    )
    incident.void(by=by, on=on, reason=reason)
    records.save(incident, by=by, why=f"Void: {reason}")
    lift_with_decision([incident], by=by, on=on, why=f"The report is void. {reason}")
    for action in incident.actions.filter(agreed=True, set_aside_on=None):
        set_aside_action(action, by=by, on=on, reason=f"The report is void. {reason}")
    to_enter_void(incident, by=by, on=on)
    if incident.customer:
        letters.cancel_forbidden(incident.customer, by=by, reason=f"Incident {incident.reference} is void")
    audit.record("void incident", incident, by=by, why=reason)
    return incident


def discard_draft(*, incident: Incident, by: Colleague, on: date) -> Incident:
    """P2 Discard a draft of one's own: its words are deleted, and no reason is asked. A logged report is refused."""
    refuse_if(policies.why_not_discard(incident))
    return void_incident(incident=incident, version=incident.version, by=by, on=on, reason=DISCARDED)


@records.step
def record_breach(*, incident: Incident, version: int, by: Colleague, alert: Alert | None) -> Incident:
    """D5 Record the alert that the incident breaches, in place of the one before, or none."""
    incident = records.locked(incident)
    alert = records.locked(alert) if alert else None
    refuse_if(
        steps.why_not_record_breach(incident, by),
        records.seen(incident, version),
        policies.why_breach_impossible(incident, alert) if alert else steps.why_not_ask_about_breach(incident, by),
    )
    said_anew = alert != incident.breach_of
    if said_anew:
        incident.breach_of, incident.breach_said_by = alert, by
    why = f"Breach of alert {alert.reference}" if alert else "No breach of an alert"
    records.save(incident, by=by, why=why, moment="breach_said_at" if said_anew else "")
    audit.record("record breach", incident, by=by, why=why)
    return incident
