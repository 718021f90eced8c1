"""Cases as staff would have left them. Each walks there through the services; no test assigns a status.

The colleagues are the demo's: officer, contractor, manager, lead, lead2, head, head2, leadership, dpo, admin. The
customers too: Mr Lodger (D900001, Teign Housing), Nguyễn Thị Hồng (D900003, Templer HomeBuild) and the others.
"""

from datetime import date
from typing import Any

from alerts import services as alerts
from alerts.answers import InformAnswer
from alerts.models import Alert, Incident, Investigation, Review
from appeals import services as appeals
from appeals.models import Appeal
from desk import demo
from desk.demo import Cast
from letters.models import Letter

WITHHOLD = InformAnswer("WITHHOLD", "HARM_TO_CUSTOMER", "Her former partner opens the post.")
INFORM = InformAnswer("INFORM")
LODGER, HONG = "D900001", "D900003"


def set_the_scene(today: date) -> Cast:
    """The cast, with nothing reported yet."""
    cast = Cast(demo.add_colleagues(), {}, today)
    cast.customers = demo.add_customers()
    return cast


def logged(
    cast: Cast, customer: str = LODGER, *, days: int = 20, behaviour: str = "AGGRESSIVE", **facts: Any
) -> Incident:
    """An incident the officer logged; their line manager has it to look at."""
    return demo.report(cast, customer, days, "He shouted at me and blocked the path.", behaviour, **facts)


def referred(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident the line manager referred to the formal stage."""
    incident = logged(cast, customer, **facts)
    return alerts.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, departure_reason="It felt unsafe."
    )


def opened(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation on one referred incident, with nothing answered yet."""
    return alerts.open_investigation(incidents=[referred(cast, customer, **facts)], by=cast.lead)


def investigated(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation with every discussion and consideration, and nothing recommended yet."""
    return demo.investigate(cast, logged(cast, customer, **facts), 0)


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
