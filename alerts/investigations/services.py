"""The Operational Lead's file: opened, filled, recommended or withdrawn (D3.2)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from alerts.alert import permissions as alert_permissions
from alerts.alert import policies as alert_policies
from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType
from alerts.choices import HangsOn, OpenMatter
from alerts.conditions import policies as conditions_policies
from alerts.decisions import policies as decisions_policies
from alerts.incidents import policies as incidents_policies
from alerts.incidents.models import Incident
from housing_alerts.customers.choices import ToldBy
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Refusal, refuse_if, require, why_not_from_here
from housing_alerts.staff.models import Colleague, ServiceArea

from . import permissions, policies
from .models import Discussion, Investigation


@transaction.atomic
def open_investigation(*, incidents: Iterable[Incident], by: Colleague) -> Investigation:
    """D3b Open a file on referred incidents of one customer or, where nobody is known, of one property."""
    incidents = [records.locked(incident) for incident in incidents]
    refuse_if(_why_not_together(incidents), *map(incidents_policies.why_not_take_up, incidents))
    first = incidents[0]
    refuse_if(permissions.why_may_not_take_up(by, first))
    investigation = Investigation(
        customer=first.customer,
        asset=None if first.customer else first.asset,
        service_area=first.area,
        lead=by,
    )
    records.save(investigation, by=by, why="Opened")
    investigation.incidents.set(incidents)
    audit.record("open investigation", investigation, by=by)
    return investigation


def _why_not_together(incidents: Sequence[Incident | Investigation]) -> Refusal | None:
    if not incidents:
        return Refusal(procedure.FORMAL_STAGE, "Choose at least one referred incident.")
    if len({(incident.customer_id, incident.customer_id or incident.asset_id) for incident in incidents}) > 1:
        return Refusal(procedure.FORMAL_STAGE, "An investigation is about one customer. Open another for the others.")
    return None


def _at_work(investigation: Investigation, version: int, by: Colleague) -> Investigation:
    """The locked file, if ``by`` may work on it now."""
    investigation = records.locked(investigation)
    refuse_if(
        permissions.why_may_not_work_on(by, investigation),
        alert_permissions.why_may_not_draft(investigation),
        records.seen(investigation, version),
    )
    return investigation


def _saved(investigation: Investigation, by: Colleague, action: str, why: str, moment: str = "") -> Investigation:
    records.save(investigation, by=by, why=why, moment=moment)
    audit.record(action, investigation, by=by, why=why)
    return investigation


@transaction.atomic
def take_over(
    *, investigation: Investigation, version: int, by: Colleague, on: date, reason: str = ""
) -> Investigation:
    """D3b Lead the case of a Lead who has left or is away, as it stands.

    :param reason: why its Lead, who is still one, cannot go on with it.
    """
    investigation = records.locked(investigation)
    refuse_if(
        permissions.why_may_not_take_over(by, investigation),
        records.seen(investigation, version),
        policies.why_not_take_over(investigation, reason),
    )
    why = f"Taken over from {investigation.lead}{f': {reason}' if reason.strip() else ''}"
    investigation.former_leads.add(investigation.lead)
    investigation.hand_over(to=by, on=on, why=reason.strip() or "No longer an Operational Lead.")
    return _saved(investigation, by, "take over investigation", why)


@transaction.atomic
def add_incidents(
    *, investigation: Investigation, version: int, by: Colleague, incidents: Iterable[Incident]
) -> Investigation:
    """D3b Take further referred incidents of the same customer into the file, while nothing of it is imposed or agreed."""
    investigation = _at_work(investigation, version, by)
    incidents = [records.locked(incident) for incident in incidents]
    together = _why_not_together([*incidents, investigation])
    refuse_if(policies.why_not_take_in(investigation), together, *map(incidents_policies.why_not_take_up, incidents))
    investigation.incidents.add(*incidents)
    names = ", ".join(incident.reference for incident in incidents)
    return _saved(investigation, by, "add incidents to investigation", f"Incidents added: {names}")


@transaction.atomic
def add_discussion(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    counterpart: str,
    on: date | None,
    what: str,
    why_not: str,
    today: date,
) -> Discussion:
    """D3b Record a discussion and what was said, or why there was none.

    :param on: the day on which it was held.
    """
    investigation = _at_work(investigation, version, by)
    held = on is not None and bool(what.strip())
    if held == bool(why_not.strip()):
        refuse_if(
            Refusal(
                procedure.FORMAL_STAGE,
                "Give the day and what was said, or say why there was no discussion – one of the two.",
            )
        )
    discussion = Discussion(
        investigation=investigation,
        counterpart=counterpart,
        on=on if held else None,
        what=what if held else "",
        why_not="" if held else why_not,
    )
    refuse_if(policies.why_not_held(discussion, on=today))
    records.save(discussion, by=by, why="Recorded")
    _saved(investigation, by, "record discussion", str(discussion))
    return discussion


@transaction.atomic
def record_considerations(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    considerations: dict[str, Any],
    read_at: datetime | None = None,
) -> Investigation:
    """P5 P10a P10b D2 P7a Record vulnerability, adjustments, support, alternatives, proportionality and who was consulted.

    :param considerations: fields of :class:`Investigation` in ``CONSIDERED``, as far as they were answered.
    :param read_at: when what is known of the customer was read, now where it is not given: what was recorded after it is
        still to be answered.
    """
    investigation = _at_work(investigation, version, by)
    refuse_if(
        _why_not_considered(considerations),
        permissions.why_not_consulted(considerations.get("consulted_manager"), investigation),
    )
    for name, value in considerations.items():
        setattr(investigation, name, value)
    investigation.considered_at = read_at
    moment = "" if read_at else "considered_at"
    return _saved(investigation, by, "record considerations", "Considerations recorded", moment)


def _why_not_considered(considerations: dict[str, Any]) -> Refusal | None:
    if not considerations.keys() <= Investigation.CONSIDERED:
        return Refusal(
            procedure.FORMAL_STAGE,
            "Only what was considered is recorded here. What else stands in the file has steps of its own.",
        )
    told_by, matters = considerations.get("vulnerability_told_by", ""), considerations.get("open_matter_kinds", [])
    return policies.why_answered_otherwise(told_by, matters, tellers=ToldBy.values, known=OpenMatter.values)


@transaction.atomic
def draft_alert(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    type: AlertType,
    reason: str,
    first_period: int | None = None,
    replaces: Alert | None = None,
) -> Alert:
    """P7b Put an alert of a type into the recommendation. What it restricts is added to it afterwards.

    :param first_period: months to the first review; the type's own where none is given.
    :param replaces: the active alert that ends when this one is approved; none where it stands beside the others.
    """
    investigation = _at_work(investigation, version, by)
    months = type.period if first_period is None else first_period
    refuse_if(_why_not_type(investigation, type), _why_not_reason(reason), decisions_policies.why_not_period(months))
    alert = Alert(
        type=type,
        customer=investigation.customer,
        asset=investigation.asset,
        service_area=investigation.service_area,
        investigation=investigation,
        reason=reason,
        first_period=months,
        replaces=replaces,
    )
    refuse_if(decisions_policies.why_not_beside(alert))
    records.save(alert, by=by, why="Drafted")
    _saved(investigation, by, "draft alert", f"{type.name} drafted: {alert.reference}")
    return alert


def _why_not_type(investigation: Investigation, type: AlertType) -> Refusal | None:
    if type.imported_only or type.retired_on:
        return Refusal(procedure.LETTER_TYPES, f"{type.name} is not offered for new alerts. Choose another type.")
    if investigation.customer is None and type.hangs_on == HangsOn.PERSON:
        return Refusal(procedure.LETTER_TYPES, f"{type.name} is about a person, and no customer is known here.")
    if any(alert.type_id == type.pk for alert in investigation.put_forward()):
        return Refusal(procedure.CONSISTENT, f"{type.name} is already in this recommendation.")
    return None


def _why_not_reason(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal(procedure.OPTIONS, "Give the reason for it.")


@transaction.atomic
def withdraw_alert(*, alert: Alert, version: int, by: Colleague) -> Alert:
    """D3b Take a drafted alert out of the recommendation."""
    refuse_if(why_not_from_here(alert.withdraw))
    investigation = records.locked(alert.file)
    alert = records.locked(alert)
    require(alert.withdraw, records.seen(alert, version), permissions.why_may_not_work_on(by, investigation))
    alert.withdraw()
    records.save(alert, by=by, why="Withdrawn from the recommendation")
    _saved(investigation, by, "withdraw alert", f"{alert.type.name} withdrawn: {alert.reference}")
    return alert


@transaction.atomic
def change_service_area(
    *, investigation: Investigation, version: int, by: Colleague, area: ServiceArea, reason: str
) -> Investigation:
    """P7a Move the case, with the alerts it puts forward, to the area whose Head decides it. Its Lead stays."""
    investigation = _at_work(investigation, version, by)
    refuse_if(policies.why_not_move(investigation, area, reason))
    why = f"Moved from {investigation.service_area} to {area}: {reason}"
    for alert in investigation.put_forward():
        alert.service_area = area
        records.save(alert, by=by, why=why)
    investigation.service_area = area
    return _saved(investigation, by, "change service area of investigation", why)


@transaction.atomic
def recommend(*, investigation: Investigation, version: int, by: Colleague, on: date) -> Investigation:
    """D3b Put the case to the Head of Service: each drafted alert is proposed. Refused while a gate is open."""
    investigation = records.locked(investigation)
    require(
        investigation.recommend,
        records.seen(investigation, version),
        permissions.why_may_not_work_on(by, investigation),
        conditions_policies.why_lapsed(investigation.put_forward(), on=on),
        conditions_policies.why_no_way_beside(investigation.put_forward(), investigation, on=on),
        decisions_policies.why_not_put_forward(investigation.put_forward()),
        policies.why_ahead(investigation, on=on),
    )
    for alert in investigation.put_forward():
        alert.propose(terms=alert_policies.terms_asked(alert))
        records.save(alert, by=by, why="Proposed")
        audit.record("propose alert", alert, by=by, why=alert.reason)
    investigation.recommend(by=by, on=on)
    records.save(investigation, by=by, why=investigation.recommendation, moment="recommended_at")
    audit.record("recommend", investigation, by=by, why=investigation.recommendation)
    return investigation


@transaction.atomic
def withdraw_investigation(*, investigation: Investigation, version: int, by: Colleague, reason: str) -> Investigation:
    """D3b Close the file without a recommendation. Its incidents stay referred."""
    investigation = records.locked(investigation)
    require(
        investigation.withdraw,
        records.seen(investigation, version),
        permissions.why_may_not_work_on(by, investigation),
        None if reason.strip() else Refusal(procedure.FORMAL_STAGE, "Say why the investigation is withdrawn."),
    )
    for alert in investigation.put_forward():
        alert.withdraw()
        records.save(alert, by=by, why="Withdrawn with its investigation")
    investigation.withdraw(reason=reason)
    return _saved(investigation, by, "withdraw investigation", reason)
