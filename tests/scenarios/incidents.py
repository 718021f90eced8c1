"""Reports, as the officer logged them and the line manager left them."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django.utils import timezone

from alerts.corrections import services as corrections_services
from alerts.drafting import services as drafting_services
from alerts.incidents import services as incidents_services
from alerts.models import Behaviour, Incident
from housing_alerts.customers.models import Asset
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague
from tests.snapshot import kept
from tools import demo
from tools.demo import Cast

from .people import LODGER


@kept
def logged(
    cast: Cast, customer: str = LODGER, *, days: int = 20, behaviour: str = "AGGRESSIVE", **facts: Any
) -> Incident:
    """An incident the officer logged; their line manager has it to look at."""
    return demo.report(cast, customer, days, "He shouted at me and blocked the path.", behaviour, **facts)


def logged_in_words(cast: Cast, account: str, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident two days ago, with this account of it."""
    return demo.report(cast, customer, 2, account, "AGGRESSIVE", **facts)


@kept
def logged_at_an_address(cast: Cast, behaviour: str = "AGGRESSIVE", **facts: Any) -> Incident:
    """An incident at Mr Lodger's home, where the officer did not know the person."""
    facts = {"customer": None, "asset": Asset.objects.get(reference="A-D1"), **facts}
    return demo.report(cast, LODGER, 20, "Somebody shouted at me from the window.", behaviour, **facts)


def reported_by(cast: Cast, colleague: Colleague, customer: str = LODGER) -> Incident:
    """One more incident, which another colleague than the officer met."""
    return reported_anew(logged(cast, customer, days=1), by=colleague)


def reported_anew(incident: Incident, *, by: Colleague, typed_by: Colleague | None = None) -> Incident:
    """The incident, as another colleague's report, whoever typed it."""
    incident.refresh_from_db()
    incident.reported_by, incident.created_by = by, typed_by or by
    records.save(incident, by=by, why="Reported")
    return incident


@kept
def reported_for(cast: Cast, customer: str = LODGER, behaviour: str = "AGGRESSIVE", **facts: Any) -> Incident:
    """What the Lead reported on behalf of the officer, who has not answered yet."""
    return incidents_services.log_incident(
        by=cast.lead,
        now=timezone.now(),
        facts={
            "customer": cast.customers[customer],
            "occurred_at": cast.then(2),
            "channel": "OFFICE",
            "account": "Oliver told me that he shouted at him.",
            "line_manager": cast.manager,
        }
        | facts,
        behaviours=Behaviour.objects.filter(code=behaviour),
        affected=[cast.officer],
        on_behalf_of=cast.officer,
    )


def answered_for(
    cast: Cast, incident: Incident, correction: str = "", dangers: Collection[str] = (), danger_from: str = ""
) -> Incident:
    """What was reported for the officer, as the officer answered."""
    return corrections_services.confirm_report(
        incident=incident,
        version=incident.version,
        by=cast.officer,
        on=cast.today,
        right=not correction,
        correction=correction,
        dangers=dangers,
        danger_from=danger_from,
    )


def draft(cast: Cast, **typed: str) -> Incident:
    """A report that the officer began to type and did not log."""
    boxes = {"customer": LODGER, "account": "He shouted at me from the"} | typed
    return drafting_services.keep_draft(
        by=cast.officer, page=uuid4(), typed={box: [text] for box, text in boxes.items()}
    )


def finished(cast: Cast, begun: Incident, *, days: int = 1, **facts: Any) -> Incident:
    """What the officer began to type, logged now."""
    said = {
        "customer": cast.customers[LODGER],
        "occurred_at": cast.then(days),
        "account": "He went for me with a stick.",
        "line_manager": cast.manager,
        **facts,
    }
    behaviours = Behaviour.objects.filter(code="AGGRESSIVE")
    return incidents_services.log_incident(
        by=cast.officer, now=timezone.now(), facts=said, behaviours=behaviours, page=begun.page
    )


def named(cast: Cast, incident: Incident, customer: str = LODGER) -> Incident:
    """An incident at an address, after the line manager said who it was."""
    person = cast.customers[customer]
    return incidents_services.name_customer(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, customer=person
    )


@kept
def settled(cast: Cast, customer: str = LODGER, *, action: str = "VERBAL_WARNING", **facts: Any) -> Incident:
    """An incident that the line manager settled with a warning, or another informal action."""
    incident = logged(cast, customer, **facts)
    return incidents_services.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        actions=[action],
        settlement="I rang him and warned him.",
        no_marker_reason="Nobody goes there for now." if incident.dangers else "",
    )


@kept
def void(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident that was recorded in error."""
    incident = logged(cast, customer, **facts)
    return incidents_services.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason="I typed it twice by mistake.",
        dealt_with=True,
    )


@kept
def referred(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident the line manager referred to the formal stage."""
    incident = logged(cast, customer, **facts)
    return incidents_services.refer_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        note="It felt unsafe to be there.",
        no_marker_reason="Nobody goes there for now." if incident.dangers else "",
    )


@kept
def referred_at_an_address(cast: Cast) -> Incident:
    """A referred incident at Mr Lodger's home, where the officer did not know the person."""
    incident = logged_at_an_address(cast, "INTIMIDATION")
    housing = cast.customers[LODGER].service_area
    return incidents_services.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, service_area=housing
    )
