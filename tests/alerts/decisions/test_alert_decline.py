"""Do not impose an alert."""

import pytest

from alerts.models import Alert, Investigation
from housing_alerts.kernel.refusals import when
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, assert_not_now, assert_only_reads, fill

ANSWERS = {"reason": "A warning is enough for now."}


@pytest.fixture
def alert(cast):
    return scenarios.proposed(cast)


def _url(alert):
    return f"/alerts/{alert.reference}/decline/"


# It works


def test_the_head_declines_it_and_the_investigation_concludes(cast, sign_in, alert):
    client = sign_in("head")
    response = fill(client, _url(alert), **ANSWERS)

    assert_done(client, response, f"/alerts/{alert.reference}/", f"Alert {alert.reference} declined.")
    found = Alert.objects.get()
    assert (found.status, found.decided_by, found.decided_on) == ("DECLINED", cast.head, cast.today)
    assert (found.decision_reason, found.effective_from, found.informing) == ("A warning is enough for now.", None, "")
    assert Investigation.objects.get().status == "CONCLUDED"


@pytest.mark.long
def test_while_an_action_of_the_case_waits_its_decision_comes_next(cast, sign_in):
    alert = scenarios.proposed_with_an_action(cast)
    client = sign_in("head")
    response = fill(client, _url(alert), **ANSWERS)
    there = f"/investigations/{alert.investigation.reference}/agree/"
    assert_done(client, response, there, f"Alert {alert.reference} declined. Next: decide on the actions.")


@pytest.mark.long
def test_while_another_alert_waits_the_investigation_goes_on(cast, sign_in):
    pairs, _weapons = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    fill(sign_in("head"), _url(pairs), **ANSWERS)
    assert Investigation.objects.get().status == "RECOMMENDED"


@pytest.mark.parametrize("username", ["head2", "leadership"])
def test_in_the_absence_of_the_head_the_leadership_team_declines(cast, sign_in, alert, username):
    absence = {"absent_head": cast.head.pk, "absence_reason": "On leave until Monday."}
    fill(sign_in(username), _url(alert), **ANSWERS, **absence)
    found = Alert.objects.get()
    assert (found.status, found.decided_as, found.absent_head) == ("DECLINED", "LEADERSHIP", cast.head)


@pytest.mark.long
def test_what_became_known_is_listed_and_answered(cast, sign_in, alert):
    scenarios.becomes_known(cast)
    client = sign_in("head")
    assert "Vulnerability: Hears badly. (recorded by Lena Ledger," in words(client.get(_url(alert)))
    with nothing_changes():
        response = fill(client, _url(alert), **ANSWERS)
    assert_asks(response, "Say what you make of what became known since the recommendation")

    fill(client, _url(alert), **ANSWERS, known_since="All the more reason to decline.")
    assert Alert.objects.get().known_since == "All the more reason to decline."


# It refuses the wrong person


def test_the_lead_is_refused(sign_in, alert):
    assert_not_now(sign_in("lead"), _url(alert), alert, "The Head of Service for Housing decides this.", **ANSWERS)


def test_who_recommended_it_is_refused(cast, sign_in, alert):
    cast.lead.held.create(role="HEAD_OF_SERVICE")
    sentence = "You recommended this. Another member of the Leadership Team must decide."
    assert_not_now(sign_in("lead"), _url(alert), alert, sentence, **ANSWERS)


@pytest.mark.parametrize("username", ["head2", "leadership"])
def test_outside_their_area_without_the_absent_head_they_are_refused(sign_in, alert, username):
    client = sign_in(username)
    with nothing_changes():
        response = fill(client, _url(alert), **ANSWERS)
    assert_refused(response, "In their absence, name them and say why they are absent.")
    assert_kept(response, **ANSWERS)


# It refuses the wrong state


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (scenarios.drafted_alert, "draft"),
        (scenarios.active, "active"),
        (scenarios.taken_out, "withdrawn"),
        (lambda cast: scenarios.ended(cast, scenarios.active(cast)), "ended"),
    ],
)
def test_an_alert_that_is_not_proposed_is_refused(cast, sign_in, there, words):
    alert = there(cast)
    sentence = (
        f'This alert is {words} since {alert.changed_by} acted on {when(alert)}. "Decline" needs it to be proposed.'
    )
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


def test_an_alert_of_the_housing_system_has_nothing_to_decide(cast, sign_in):
    alert = scenarios.carried_over(cast)
    sentence = f'This alert is active since an import acted on {when(alert)}. "Decline" needs it to be proposed.'
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, alert):
    response = sign_in("head").post(_url(alert), ANSWERS | {"version": alert.version - 1})
    assert response.status_code == 403
    assert f"Lena Ledger changed this on {when(alert)}, after you opened the page." in words(response)
    assert_kept(response, **ANSWERS, version=alert.version)


# It refuses bad input


def test_the_reason_is_said_in_words(sign_in, alert):
    client = sign_in("head")
    with nothing_changes():
        response = fill(client, _url(alert), reason=" ")
    assert_asks(response, "Give the reason for your decision")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, alert):
    assert_only_reads(sign_in("head"), _url(alert))
