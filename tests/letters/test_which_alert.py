"""The heading and the beginning of a letter say which alert it is about: the customer may have several (§8, E2)."""

import pytest

from letters.choices import Kind

from .samples import letter, said

pytestmark = pytest.mark.django_db


@pytest.mark.clause("P8b", "E2")
def test_the_heading_and_the_beginning_say_which_alert_it_is():
    review = said(letter(Kind.REVIEW_OUTCOME))
    assert "OUR REVIEW OF THE “VISIT IN PAIRS” ALERT ON YOUR RECORD" in review
    assert "We have looked again at the “Visit in Pairs” alert on your record." in review
    removal = said(letter(Kind.REMOVAL))
    assert "WE HAVE REMOVED THE “VISIT IN PAIRS” ALERT FROM YOUR RECORD" in removal
    assert "We have good news about the “Visit in Pairs” alert that was on your record." in removal
    untold = said(letter(Kind.REMOVAL, facts={"untold_since": "1 May 2026"}))
    assert "AN ALERT THAT WAS ON YOUR RECORD We are writing" in untold


def test_a_letter_about_no_alert_keeps_its_standing_words():
    facts = {"title": "We were wrong about the alert of May", "decided_on": "2 May 2026"}
    facts |= {"alert_name": "", "action_name": "written warning"}
    assert "WE WERE WRONG ABOUT THE ALERT OF MAY" in said(letter(Kind.REMOVAL, facts=facts))
