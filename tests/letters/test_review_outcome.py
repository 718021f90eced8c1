"""The letter about a review: which alert it is about, what is gone or lighter, and what was reported (§8, E2)."""

import pytest

from alerts.writing import forms, suggestions
from letters.choices import Kind
from letters.policies import why_part_empty
from tests import scenarios, settling

from .samples import letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


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


def says(cast, subject, **when):
    return said(scenarios.composed(cast, subject, **when))


@pytest.mark.clause("E2")
def test_a_review_that_removes_an_alert_speaks_of_it_as_gone(cast):
    text = says(cast, scenarios.removed_at_a_review(cast, scenarios.told(cast)))
    assert "OUR REVIEW OF THE “VISIT IN PAIRS” ALERT THAT WAS ON YOUR RECORD" in text
    assert "We have looked again at the “Visit in Pairs” alert that was on your record." in text


PLEASED = "We are pleased"


def removed(cast, code, trigger="REQUEST"):
    review = scenarios.under_review(cast, scenarios.told(cast, code), trigger)
    return said(scenarios.composed(cast, scenarios.reviewed(cast, review, outcome="REMOVE")))


@pytest.mark.clause("E2", "P8b", refuses=True)
def test_of_a_dog_that_may_have_died_nobody_is_pleased_and_nothing_is_said_of_it(cast):
    text = removed(cast, "DANGEROUS_DOGS")
    assert "We have removed the “Dangerous Dogs” alert from your record." in text
    assert "What the “Dangerous Dogs” alert asked of you and of us has ended." in text
    assert [words for words in (PLEASED, "your dog", "your animal", "shut") if words in text] == []


@pytest.mark.clause("E2", "P8b")
def test_of_a_risk_that_became_less_we_are_pleased_and_not_of_other_changes(cast):
    for trigger, glad in [("REQUEST", True), ("MOVED", False)]:
        with settling.undone():
            text = removed(cast, "VISIT_IN_PAIRS", trigger)
            assert (PLEASED in text) is glad
            assert "Two people no longer have to come together" in text


@pytest.mark.clause("E2", "P9a")
def test_a_review_beside_an_open_appeal_invites_no_second_one(cast):
    alert = scenarios.told(cast)
    appeal = scenarios.appealed(cast, alert)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, appeal.alert))
    text = said(scenarios.composed(cast, review))
    assert (
        f"We have your appeal of {cast.today:%-d %B %Y} against the alert. What you send us now goes with it, and "
        in text
    )
    assert "you do not need to appeal again." in text
    assert "and against the alert itself" not in text


# The first letter that we know of


FIRST = "We cannot tell whether we wrote to you then. If we did not, we are sorry."


@pytest.mark.clause("E2")
def test_the_first_letter_we_know_of_says_what_was_reported_and_since_when(cast):
    alert = scenarios.carried_over(cast)
    to_keep = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    written = scenarios.composed(cast, to_keep)
    text = said(written)
    since = f"It has been on your record since {alert.effective_from:%-d %B %Y}. {FIRST}"
    assert f"Why the alert is on your record It was reported to us that you shouted at our officer. {since}" in text
    written.facts["reported"] = " "
    assert "what was reported" in str(why_part_empty(written))


@pytest.mark.long
@pytest.mark.clause("E2", refuses=True)
def test_the_next_letter_does_not_say_it_again(cast):
    to_keep = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.carried_over(cast)))
    scenarios.posted(cast, to_keep)
    to_keep.alert.refresh_from_db()
    following = scenarios.reviewed(cast, scenarios.under_review(cast, to_keep.alert))
    assert FIRST not in said(scenarios.composed(cast, following))
    own = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast, customer=scenarios.HONG)))
    assert FIRST not in said(scenarios.composed(cast, own))


@pytest.mark.clause("E2")
def test_the_lead_is_asked_what_was_reported_only_for_the_first_letter(cast):
    to_keep = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.carried_over(cast)))
    form = forms.ReviewOutcomeForm(review=to_keep)
    assert form.suggested["reported"] == suggestions.NO_LONGER_HELD
    own = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast, customer=scenarios.HONG)))
    assert "reported" not in forms.ReviewOutcomeForm(review=own).fields
