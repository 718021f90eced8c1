"""The last decision on a case lifts its interim marker: the page says so, and what protects colleagues afterwards."""

import pytest

from alerts.decisions import selectors
from alerts.decisions.answers import Lighter
from alerts.decisions.services import agree_investigation, approve_alert, decline_alert
from alerts.models import Marker
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill
from tools import demo

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("D4")]
LIFTS = "This decision lifts the interim marker"
ASKS = (
    "This decision lifts the interim marker, and no alert asks colleagues for “Go with at least one other colleague” then. "
    "Say why that is not needed any more, or send the investigation back."
)
WHY = "He moved away to his sister on Monday."
APPROVES = {
    "reason": "It is enough for this.",
    "informing": "INFORM",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "A letter puts nobody at risk.",
}
LOOK_UP = "/look-up/?q=D900001"


def _put_forward(cast, code, controls=("AT_LEAST_TWO", "ASK_LEAD"), **terms):
    """An alert on an incident of violence with a marker, as it waits for the Head of Service."""
    file = scenarios.investigated(cast, violent=True)
    scenarios.mark(cast, file.incidents.get(), controls=controls)
    return demo.put_forward(cast, file, code, 0, **terms)


@pytest.fixture
def email_only(cast):
    """Contact by one way alone, which asks nothing of a visit."""
    return _put_forward(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.condition(cast, "CHANNELS")])


def _url(alert, verb="approve"):
    return f"/alerts/{alert.reference}/{verb}/"


def _answers(alert):
    lifelines = [each.code for each in procedure.LIFELINES] if alert.type.needs_conditions else []
    return APPROVES | {"lifelines": lifelines}


def test_before_the_decision_the_page_says_what_nobody_asks_of_colleagues_afterwards(sign_in, email_only):
    page = words(sign_in("head").get(_url(email_only)))

    assert LIFTS in page
    given_up = (
        "Go with at least one other colleague Ask an Operational Lead before you go Say below why it is not needed"
    )
    assert f"whoever looks it up is not told of it any more: {given_up}" in page


def test_with_the_reason_it_is_lifted_and_the_reason_kept(cast, sign_in, email_only):
    client = sign_in("head")
    with nothing_changes():
        response = fill(client, _url(email_only), **_answers(email_only))
    assert_asks(response, ASKS.replace(" then.", " and “Ask an Operational Lead before you go” then."))
    response = fill(client, _url(email_only), **_answers(email_only), unneeded=WHY)

    assert response.status_code == 302, words(response)
    assert "approved. The interim marker is lifted." in words(client.get(response["Location"]))
    marker = Marker.objects.get()
    assert (marker.lifted_by, marker.lifted_on) == (cast.head, cast.today)
    assert marker.lifted_why == f"Investigation {email_only.investigation.reference} was concluded. {WHY}"


@pytest.mark.long
def test_other_danger_that_nobody_has_decided_on_is_asked_about_anew(cast, sign_in, email_only):
    other = scenarios.referred(cast, violent=True)
    assert not other.marker_asked_on

    fill(sign_in("head"), _url(email_only), **_answers(email_only), unneeded=WHY)

    other.refresh_from_db()
    assert other.marker_asked_on == cast.today
    assert "Danger was reported" in words(sign_in("officer").get(LOOK_UP))


@pytest.mark.long
@pytest.mark.parametrize(
    "controls",
    [
        ("AT_LEAST_TWO", "ASK_LEAD"),
        ("NO_LONE_WOMAN",),
    ],
)
def test_an_alert_that_asks_for_as_much_lifts_it_without_a_question(cast, sign_in, controls):
    alert = _put_forward(cast, "VISIT_IN_PAIRS", controls)
    client = sign_in("head")
    page = words(client.get(_url(alert)))

    ends = "‘Ask an Operational Lead before you go’ ends with this decision."
    asks_a_lead = "ASK_LEAD" in controls
    assert (f"{LIFTS} {ends} What else was asked for goes on" in page) is asks_a_lead
    assert (f"{LIFTS} What was asked for goes on" in page) is not asks_a_lead
    assert fill(client, _url(alert), **APPROVES).status_code == 302
    assert Marker.objects.get().lifted_why == f"Investigation {alert.investigation.reference} was concluded."


def test_to_ask_a_lead_ends_only_where_the_alert_does_not_ask_for_it_and_something_else_goes_on(cast):
    alert = _put_forward(cast, "VISIT_IN_PAIRS")
    lifting = selectors.lifting(alert.investigation, on=cast.today, alert=alert)
    assert lifting.no_more_asked(["AT_LEAST_TWO"]) == ["Ask an Operational Lead before you go"]
    assert lifting.no_more_asked(["AT_LEAST_TWO", "ASK_LEAD"]) == []
    assert lifting.no_more_asked() == [], "it stands among what is given up"


@pytest.mark.clause("D4", refuses=True)
def test_what_is_taken_away_at_approval_is_asked_about(cast):
    alert = _put_forward(cast, "WEAPONS")
    step = {"version": alert.version, "by": cast.head, "on": cast.today, "reason": "It is enough for this."}
    step["due_regard"] = scenarios.DUE_REGARD

    with pytest.raises(NotAllowed, match="no alert asks colleagues for “Go with at least one other colleague” then"):
        approve_alert(alert=alert, inform=scenarios.INFORM, less=Lighter(controls=["POLICE_ADVICE"]), **step)


@pytest.mark.clause("D4", refuses=True)
def test_the_services_refuse_it_too(cast):
    alert = _put_forward(cast, "VISIT_IN_PAIRS", controls=("POLICE_ADVICE",))
    step = {"version": alert.version, "by": cast.head, "on": cast.today, "reason": "It is enough for this."}
    with pytest.raises(NotAllowed, match="no alert asks colleagues for “Take police advice before you go” then"):
        approve_alert(alert=alert, inform=scenarios.INFORM, due_regard=scenarios.DUE_REGARD, **step)
    with pytest.raises(NotAllowed, match="no alert asks colleagues for “Take police advice before you go” then"):
        decline_alert(alert=alert, unneeded="No more", **step)


@pytest.mark.long
def test_who_agrees_that_nothing_is_done_is_asked_too(cast, sign_in):
    file = scenarios.nothing_further(cast)
    scenarios.mark(cast, file.incidents.get())
    file = scenarios.recommended(cast, file)
    url, client = f"/investigations/{file.reference}/agree/", sign_in("head")
    step = {"version": file.version, "by": cast.head, "on": cast.today, "reason": "There was nothing in it at all."}

    assert LIFTS in words(client.get(url))
    with nothing_changes():
        assert_asks(fill(client, url, reason=step["reason"]), ASKS)
        with pytest.raises(NotAllowed, match="no alert asks colleagues for"):
            agree_investigation(investigation=file, **step)
    assert fill(client, url, reason=step["reason"], unneeded=WHY).status_code == 302


@pytest.mark.long
def test_before_the_last_decision_the_marker_stays(cast, sign_in):
    file = scenarios.with_actions(cast, "AGREEMENT")
    scenarios.mark(cast, file.incidents.get())
    alert = demo.put_forward(cast, file, "WEAPONS", 0)
    client = sign_in("head")

    assert "The interim marker stays until the rest of the case is decided." in words(client.get(_url(alert)))
    assert fill(client, _url(alert), **APPROVES).status_code == 302
    assert Marker.objects.get().lifted_on is None


GIVES_UP = (
    "This decision ends Visit in Pairs, {}, and no alert asks colleagues for “Go with at least one other colleague” then. "
    "Say why that is not needed any more, or send the investigation back."
)


@pytest.mark.long
def test_an_alert_that_replaces_another_asks_why_what_that_one_asked_for_is_not_needed(sign_in, cast):
    replaced = scenarios.active(cast)
    danger = scenarios.referred(cast, days=1, violent=True)
    alert = scenarios.proposed_to_replace(cast, replaced, "DANGEROUS_DOGS")
    client, page = sign_in("head"), _url(alert)

    shown = words(client.get(page))
    assert f"This decision ends Visit in Pairs, {replaced.reference} No alert asks colleagues for this then" in shown
    assert_asks(fill(client, page, **_answers(alert)), GIVES_UP.format(replaced.reference))
    assert fill(client, page, **_answers(alert), unneeded=WHY).status_code == 302

    replaced.refresh_from_db()
    danger.refresh_from_db()
    assert replaced.end_reason == f"Replaced by {alert.reference}. {WHY}"
    assert danger.marker_asked_on == cast.today


def test_an_alert_that_asks_for_as_much_replaces_another_without_a_question(sign_in, cast):
    replaced = scenarios.active(cast)
    alert = scenarios.more_proposed(cast, replaced, further=["ASK_LEAD"])

    page = words(sign_in("head").get(_url(alert)))

    assert f"This decision ends Visit in Pairs, {replaced.reference} What was asked for goes on" in page
    assert scenarios.approved(cast, alert).is_active
