"""An alert asks for nothing but its conditions, and each of them is over: its Lead is asked, and the look-up says so (§5, §8)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alerts.alert.departures import departed
from alerts.look_up.selectors import look_up
from alerts.models import Alert
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from tests import scenarios
from tests.page import words
from tests.step import chosen

OVER = (
    "Some agreed ways and times of contact are over: keep only to those that are listed. Ask first whether anything is still "
    "needed."
)


def _limited(cast, kind="CHANNELS"):
    return scenarios.condition(cast, kind, ends=cast.today + timedelta(days=10))


@pytest.fixture
def alert(cast):
    """An alert whose only condition ends in ten days."""
    return scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[_limited(cast)])


def _asked(cast, days):
    found = departed(Alert.objects.all(), on=cast.today + timedelta(days=days))
    return {alert.reference: alert.departure for alert in found}


def _found(cast, days, by="officer"):
    (place,) = look_up(cast.people[by], "Sandpiper", on=cast.today + timedelta(days=days)).places
    return place


@pytest.mark.clause("P8b")
def test_from_the_day_after_the_last_condition_the_leads_are_asked(cast, alert):
    assert (_asked(cast, 10), _asked(cast, 11)) == ({}, {alert.reference: "OVER"})
    duty = Duty.objects.open().get(kind=Kind.DEPARTED, reference=alert.reference)
    assert (duty.words, duty.shows_from) == ("Conditions are over: review", cast.today + timedelta(days=11))


@pytest.mark.clause("P8b")
def test_the_look_up_says_that_they_are_over_and_whom_to_ask(cast, alert):
    for by, whom in [("officer", "Lewis Lodger"), ("contractor", "somebody here")]:
        assert _found(cast, 10, by).do == [f"Contact with {whom}: Keep to the agreed ways and times of contact."]
        place = _found(cast, 11, by)
        assert (place.do, place.controls, place.limits) == ([f"Contact with {whom}: {OVER}"], [], [])
        assert (place.ask, place.ring) == (["The responsible Lead is Lena Ledger."], [cast.lead])
    scenarios.restrict_file(cast)
    said = "Keep to the agreed ways and times of contact. Verify before relying on it."
    assert _found(cast, 11).do == [f"Contact with somebody here: {said}"]


def test_the_review_begins_with_it(cast, sign_in, alert):
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        page = sign_in("lead").get(f"/alerts/{alert.reference}/review/")
        said = words(sign_in("lead").get(f"/alerts/{alert.reference}/"))
    sentence = "Each condition of the alert is over, and it asks colleagues for nothing else."
    assert chosen(page, "trigger") == ["OVER"]
    assert sentence in words(page)
    assert f"{sentence} Is the alert still needed? Review it." in said
    assert f"What to do {OVER}" in said
    assert "Keep to the agreed ways and times of contact" not in said


@pytest.mark.long
def test_where_more_is_asked_for_nobody_is_asked_meanwhile(cast, alert):
    scenarios.more_proposed(cast, alert)
    assert _asked(cast, 11) == {}


@pytest.mark.long
def test_where_a_condition_or_a_control_is_left_nobody_is_asked(cast):
    scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[_limited(cast), scenarios.CONDITION])
    scenarios.active(cast, "VISIT_IN_PAIRS", conditions=[_limited(cast, "FREQUENCY")])
    assert _asked(cast, 11) == {}


@pytest.mark.long
def test_one_that_needs_no_condition_may_be_kept_without(cast):
    alert = scenarios.active(cast, conditions=[_limited(cast, "FREQUENCY")])
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", controls=[])
    alert.refresh_from_db()
    assert _asked(cast, 11) == {alert.reference: "OVER"}
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.today + timedelta(days=12))
    assert _asked(cast, 13) == {}
