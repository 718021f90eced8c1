"""Logging an incident, and finishing later what one began to type (§2, D3.1)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from alerts import permissions, policies, selectors
from alerts.models import Behaviour, Example, Incident
from alerts.workflow import IncidentStatus
from housing_alerts import procedure
from housing_alerts.audit import trail as audit
from housing_alerts.customers.models import Customer
from housing_alerts.records import saving as records
from housing_alerts.refusals import Refusal, refuse_if, require
from housing_alerts.staff.models import Colleague, ServiceArea

from .entering import to_enter_report
from .marking import follow_person

Typed = dict[str, list[str]]


@transaction.atomic
def keep_draft(*, by: Colleague, page: UUID, typed: Typed) -> Incident | None:
    """P2 Keep what was typed so far. It is no step: nobody else sees it, and no history holds the words.

    :param page: the key of the page it is typed on: one page is one report, however often it is sent.
    :returns: the draft; None where that page's report was logged or discarded meanwhile.
    """
    mine = Incident.objects.filter(created_by=by, page=page)
    drafts = mine.filter(status=IncidentStatus.DRAFT)
    if not drafts.update(typed=typed):
        records.take_turn(records.STEP)
        if not mine.exists():
            records.save(Incident(page=page, reported_by=by), by=by, why="Drafted")
        drafts.update(typed=typed)
    return drafts.first()


@transaction.atomic
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
    sure_of: Iterable[str] = (),
) -> Incident:
    """P2 Log what happened, or may happen, and tell the line manager.

    :param facts: the fields of :class:`Incident` as reported.
    :param on_behalf_of: the colleague it happened to, when somebody else types the report.
    :param page: the key of the page it was typed on. What was logged from it already is given back as it stands.
    :param sure_of: what seemed odd, and was said to be right.
    :raises NotAllowed: where who or where, what, or the line manager is missing.
    """
    incident = _begun(by, page)
    if incident.status not in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return incident
    for name, value in {**facts, "reported_by": on_behalf_of or by}.items():
        setattr(incident, name, value)
    examples = list(examples)
    incident.violent = incident.violent or any(example.violent for example in examples)
    refuse_if(_why_not_then(incident, now), _why_not_manager(incident, by))
    incident.service_area = incident.service_area or _area(incident)
    if incident._state.adding:
        records.save(incident, by=by, why="Drafted")
    named = {behaviour.pk for behaviour in behaviours} | {e.behaviour_id for e in examples if e.behaviour_id}
    incident.behaviours.set(named)
    incident.examples.set(examples)
    incident.affected.set(affected)
    require(incident.log)
    incident.log()
    records.save(incident, by=by, why="Logged")
    audit.record("log incident", incident, by=by, why=_said_to_be_right(sure_of))
    to_enter_report(incident, by=by)
    return incident


def _begun(by: Colleague, page: UUID | None) -> Incident:
    """What was drafted on that page, locked; else a new one."""
    if page is None:
        return Incident()
    records.take_turn(records.STEP)
    found = Incident.objects.select_for_update(of=("self",)).filter(created_by=by, page=page)
    return found.first() or Incident(page=page)


def _area(incident: Incident) -> ServiceArea | None:
    """Whose Leads have it at once: the customer's area or, while nobody is known, that of whoever lives at the property."""
    if incident.customer:
        return incident.customer.service_area
    return selectors.area_at(incident.asset, on=incident.occurred_on) if incident.asset else None


def _said_to_be_right(sure_of: Iterable[str]) -> str:
    said = "; ".join(sure_of)
    return f"Said to be right: {said}" if said else ""


def _why_not_then(incident: Incident, now: datetime) -> Refusal | None:
    if incident.occurred_at is None:
        return Refusal(procedure.INFORMAL_STEPS, "Say on which day it happened, and at what time.")
    if incident.occurred_at <= now:
        return None
    return Refusal(procedure.INFORMAL_STEPS, "It cannot have happened in the future. Check the date and the time.")


def _why_not_manager(incident: Incident, by: Colleague) -> Refusal | None:
    if incident.line_manager is None or incident.line_manager not in (incident.reported_by, by):
        return None
    return Refusal(procedure.REPORTING, "Nobody triages their own report. Choose another line manager.")


@transaction.atomic
def name_customer(
    *, incident: Incident, version: int, by: Colleague, on: date, customer: Customer, sure_of: Iterable[str] = ()
) -> Incident:
    """P2 Say who it was, where the reporter did not know the person. The property stays: it says where. So does a marker."""
    incident = records.locked(incident)
    refuse_if(
        records.seen(incident, version),
        policies.why_not_name_customer(incident),
        permissions.why_may_not_name_customer(by, incident),
    )
    incident.customer, incident.service_area = customer, customer.service_area
    records.save(incident, by=by, why="Customer named")
    follow_person(incident, by=by, on=on)
    audit.record("name customer", incident, by=by, why=_said_to_be_right(sure_of))
    return incident
