"""Say why a referred incident of danger needs no marker, once the alert on which that rested has ended."""

import pytest

from alerts.alert import services as alert_services
from alerts.models import Alert, Incident
from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_not_now, fill, offered

pytestmark = pytest.mark.same_on_both
ANSWERS = {"reason": "He is in custody until his trial in the autumn."}
OFFER = "Say why no interim marker is needed"
RING = "Ring Morwenna Manning before you go."


@pytest.fixture
def incident(cast):
    return scenarios.unprotected(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/marker/none/"


def _at_the_door(sign_in):
    return words(sign_in("officer").get("/look-up/", {"q": scenarios.LODGER}))


# What ends asks anew


def test_while_the_alert_stands_it_says_what_to_do(cast, sign_in):
    scenarios.active(cast, days=30)
    incident = scenarios.referred(cast, violent=True)
    assert RING not in _at_the_door(sign_in)
    assert incident.reference not in held(cast.manager, Kind.UNMARKED)


def test_once_it_ended_everybody_is_sent_to_whom_they_ring_and_a_marker_is_owed(cast, sign_in, incident):
    assert incident.marker_asked_on == cast.today
    assert RING in _at_the_door(sign_in)
    assert held(cast.people["lead"], Kind.UNMARKED) == [incident.reference]
    said = words(sign_in("lead").get(f"/incidents/{incident.reference}/"))
    assert "place an interim marker, or say why none is needed" in said
    assert f"Nobody goes there for now. Asked anew on {cast.today:%-d %B %Y}" in said


@pytest.mark.long
def test_an_old_report_is_told_as_long_as_a_marker_could_last(cast, sign_in):
    alert = scenarios.active(cast, days=60)
    incident = scenarios.referred(cast, violent=True, days=50)
    scenarios.ended(cast, alert)
    assert RING in _at_the_door(sign_in)
    assert held(cast.lead, Kind.UNMARKED) == [incident.reference]


def test_a_review_that_removes_it_asks_anew_too(cast):
    alert = scenarios.active(cast, days=30)
    incident = scenarios.referred(cast, violent=True)
    scenarios.removed_at_a_review(cast, alert)
    incident.refresh_from_db()
    assert incident.marker_asked_on == cast.today


def test_an_appeal_that_is_upheld_asks_anew_too(cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast, days=30))
    incident = scenarios.referred(cast, violent=True)
    scenarios.determined(cast, appeal, "UPHELD")
    incident.refresh_from_db()
    assert incident.marker_asked_on == cast.today


def test_an_alert_that_asks_for_less_asks_anew(cast):
    alert = scenarios.active(cast, "WEAPONS", days=30)
    incident = scenarios.referred(cast, violent=True)
    less = {"lifted": [], "ends": {}, "by": cast.head, "on": cast.today, "reason": "Two are no longer needed there."}
    fewer = [control for control in alert.controls if control != "AT_LEAST_TWO"]
    alert_services.vary_alert(Alert.objects.get(pk=alert.pk), controls=fewer, **less)
    incident.refresh_from_db()
    assert incident.marker_asked_on == cast.today


def test_a_settled_matter_and_one_that_was_decided_are_not_asked_about(cast):
    alert = scenarios.active(cast, days=30)
    settled = scenarios.settled(cast, violent=True)
    scenarios.ended(cast, alert)
    settled.refresh_from_db()
    assert settled.marker_asked_on is None
    assert alert.investigation.incidents.get().marker_asked_on is None


@pytest.mark.long
def test_the_pages_that_end_an_alert_say_so_first(cast, sign_in):
    alert = scenarios.active(cast, days=30)
    incident = scenarios.referred(cast, violent=True)
    review = scenarios.under_review(cast, alert)
    pages = [f"/alerts/{alert.reference}/end/", f"/reviews/{review.reference}/complete/"]
    for url in pages:
        said = words(sign_in("lead").get(url))
        assert "Danger that no marker tells of Nobody has decided yet on what follows" in said
        assert incident.reference in said

    scenarios.mark(cast, incident)
    for url in pages:
        assert "Danger that no marker tells of" not in words(sign_in("lead").get(url))


def test_the_page_that_decides_an_appeal_says_so_first(cast, sign_in):
    appeal = scenarios.prepared(cast, scenarios.active(cast, days=30))
    scenarios.referred(cast, violent=True)
    said = words(sign_in("head").get(f"/appeals/{appeal.reference}/determine/"))
    assert "Danger that no marker tells of" in said


# It works


def test_a_lead_says_why_none_is_needed(cast, sign_in, incident):
    client, page = sign_in("lead"), f"/incidents/{incident.reference}/"
    assert OFFER in offered(client.get(page))
    with nothing_changes():
        assert_asks(fill(client, _url(incident), reason=""), "Say why no interim marker is needed, or place one")
        said = words(fill(client, _url(incident), reason="No need."))
    assert "Danger was reported. Place an interim marker first, or say why none is needed." in said
    response = fill(client, _url(incident), **ANSWERS)

    assert_done(client, response, page, f"Recorded why incident {incident.reference} needs no interim marker.")
    found = Incident.objects.get(pk=incident.pk)
    assert (found.no_marker_reason, found.marker_asked_on) == (ANSWERS["reason"], None)
    assert OFFER not in offered(client.get(page))
    assert held(cast.manager, Kind.UNMARKED) == held(cast.lead, Kind.UNMARKED) == []
    assert RING not in _at_the_door(sign_in)


# It refuses the wrong state


def test_nobody_answers_what_is_not_asked(cast, sign_in):
    incident = scenarios.referred(cast, violent=True)
    sentence = "Nobody waits for this answer: a marker stands, the danger was decided on or its triage asks."
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)
