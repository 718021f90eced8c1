"""The letter about a review that removes an alert is pleased only where that is good news, and asks nothing of a dog (E2)."""

import pytest

from tests import scenarios

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
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


@pytest.mark.parametrize(("trigger", "glad"), [("REQUEST", True), ("MOVED", False)])
@pytest.mark.clause("E2", "P8b")
def test_of_a_risk_that_became_less_we_are_pleased_and_not_of_other_changes(cast, trigger, glad):
    text = removed(cast, "VISIT_IN_PAIRS", trigger)
    assert (PLEASED in text) is glad
    assert "Two people no longer have to come together" in text
