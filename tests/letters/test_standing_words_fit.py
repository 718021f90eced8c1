"""Standing words fit the letter: of an alert that is gone, of a late letter, and of one in large print (E2, P8b)."""

from datetime import timedelta

import pytest

from alerts.models import Alert
from letters import services
from tests import scenarios

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def told(cast, subject, **when):
    return said(scenarios.composed(cast, subject, **when))


@pytest.mark.clause("E2")
def test_a_review_that_removes_an_alert_speaks_of_it_as_gone(cast):
    text = told(cast, scenarios.removed_at_a_review(cast, scenarios.told(cast)))
    assert "OUR REVIEW OF THE “VISIT IN PAIRS” ALERT THAT WAS ON YOUR RECORD" in text
    assert "We have looked again at the “Visit in Pairs” alert that was on your record." in text


@pytest.mark.clause("P8b")
def test_a_late_letter_about_our_mistake_is_sorry_once(cast):
    gone = scenarios.ended(cast, scenarios.told(cast), "ERROR")
    text = told(cast, gone, on=cast.today + timedelta(days=20))
    assert "We made a mistake when we put it there, and we should have told you sooner. We are sorry." in text
    assert text.count("We are sorry.") == 1


@pytest.mark.clause("P8b")
def test_several_alerts_that_stay_are_listed_as_people_list_them(cast):
    for code in ("WEAPONS", "DANGEROUS_DOGS", "NO_LONE_FEMALES"):
        scenarios.told(cast, code)
    text = told(cast, scenarios.ended(cast, scenarios.told(cast)))
    assert "The “Weapons”, “Dangerous Dogs” and “No Lone Females” alerts stay on your record." in text


@pytest.mark.clause("P10b")
def test_a_letter_in_large_print_does_not_offer_large_print(cast):
    customer = cast.customers[scenarios.LODGER]
    type(customer).objects.filter(pk=customer.pk).update(format="LARGE_PRINT")
    alert = Alert.objects.get(pk=scenarios.active(cast).pk)
    assert "Ask us if you would like this letter in braille, audio or another language." in told(cast, alert)


@pytest.mark.clause("P9b")
def test_a_late_letter_in_the_place_of_another_does_not_deny_its_news(cast):
    letter = scenarios.issued(cast, scenarios.appealed(cast, scenarios.told(cast)))
    cast.today += timedelta(days=29)
    sent = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    services.record_posting(letter=letter, version=letter.version, by=cast.lead, **sent)
    text = told(cast, type(letter.subject).objects.get(pk=letter.subject.pk))
    assert "This letter takes the place of our letter" in text
    assert "It tells you nothing new." not in text
