"""Logging an incident, and finishing later what one began to type (§2, D3.1)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from alerts.catalogue.models import Behaviour, Example
from alerts.entries.services import to_enter_report, to_note_person
from alerts.look_up import people as look_up_people
from alerts.markers.services import follow_person
from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Refusal, refuse_if, require
from housing_alerts.staff.models import Colleague, ServiceArea

from . import permissions, policies
from .drafting import Typed, begun, digest, holds
from .machine import IncidentStatus
from .models import Incident


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
    incident.logged_as, incident.opening, incident.kept_times = digest(typed or {}), opening, incident.kept_times + 1
    records.save(incident, by=by, why="Logged", moment="known_at")
    audit.record("log incident", incident, by=by, why=_said_to_be_right(sure_of))
    to_enter_report(incident, by=by)
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
    incident.customer = standing(customer)
    incident.service_area = incident.customer.service_area
    records.save(incident, by=by, why="Customer named", moment="known_at")
    follow_person(incident, by=by, on=on)
    to_note_person(incident, by=by, on=on)
    audit.record("name customer", incident, by=by, why=_said_to_be_right(sure_of))
    return incident
