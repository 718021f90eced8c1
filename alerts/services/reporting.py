"""Logging an incident (§2, D3.1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from alerts.models import Behaviour, Example, Incident
from housing_alerts import procedure
from housing_alerts.audit import trail as audit
from housing_alerts.records import saving as records
from housing_alerts.refusals import Refusal, refuse_if, require
from housing_alerts.staff.models import Colleague

from .entering import to_enter_report


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
) -> Incident:
    """P2 Log what happened, or may happen, and tell the line manager.

    :param facts: the fields of :class:`Incident` as reported.
    :param on_behalf_of: the colleague it happened to, when somebody else types the report.
    :raises NotAllowed: where who or where, what, or the line manager is missing.
    """
    incident = Incident(**facts, reported_by=on_behalf_of or by)
    examples = list(examples)
    incident.violent = incident.violent or any(example.violent for example in examples)
    if incident.customer and not incident.service_area:
        incident.service_area = incident.customer.service_area
    refuse_if(_why_not_then(incident, now), _why_not_manager(incident, by))
    records.save(incident, by=by, why="Drafted")
    named = {behaviour.pk for behaviour in behaviours} | {e.behaviour_id for e in examples if e.behaviour_id}
    incident.behaviours.set(named)
    incident.examples.set(examples)
    incident.affected.set(affected)
    require(incident.log)
    incident.log()
    records.save(incident, by=by, why="Logged")
    audit.record("log incident", incident, by=by)
    to_enter_report(incident, by=by)
    return incident


def _why_not_then(incident: Incident, now: datetime) -> Refusal | None:
    if incident.occurred_at <= now:
        return None
    return Refusal(procedure.INFORMAL_STEPS, "It cannot have happened in the future. Check the date and the time.")


def _why_not_manager(incident: Incident, by: Colleague) -> Refusal | None:
    if incident.line_manager is None or incident.line_manager not in (incident.reported_by, by):
        return None
    return Refusal(procedure.REPORTING, "Nobody triages their own report. Choose another line manager.")
