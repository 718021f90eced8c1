"""The line manager's triage: settle informally, refer to the formal stage, or void (§6, D1, D3.1)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert import selectors as alert_selectors
from alerts.entries.services import to_take_out
from alerts.markers import policies as markers_policies
from alerts.markers.services import lift_with_decision
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.procedure import Stage
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Refusal, require
from housing_alerts.staff.models import Colleague, ServiceArea
from letters import services as letters

from . import permissions, policies
from .models import Incident


@transaction.atomic
def settle_incident(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    actions: Iterable[str],
    settlement: str,
    departure_reason: str = "",
    no_marker_reason: str = "",
) -> Incident:
    """D3a End the matter informally.

    :param actions: the informal :class:`Action.Kind` that were taken; none where no action was needed.
    :param settlement: what was done, or why nothing was needed.
    :param departure_reason: why not the formal stage, where Appendix D proposes it.
    :param no_marker_reason: why no interim marker is needed, where it was violent and none was placed.
    """
    incident, actions = records.locked(incident), list(actions)
    require(
        incident.settle,
        records.seen(incident, version),
        permissions.why_may_not_triage(by, incident),
        policies.why_not_settle(settlement),
        policies.why_not_informal(actions, Action.INFORMAL),
        policies.why_not_depart(incident, Stage.INFORMAL, departure_reason),
        _why_no_marker(incident, no_marker_reason, on),
    )
    incident.settle(
        by=by, on=on, settlement=settlement, departure_reason=departure_reason, no_marker_reason=no_marker_reason
    )
    records.save(incident, by=by, why="Settled informally")
    for action in actions:
        _take_action(incident, action, settlement, by=by, on=on)
    audit.record("settle incident", incident, by=by, why=departure_reason or settlement)
    return incident


def _take_action(incident: Incident, kind: str, words: str, *, by: Colleague, on: date) -> None:
    action = Action(incident=incident, kind=kind, words=words, agreed=True, decided_by=by, decided_on=on)
    action.procedure_version = procedure.VERSION
    if action.kind in Action.WITH_A_LIFE:
        action.live_until = procedure.live_until(on)
    records.save(action, by=by, why="Informal action taken")


@transaction.atomic
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
    :param no_marker_reason: why no interim marker is needed, where it was violent and none was placed.
    """
    incident = records.locked(incident)
    if service_area and not incident.customer:
        incident.service_area = service_area
    require(
        incident.refer,
        records.seen(incident, version),
        permissions.why_may_not_triage(by, incident),
        policies.why_not_depart(incident, Stage.FORMAL, departure_reason),
        _why_no_marker(incident, no_marker_reason, on),
    )
    incident.refer(by=by, on=on, departure_reason=departure_reason, no_marker_reason=no_marker_reason)
    records.save(incident, by=by, why="Referred to the formal stage")
    audit.record("refer incident", incident, by=by, why=departure_reason)
    return incident


def _why_no_marker(incident: Incident, reason: str, on: date) -> Refusal | None:
    return markers_policies.why_no_marker(incident, alert_selectors.organisation(incident, on=on), reason)


@transaction.atomic
def void_incident(*, incident: Incident, version: int, by: Colleague, reason: str) -> Incident:
    """P11a The report was recorded in error; it stays on file as void."""
    incident = records.locked(incident)
    require(
        incident.void,
        records.seen(incident, version),
        permissions.why_may_not_void(by, incident),
        None if reason.strip() else Refusal(procedure.RECORDING, "Say why the report is void."),
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
