"""Cases as staff would have left them. Each walks there through the services; no test assigns a status.

The colleagues are the demo's: officer, contractor, manager, lead, lead2, head, head2, leadership, dpo, admin. The
customers too: Mr Lodger (D900001, Teign Housing), Nguyễn Thị Hồng (D900003, Templer HomeBuild) and the others.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from alerts import services as alerts
from alerts.answers import InformAnswer
from alerts.models import Alert, AlertType, Incident, Investigation, Review
from appeals import services as appeals
from appeals.models import Appeal
from desk import demo
from desk.demo import Cast
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.records import saving as records
from housing_alerts.staff.models import Colleague
from letters.models import Letter

WITHHOLD = InformAnswer("WITHHOLD", "HARM_TO_CUSTOMER", "Her former partner opens the post.")
INFORM = InformAnswer("INFORM")
LODGER, HONG = "D900001", "D900003"


def set_the_scene(today: date) -> Cast:
    """The cast, with nothing reported yet."""
    cast = Cast(demo.add_colleagues(), {}, today)
    cast.customers = demo.add_customers()
    return cast


def restrict(cast: Cast, customer: str = LODGER, *, readers: Iterable[Colleague]) -> Customer:
    """Open the customer's file to its named readers only."""
    found = cast.customers[customer]
    found.restricted = True
    records.save(found, by=None, why="Restricted")
    found.readers.set(readers)
    return found


def logged(
    cast: Cast, customer: str = LODGER, *, days: int = 20, behaviour: str = "AGGRESSIVE", **facts: Any
) -> Incident:
    """An incident the officer logged; their line manager has it to look at."""
    return demo.report(cast, customer, days, "He shouted at me and blocked the path.", behaviour, **facts)


def logged_at_an_address(cast: Cast, behaviour: str = "AGGRESSIVE", **facts: Any) -> Incident:
    """An incident at Mr Lodger's home, where the officer did not know the person."""
    facts = {"customer": None, "asset": Asset.objects.get(reference="A-D1"), **facts}
    return demo.report(cast, LODGER, 20, "Somebody shouted at me from the window.", behaviour, **facts)


def draft(cast: Cast) -> Incident:
    """A report that the officer began and did not log."""
    incident = Incident(
        customer=cast.customers[LODGER],
        occurred_at=cast.then(1),
        channel="OFFICE",
        reported_by=cast.officer,
        line_manager=cast.manager,
    )
    records.save(incident, by=cast.officer, why="Drafted")
    return incident


def settled(cast: Cast, customer: str = LODGER, *, departure_reason: str = "", **facts: Any) -> Incident:
    """An incident that the line manager settled with a warning."""
    incident = logged(cast, customer, **facts)
    return alerts.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        action="VERBAL_WARNING",
        settlement="I rang him and warned him.",
        departure_reason=departure_reason,
    )


def void(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident that was recorded in error."""
    incident = logged(cast, customer, **facts)
    return alerts.void_incident(incident=incident, version=incident.version, by=cast.manager, reason="Typed twice.")


def referred(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident the line manager referred to the formal stage."""
    incident = logged(cast, customer, **facts)
    return alerts.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, departure_reason="It felt unsafe."
    )


def referred_at_an_address(cast: Cast) -> Incident:
    """A referred incident at Mr Lodger's home, where the officer did not know the person."""
    incident = logged_at_an_address(cast, "INTIMIDATION")
    housing = cast.customers[LODGER].service_area
    return alerts.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, service_area=housing
    )


def opened(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation on one referred incident, with nothing answered yet."""
    return alerts.open_investigation(incidents=[referred(cast, customer, **facts)], by=cast.lead)


def opened_at_an_address(cast: Cast) -> Investigation:
    """An investigation on an incident at Mr Lodger's home, where nobody is known."""
    return alerts.open_investigation(incidents=[referred_at_an_address(cast)], by=cast.lead)


def withdrawn(cast: Cast) -> Investigation:
    """An investigation that its Lead closed without a recommendation."""
    file = opened(cast)
    return alerts.withdraw_investigation(
        investigation=file, version=file.version, by=cast.lead, reason="The officer was mistaken."
    )


def investigated(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation with every discussion and consideration, and nothing recommended yet."""
    return demo.investigate(cast, logged(cast, customer, **facts), 0)


def nothing_further(cast: Cast) -> Investigation:
    """An investigation whose Lead recommends that nothing further is done."""
    file = investigated(cast)
    return alerts.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )


def with_actions(cast: Cast, *kinds: str) -> Investigation:
    """An investigation whose Lead recommends actions, and no alert yet."""
    file = investigated(cast)
    for kind in kinds:
        file.refresh_from_db()
        alerts.add_action(
            investigation=file, version=file.version, by=cast.lead, kind=kind, words="To speak calmly with us."
        )
    file.refresh_from_db()
    return file


def recommended(cast: Cast, file: Investigation) -> Investigation:
    """The investigation as it waits for the Head of Service."""
    return alerts.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


def drafted_alert(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An alert in a file that has every answer and is not recommended yet."""
    file = investigated(cast, customer)
    return alerts.draft_alert(
        investigation=file,
        version=file.version,
        by=cast.lead,
        type=AlertType.objects.get(code=code),
        reason="So that nobody faces this alone.",
        **terms,
    )


def proposed(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An alert that waits for the Head of Service."""
    return demo.put_forward(cast, investigated(cast, customer), code, 0, **terms)


def active(
    cast: Cast,
    code: str = "VISIT_IN_PAIRS",
    customer: str = LODGER,
    *,
    days: int = 0,
    inform: InformAnswer = INFORM,
    **terms: Any,
) -> Alert:
    """An alert the Head of Housing approved so many days ago."""
    return demo.approve(cast, proposed(cast, code, customer, **terms), days, inform)


def notified(cast: Cast, alert: Alert, *, days: int = 0) -> Letter:
    """The decision letter about it, posted first class so many days ago."""
    return demo.write(cast, alert, days)


def appealed(cast: Cast, alert: Alert, *, received_on: date | None = None, **answers: Any) -> Appeal:
    """The customer's appeal against the alert, as the Lead logged it."""
    return appeals.log_appeal(
        decision=alert,
        by=cast.lead,
        today=cast.today,
        grounds="It will not happen again.",
        channel="LETTER",
        received_on=received_on or cast.today,
        **answers,
    )


def prepared(cast: Cast, alert: Alert) -> Appeal:
    """An appeal that waits for the Head of Service."""
    appeal = appealed(cast, alert)
    return appeals.prepare_appeal(
        appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, evidence="Nothing further was reported."
    )


def under_review(cast: Cast, alert: Alert) -> Review:
    """An early review of the alert, opened by the Lead."""
    return alerts.open_review(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=cast.today,
        trigger="REQUEST",
        evidence="The customer asked for it.",
    )
