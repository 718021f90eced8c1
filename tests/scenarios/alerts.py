"""Alerts, from drafted to ended."""

from datetime import timedelta
from typing import Any

from alerts.alert import services as alert_services
from alerts.carrying_over import services as carrying_over_services
from alerts.catalogue import selectors as catalogue_selectors
from alerts.catalogue import services as catalogue_services
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import InformAnswer
from alerts.decisions.selectors import behind, happened_beside
from alerts.investigations import services as investigations_services
from alerts.models import Action, Alert, AlertType, Condition, Incident, Investigation
from tests.snapshot import kept
from tools import demo
from tools.demo import Cast

from .incidents import logged, logged_at_an_address
from .investigations import agreed, investigated, investigated_unheard, recommended, with_actions
from .people import INFORM, LODGER, NOBODY_KNOWN, never_write


@kept
def drafted_alert(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An alert in a file that has every answer and is not recommended yet."""
    return demo.draft(cast, investigated(cast, customer), code, **_complete(cast, terms))


DETAILS: dict[str, dict[str, Any]] = {
    "CHANNELS": {"channels": ["LETTER"]},
    "TIMES": {"days": ["MON"], "first": "10:00", "last": "12:00"},
    "FREQUENCY": {"most": 1, "per": "WEEK"},
    "APPOINTMENT": {"book": "Call us to make one."},
    "OFFICES": {"offices": "our office in Testmouth"},
    "COMPLAINTS": {"route": "EMAIL"},
    "INVOLVEMENT": {"activities": "the residents' panel"},
    "SUSPENDED": {"service": "GROUNDS"},
    "DECLARATION": {"service": "GROUNDS"},
}
"""What each kind of condition has to say, where a test is about something else."""


def _complete(cast: Cast, terms: dict[str, Any]) -> dict[str, Any]:
    if "conditions" not in terms:
        return terms
    return terms | {"conditions": [condition(cast, **each) for each in terms["conditions"]]}


def condition(cast: Cast, kind: str, **terms: Any) -> dict[str, Any]:
    """A condition with everything that its kind has to say."""
    complete = {"words": f"As agreed ({kind.lower()}).", "details": DETAILS.get(kind, {})} | terms
    if kind == "NAMED_OFFICER":
        complete = {"officer": cast.lead2, "deputy": cast.manager} | complete
    if kind in ("OFFICES", "COMPLAINTS", "SUSPENDED"):
        complete.setdefault("ends", cast.today + timedelta(days=90))
    return {"kind": kind} | complete


@kept
def proposed(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An alert that waits for the Head of Service."""
    return demo.put_forward(cast, investigated(cast, customer), code, 0, **_complete(cast, terms))


@kept
def taken_out(cast: Cast) -> Alert:
    """An alert that the Lead drafted and took out of the recommendation again."""
    alert = drafted_alert(cast)
    return investigations_services.withdraw_alert(alert=alert, version=alert.version, by=cast.lead)


@kept
def proposed_on(cast: Cast, incident: Incident, code: str = "VISIT_IN_PAIRS") -> Alert:
    """An alert on this incident, as it waits for the Head of Service."""
    return demo.put_forward(cast, demo.investigate(cast, incident, 0), code, 0)


def proposed_together(cast: Cast, *codes: str, **facts: Any) -> list[Alert]:
    """Several alerts of one file, as they wait for the Head of Service."""
    file = _recommended_together(cast, *codes, **facts)
    return [file.alerts.get(type__code=code) for code in codes]


@kept
def _recommended_together(cast: Cast, *codes: str, **facts: Any) -> Investigation:
    file = investigated(cast, **facts)
    for code in codes:
        file.refresh_from_db()
        type = AlertType.objects.get(code=code)
        said = {"reason": "So that nobody faces this alone.", "proportionality": demo.NOTHING_LESS}
        investigations_services.draft_alert(investigation=file, version=file.version, by=cast.lead, type=type, **said)
    file.refresh_from_db()
    return recommended(cast, file)


@kept
def proposed_with_an_action(cast: Cast, action: str = "AGREEMENT", code: str = "VISIT_IN_PAIRS") -> Alert:
    """An alert that waits for the Head of Service beside a behaviour agreement, or another action."""
    return demo.put_forward(cast, with_actions(cast, action), code, 0)


@kept
def action_beside(
    cast: Cast, action: str = "MEDIATION", code: str = "VISIT_IN_PAIRS", inform: InformAnswer = INFORM
) -> Action:
    """An action that was agreed beside an alert, after the alert was approved."""
    alert = approved(cast, proposed_with_an_action(cast, action, code), inform)
    assert alert.investigation is not None
    return agreed(cast, alert.investigation)


@kept
def proposed_at_an_address(cast: Cast) -> Alert:
    """An alert on a property, where nobody is known, as it waits for the Head of Service."""
    housing = cast.customers[LODGER].service_area
    return proposed_on(cast, logged_at_an_address(cast, service_area=housing), "DANGEROUS_DOGS")


@kept
def proposed_on_third_party_information(cast: Cast) -> Alert:
    """An alert on nothing but what the police told us, as it waits for the Head of Service."""
    return proposed_on(cast, logged(cast, about="THIRD_PARTY", source="Devon and Cornwall Police"))


@kept
def proposed_on_one_never_written_to(cast: Cast) -> Alert:
    """An alert on a customer whose post is not safe, as it waits for the Head of Service."""
    never_write(cast)
    return proposed(cast)


@kept
def proposed_to_replace(cast: Cast, alert: Alert, code: str = "") -> Alert:
    """An alert of the same type, or of another, that is to take the place of another."""
    successor = drafted_alert(cast, code or alert.type.code, replaces=alert)
    file = successor.investigation
    assert file is not None
    file.refresh_from_db()
    recommended(cast, file)
    successor.refresh_from_db()
    return successor


@kept
def approved(cast: Cast, alert: Alert, inform: InformAnswer = INFORM) -> Alert:
    """A proposed alert as the Head of Housing approved it today."""
    return demo.approve(cast, alert, 0, inform)


@kept
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


@kept
def active_unheard(cast: Cast) -> Alert:
    """An active alert of a case in which the customer could not be asked for their side."""
    return approved(cast, demo.put_forward(cast, investigated_unheard(cast), "VISIT_IN_PAIRS", 0))


CONDITION = {"kind": "CHANNELS", "words": "Please contact us by letter only.", "ends": None}


@kept
def restricted(cast: Cast, customer: str = LODGER, **terms: Any) -> Alert:
    """An active alert that limits contact by one condition."""
    return active(cast, "CONTACT_MANAGEMENT", customer, conditions=[CONDITION], **terms)


@kept
def on_a_property(cast: Cast) -> Alert:
    """An active alert on a property whose people are not known."""
    return approved(cast, proposed_at_an_address(cast), NOBODY_KNOWN)


@kept
def carried_over(
    cast: Cast,
    *,
    days: int = 100,
    reviewed: int | None = None,
    customer: str = LODGER,
    code: str = "VISIT_IN_PAIRS",
) -> Alert:
    """An alert that was in force in the housing system, as the import takes it over."""
    return carrying_over_services.carry_over_alert(
        type=AlertType.objects.get(code=code),
        customer=cast.customers[customer],
        asset=None,
        effective_from=cast.ago(days),
        period=12,
        reviewed_on=None if reviewed is None else cast.ago(reviewed),
        by=None,
        why="Imported",
    )


@kept
def declined(cast: Cast, alert: Alert, **answers: Any) -> Alert:
    """A proposed alert that the Head of Service did not impose."""
    step = {"version": alert.version, "by": cast.head, "on": cast.today, "reason": "A warning is enough for now."}
    step["unneeded"] = "Nobody was in danger from him after all."
    return decisions_services.decline_alert(alert=alert, **step | answers)


def retired(cast: Cast, code: str) -> AlertType:
    """A type that is not recommended any more, as the administrator said today."""
    type = AlertType.objects.get(code=code)
    step = {"type": type, "seen": catalogue_selectors.type_shown(type), "by": cast.people["admin"], "on": cast.today}
    return catalogue_services.change_alert_type(**step, values={}, offered=False)


def changed_type(cast: Cast, code: str, *, offered: bool = True, **values: Any) -> AlertType:
    """A type that the administrator changed today, and that the Head of Housing confirmed, where that is needed."""
    type = AlertType.objects.get(code=code)
    step = {"type": type, "seen": catalogue_selectors.type_shown(type), "by": cast.people["admin"], "on": cast.today}
    return confirmed_type(cast, catalogue_services.change_alert_type(**step, values=values, offered=offered))


def confirmed_type(cast: Cast, type: AlertType) -> AlertType:
    """A type that is new, or was changed, as the Head of Housing confirmed it today; one of which nothing waits as it is."""
    type = AlertType.objects.get(pk=type.pk)
    if not type.awaits:
        return type
    seen = catalogue_selectors.type_shown(type)
    return catalogue_services.confirm_alert_type(type=type, seen=seen, by=cast.head, on=cast.today)


def seen(decision: Alert | Action) -> list[str]:
    """What a page that is opened now knows of, beside what the decision rests on."""
    now = type(decision)._default_manager.get(pk=decision.pk)
    return [each.key for each in [*behind(now), *happened_beside(now)]]


@kept
def ended(cast: Cast, alert: Alert, because: str = "CIRCUMSTANCES", **answers: Any) -> Alert:
    """An alert that the Lead removed between reviews."""
    return alert_services.end_alert(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=cast.today,
        because=because,
        reason="He moved away to another town.",
        danger="Nobody of ours visits him in that town.",
        seen=seen(alert),
        **answers,
    )


@kept
def told_by_the_police(cast: Cast) -> Alert:
    """An active alert that rests on third-party information alone."""
    incident = logged(cast, about="THIRD_PARTY", source="Devon and Cornwall Police")
    alert = demo.put_forward(cast, demo.investigate(cast, incident, 0), "WEAPONS", 0)
    return demo.approve(cast, alert, 0, InformAnswer("WITHHOLD", "THIRD_PARTY", "Nothing else has been added."))


@kept
def awaiting_declaration(cast: Cast) -> Condition:
    """A service that resumes once the customer's written declaration comes, beside another that does not wait for it."""
    waits = condition(cast, "DECLARATION", words="Help with the garden resumes once you have declared it in writing.")
    alert = active(cast, "CONTACT_MANAGEMENT", conditions=[waits, CONDITION])
    return alert.conditions.get(kind="DECLARATION")
