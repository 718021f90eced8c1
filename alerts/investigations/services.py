"""Open, fill in, recommend or withdraw the Operational Lead's file (D3.2)."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from alerts.alert import policies as alert_policies
from alerts.alert import steps as alert_steps
from alerts.alert.models import Alert
from alerts.alert.services import locked_with_file
from alerts.catalogue.models import AlertType
from alerts.choices import Counterpart, OpenMatter
from alerts.decisions import policies as decisions_policies
from alerts.incidents import policies as incidents_policies
from alerts.incidents.models import Incident
from alerts.markers import policies as markers_policies
from alerts.markers import selectors as markers_selectors
from alerts.markers import services as markers_services
from housing_alerts.customers.choices import ToldBy
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Refusal, refuse_if, why_not_from_here
from housing_alerts.staff.models import Colleague, ServiceArea

from . import permissions, policies, selectors, steps
from .discussions import Discussion
from .models import Investigation

Ask = Callable[[Investigation, Colleague], Refusal | None]
"""A function of :mod:`.steps` that returns the obstacle to a step."""


@records.step
def open_investigation(*, incidents: Iterable[Incident], by: Colleague) -> Investigation:
    """D3b Open a file on referred incidents of one customer or, where nobody is known, of one property."""
    incidents = [records.locked(incident) for incident in incidents]
    refuse_if(
        policies.why_incidents_unrelated(incidents), *[steps.why_not_open_investigation(one, by) for one in incidents]
    )
    first = incidents[0]
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


def _at_work(
    investigation: Investigation, version: int, by: Colleague, why_not: Ask = steps.why_not_change_file
) -> Investigation:
    """Return the locked file.

    :param why_not: the function of :mod:`.steps` for the step that is taken.
    :raises NotAllowed: where ``by`` may not work on it now, or it has changed since ``version``.
    """
    investigation = records.locked(investigation)
    refuse_if(why_not(investigation, by), records.seen(investigation, version))
    return investigation


def save_file(investigation: Investigation, *, by: Colleague, action: str, why: str, moment: str = "") -> Investigation:
    """Save the file as a step has changed it, record the step, and return the file."""
    records.save(investigation, by=by, why=why, moment=moment)
    audit.record(action, investigation, by=by, why=why)
    return investigation


@records.step
def take_over_investigation(
    *, investigation: Investigation, version: int, by: Colleague, on: date, reason: str = ""
) -> Investigation:
    """D3b Make the colleague the Lead of a case whose Lead has left or is away.

    :param reason: why the present Lead cannot go on; needed unless they have left.
    """
    investigation = records.locked(investigation)
    refuse_if(
        steps.why_not_take_over(investigation, by, on),
        records.seen(investigation, version),
        policies.why_take_over_unexplained(investigation, reason),
    )
    why = f"Taken over from {investigation.lead}{f': {reason}' if reason.strip() else ''}"
    investigation.former_leads.add(investigation.lead)
    investigation.change_lead(to=by, on=on, why=reason.strip() or "No longer an Operational Lead.")
    return save_file(investigation, by=by, action="take over investigation", why=why)


@records.step
def add_incidents(
    *, investigation: Investigation, version: int, by: Colleague, incidents: Iterable[Incident]
) -> Investigation:
    """D3b Add further referred incidents of the same customer, while nothing of the file is imposed or agreed."""
    investigation = _at_work(investigation, version, by, steps.why_not_add_incidents)
    incidents = [records.locked(incident) for incident in incidents]
    together = policies.why_incidents_unrelated([*incidents, investigation])
    refuse_if(together, *map(incidents_policies.why_not_investigate, incidents))
    investigation.incidents.add(*incidents)
    names = ", ".join(incident.reference for incident in incidents)
    return save_file(investigation, by=by, action="add incidents to investigation", why=f"Incidents added: {names}")


@records.step
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
    side: str = "",
    heard: Colleague | None = None,
) -> Discussion:
    """D3b Record a discussion and its words, or why there was none.

    :param on: the day on which it was held.
    :param side: whether the customer, or their representative, gave their side in a talk with them.
    :param heard: the member of staff who was heard; if it happened to one alone, nobody need say so.
    """
    investigation = _at_work(investigation, version, by)
    affected = list(investigation.employees())
    heard = heard or (affected[0] if len(affected) == 1 else None)
    held = on is not None and bool(what.strip())
    refuse_if(
        policies.why_held_or_not_unclear(held=held, why_not=why_not),
        policies.why_customer_side_missing(counterpart, side, held=held),
        policies.why_side_says_too_little(side, what) if counterpart in Discussion.CUSTOMERS_SIDE and held else None,
        policies.why_heard_unclear(counterpart, heard, affected) if held else None,
    )
    discussion = Discussion(
        investigation=investigation,
        counterpart=counterpart,
        heard=heard if held and counterpart == Counterpart.STAFF else None,
        on=on if held else None,
        what=what if held else "",
        why_not="" if held else why_not,
        side=side if held and counterpart in Discussion.CUSTOMERS_SIDE else "",
    )
    refuse_if(policies.why_discussion_in_future(discussion, on=today), policies.why_discussion_too_early(discussion))
    records.save(discussion, by=by, why="Recorded")
    save_file(investigation, by=by, action="record discussion", why=str(discussion))
    return discussion


@records.step
def record_considerations(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    considerations: dict[str, Any],
    rationales: Mapping[int, str] = MappingProxyType({}),
    read_at: datetime | None = None,
) -> Investigation:
    """P5 P10a P10b D2 P7a Record the Lead's considerations, such as vulnerability, adjustments and the manager consulted.

    :param considerations: fields of :class:`Investigation` in ``CONSIDERED``, as far as they were answered.
    :param rationales: why less would not do, by the primary key of each alert, where several are put forward.
    :param read_at: when the Lead read the facts about the customer; now where it is not given. Facts recorded later are
        still to be answered.
    """
    investigation = _at_work(investigation, version, by)
    told_by, matters = considerations.get("vulnerability_told_by", ""), considerations.get("open_matter_kinds", [])
    refuse_if(
        policies.why_consideration_unknown(considerations, Investigation.CONSIDERED),
        policies.why_answer_unknown(told_by, matters, tellers=ToldBy.values, known=OpenMatter.values),
        permissions.why_may_not_be_consulted(considerations.get("consulted_manager"), investigation),
    )
    for name, value in considerations.items():
        setattr(investigation, name, value)
    for alert in investigation.alerts_put_forward():
        if alert.pk in rationales:
            alert.proportionality = rationales[alert.pk]
            records.save(alert, by=by, why="Why less would not do")
    investigation.considered_at = read_at
    moment = "" if read_at else "considered_at"
    return save_file(investigation, by=by, action="record considerations", why="Considerations recorded", moment=moment)


@records.step
def draft_alert(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    type: AlertType,
    reason: str,
    proportionality: str = "",
    first_period: int | None = None,
    replaces: Alert | None = None,
) -> Alert:
    """P7b Add an alert of a type to the recommendation. Its restrictions are added afterwards.

    :param proportionality: why less would not do, where another alert is put forward beside it.
    :param first_period: months to the first review; the type's own where none is given.
    :param replaces: the active alert that ends when this one is approved; none where it stands beside the others.
    """
    investigation = _at_work(investigation, version, by)
    months = type.period if first_period is None else first_period
    refuse_if(policies.why_not_draft(investigation, type, reason), decisions_policies.why_period_refused(months))
    alert = Alert(
        type=type,
        customer=investigation.customer,
        asset=investigation.asset,
        service_area=investigation.service_area,
        investigation=investigation,
        reason=reason,
        proportionality=proportionality,
        first_period=months,
        replaces=replaces,
    )
    refuse_if(decisions_policies.why_second_of_its_type(alert))
    records.save(alert, by=by, why="Drafted")
    save_file(investigation, by=by, action="draft alert", why=f"{type.name} drafted: {alert.reference}")
    return alert


@records.step
def withdraw_alert(*, alert: Alert, version: int, by: Colleague) -> Alert:
    """D3b Take a drafted alert out of the recommendation."""
    refuse_if(why_not_from_here(alert.withdraw))
    investigation, alert = locked_with_file(alert)
    refuse_if(alert_steps.why_not_withdraw(alert, by), records.seen(alert, version))
    alert.withdraw()
    records.save(alert, by=by, why="Withdrawn from the recommendation")
    save_file(investigation, by=by, action="withdraw alert", why=f"{alert.type.name} withdrawn: {alert.reference}")
    return alert


@records.step
def change_service_area(
    *, investigation: Investigation, version: int, by: Colleague, area: ServiceArea, reason: str
) -> Investigation:
    """P7a Move the case, with the alerts it puts forward, to the area whose Head decides it. Its Lead stays."""
    investigation = _at_work(investigation, version, by)
    refuse_if(policies.why_new_area_refused(investigation, area, reason))
    why = f"Moved from {investigation.service_area} to {area}: {reason}"
    for alert in investigation.alerts_put_forward():
        alert.service_area = area
        records.save(alert, by=by, why=why)
    investigation.service_area = area
    return save_file(investigation, by=by, action="change service area of investigation", why=why)


@records.step
def recommend(
    *, investigation: Investigation, version: int, by: Colleague, on: date, no_marker_reason: str = ""
) -> Investigation:
    """D3b Put the case to the Head of Service, and propose each drafted alert.

    :param no_marker_reason: why no interim marker is needed until they decide, if alerts ask for something at the door.
    :raises NotAllowed: while a gate is open.
    """
    investigation = records.locked(investigation)
    case = selectors.with_case(copy(investigation))  # the gates read each part many times
    unprotected = markers_selectors.unprotected(case, on=on)
    refuse_if(
        steps.why_not_recommend(case, by, on),
        records.seen(investigation, version),
        markers_policies.why_unprotected(unprotected, no_marker_reason),
    )
    if unprotected:
        standing = [records.locked(incident) for incident in case.standing_incidents()]
        markers_services.say_none_needed(standing, by=by, reason=no_marker_reason)
    for alert in investigation.alerts_put_forward():
        alert.propose(terms=alert_policies.terms_asked(alert))
        records.save(alert, by=by, why="Proposed")
        audit.record("propose alert", alert, by=by, why=alert.reason)
    investigation.recommend(by=by, on=on)
    records.save(investigation, by=by, why=investigation.recommendation, moment="recommended_at")
    audit.record("recommend", investigation, by=by, why=investigation.recommendation)
    return investigation


@records.step
def withdraw_investigation(*, investigation: Investigation, version: int, by: Colleague, reason: str) -> Investigation:
    """D3b Close the file without a recommendation. Its incidents stay referred."""
    investigation = records.locked(investigation)
    refuse_if(
        steps.why_not_withdraw(investigation, by),
        records.seen(investigation, version),
        policies.why_no_reason_to_withdraw(reason),
    )
    for alert in investigation.alerts_put_forward():
        alert.withdraw()
        records.save(alert, by=by, why="Withdrawn with its investigation")
    investigation.withdraw(reason=reason)
    return save_file(investigation, by=by, action="withdraw investigation", why=reason)
