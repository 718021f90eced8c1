"""The Lead's file, from opened to concluded, and the actions on it."""

from datetime import timedelta
from typing import Any

from alerts.actions import services as actions_services
from alerts.decisions import services as decisions_services
from alerts.investigations import services as investigations_services
from alerts.models import Action, Investigation
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from tests.snapshot import kept
from tools import demo
from tools.demo import Cast

from .incidents import logged, referred, referred_at_an_address
from .people import LODGER, lead_for, promote

NO_MARKER = "Nobody visits there before it is decided."
"""D4 Why nobody is told at the door meanwhile, in the words of a Lead."""


@kept
def opened(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation on one referred incident, with nothing answered yet."""
    return investigations_services.open_investigation(incidents=[referred(cast, customer, **facts)], by=cast.lead)


@kept
def opened_at_an_address(cast: Cast) -> Investigation:
    """An investigation on an incident at Mr Lodger's home, where nobody is known."""
    return investigations_services.open_investigation(incidents=[referred_at_an_address(cast)], by=cast.lead)


def left_behind(cast: Cast) -> Investigation:
    """An investigation whose Lead is an Operational Lead no longer."""
    incident = referred(cast)
    former = Colleague.objects.get(pk=cast.manager.pk)
    lead_for(former, cast.customers[LODGER].service_area)
    promote(former, Role.OPERATIONAL_LEAD)
    file = investigations_services.open_investigation(incidents=[incident], by=former)
    former.held.filter(role=Role.OPERATIONAL_LEAD).delete()
    return Investigation.objects.get(pk=file.pk)


@kept
def withdrawn(cast: Cast) -> Investigation:
    """An investigation that its Lead closed without a recommendation."""
    file = opened(cast)
    return investigations_services.withdraw_investigation(
        investigation=file, version=file.version, by=cast.lead, reason="The officer was mistaken about him."
    )


@kept
def investigated(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation with every discussion and consideration, and nothing recommended yet."""
    return demo.investigate(cast, logged(cast, customer, **facts), 0)


@kept
def investigated_unheard(cast: Cast) -> Investigation:
    """An investigation with every consideration, in which nobody could be spoken to, the customer neither."""
    file = opened(cast)
    for counterpart in ("STAFF", "CUSTOMER", "HEAD"):
        talk = {"counterpart": counterpart, "on": None, "what": "", "why_not": "Nobody answered three calls in May."}
        investigations_services.add_discussion(
            investigation=file, version=file.version, by=cast.lead, today=cast.today, **talk
        )
        file.refresh_from_db()
    considerations = demo.CONSIDERED | {"consulted_manager": cast.manager, "consulted_on": cast.today}
    return investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=considerations
    )


@kept
def nothing_further(cast: Cast, customer: str = LODGER) -> Investigation:
    """An investigation whose Lead recommends that nothing further is done."""
    file = investigated(cast, customer)
    return investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )


@kept
def with_actions(cast: Cast, *kinds: str) -> Investigation:
    """An investigation whose Lead recommends actions, and no alert yet."""
    file = investigated(cast)
    for kind in kinds:
        file.refresh_from_db()
        _act(cast, file, kind)
    file.refresh_from_db()
    return file


@kept
def with_another_action(cast: Cast, file: Investigation, kind: str) -> Investigation:
    """The investigation as its Lead recommends one more action."""
    _act(cast, file, kind)
    file.refresh_from_db()
    return file


def _act(cast: Cast, file: Investigation, kind: str) -> Action:
    """An action in the recommendation, due in two weeks; the officer consents where the police are to be told."""
    consent = {"consent_by": cast.officer, "consent_on": cast.today} if kind == "POLICE" else {}
    return actions_services.add_action(
        investigation=file,
        version=file.version,
        by=cast.lead,
        on=cast.today,
        kind=kind,
        words="To speak calmly with us.",
        due_on=cast.today + timedelta(days=14),
        **consent,
    )


@kept
def recommended(cast: Cast, file: Investigation) -> Investigation:
    """The investigation as it waits for the Head of Service; what was asked before is answered."""
    if file.question:
        said = {"answer": "We asked him, and it changes nothing."}
        file = investigations_services.record_considerations(
            investigation=file, version=file.version, by=cast.lead, considerations=said
        )
    return investigations_services.recommend(
        investigation=file, version=file.version, by=cast.lead, on=cast.today, no_marker_reason=NO_MARKER
    )


@kept
def agreed_action(
    cast: Cast, customer: str = LODGER, *, kind: str = "AGREEMENT", declined: bool = False, **facts: Any
) -> Action:
    """A behaviour agreement, or another action, that the Head of Service agreed, or declined."""
    file = investigated(cast, customer, **facts)
    _act(cast, file, kind)
    file.refresh_from_db()
    investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)
    return agreed(cast, file, declined=declined)


@kept
def agreed(cast: Cast, file: Investigation, *, declined: bool = False, **answers: Any) -> Action:
    """The one action of a recommended investigation, as the Head of Service agreed or declined it."""
    file.refresh_from_db()
    action = file.actions.get()
    decisions_services.agree_investigation(
        investigation=file,
        version=file.version,
        by=cast.head,
        on=cast.today,
        reason="It is enough for us now.",
        declined={action.pk} if declined else frozenset(),
        **answers,
    )
    action.refresh_from_db()
    return action


@kept
def considered(cast: Cast, customer: str = LODGER) -> Investigation:
    """An investigation that ended with no alert and no action."""
    file = recommended(cast, nothing_further(cast, customer))
    return decisions_services.agree_investigation(
        investigation=file, version=file.version, by=cast.head, on=cast.today, reason="It was a bad day."
    )
