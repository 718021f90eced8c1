"""The letter where a review asked for more, and the Head of Service declined it: the alert stays (E4, §8)."""

import pytest

from alerts.models import Investigation
from alerts.writing.given import stays_as_it_is
from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.clause("E4", "P8b")]


def _declined(cast, alert, **answers):
    more = scenarios.declined(cast, scenarios.more_proposed(cast, alert, **answers))
    return Investigation.objects.get(pk=more.investigation_id)


def test_it_says_that_the_alert_stays_as_it_is(cast):
    told = scenarios.composed(cast, _declined(cast, scenarios.active(cast)))

    text = said(told)

    assert told.title == "What we decided about your “Visit in Pairs” alert"
    assert "We have looked at whether your “Visit in Pairs” alert needs to change." in text
    assert "Your “Visit in Pairs” alert stays as it is. We have not put another alert on your record." in text
    assert "because of this report" not in text


def test_another_case_says_what_it_said(cast):
    text = said(scenarios.composed(cast, scenarios.considered(cast)))

    assert "We have not put an alert on your record because of this report." in text
    assert "stays as it is" not in text


def test_of_an_alert_that_is_kept_from_them_nothing_is_said(cast):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    file = _declined(cast, alert, inform=scenarios.WITHHOLD)

    assert stays_as_it_is(file) == ""


def test_several_alerts_stay_as_they_are(cast):
    stays = "“Visit in Pairs” and “Weapons” alerts"
    text = said(letter(Kind.INVESTIGATION_OUTCOME, facts={"stays": stays}))
    assert f"whether your {stays} need to change" in text
    assert f"Your {stays} stay as they are." in text
