"""A review removes an alert after danger: somebody says what becomes of it (§8, Appendix D 4.1)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

ASKED = "Danger was reported, and this takes away what protects colleagues from it."
SISTER = "It was her sister, who stays there. Lena Ledger logs it today."


@pytest.fixture
def review(cast):
    file = scenarios.investigated(cast, violent=True)
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0))
    return scenarios.under_review(cast, alert)


@pytest.mark.clause("P8b", refuses=True)
def test_a_removal_asks_what_becomes_of_the_danger(cast, sign_in, review):
    page = f"/reviews/{review.reference}/complete/"
    answers = {"outcome": "REMOVE", "reason": "It was the wrong person.", "informing": "INFORM", "months": "6"}
    said = words(fill(sign_in("lead"), page, **answers))
    assert ASKED in said
    assert "If it is on the wrong person, its responsible Lead removes it on the alert's page instead" in said
    with nothing_changes(), pytest.raises(NotAllowed, match=ASKED):
        scenarios.reviewed(cast, review, outcome="REMOVE", reason="It was the wrong person.")
    scenarios.reviewed(cast, review, outcome="REMOVE", reason="It was the wrong person.", danger=SISTER)
    review.alert.refresh_from_db()
    assert review.alert.end_reason == f"It was the wrong person. {SISTER}"


@pytest.fixture
def weapons(cast):
    """A review of an alert that asks for two colleagues and more, after violence."""
    file = scenarios.investigated(cast, violent=True)
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "WEAPONS", 0))
    return scenarios.under_review(cast, alert)


ALONE = {"outcome": "STEP_DOWN", "reason": "He has been calm since May.", "controls": ["POLICE_ADVICE"]}


@pytest.mark.clause("P8b", "D4", refuses=True)
def test_a_step_down_that_takes_protection_away_asks_too(cast, weapons):
    with nothing_changes(), pytest.raises(NotAllowed, match=ASKED):
        scenarios.reviewed(cast, weapons, **ALONE)


@pytest.mark.long
@pytest.mark.clause("P8b", "D4")
def test_its_answer_and_what_is_no_longer_asked_for_stand_with_the_review(cast, sign_in, weapons):
    scenarios.reviewed(cast, weapons, **ALONE, danger=SISTER)
    said = words(sign_in("head").get(f"/reviews/{weapons.reference}/"))
    assert "What colleagues are no longer asked for Go with at least one other colleague" in said
    assert f"What becomes of the danger that was reported {SISTER}" in said


@pytest.mark.long
def test_a_step_down_that_keeps_all_protection_asks_nothing(cast):
    file = scenarios.investigated(cast, violent=True)
    conditions = [scenarios.condition(cast, "FREQUENCY")]
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0, conditions=conditions))
    gone = [alert.conditions.get().pk]
    review = scenarios.under_review(cast, alert)
    less = {"outcome": "STEP_DOWN", "controls": alert.controls, "lifted": gone}
    assert scenarios.reviewed(cast, review, **less).given_up == []


@pytest.mark.long
@pytest.mark.clause("P8b", "D4")
def test_the_head_who_imposed_it_hears_what_is_no_longer_asked_for(cast, sign_in, weapons):
    scenarios.reviewed(cast, weapons, **ALONE, danger=SISTER)
    said = words(sign_in("head").get("/"))
    assert "Alerts that ask colleagues for less" in said
    assert "No longer asked for: Go with at least one other colleague" in said
    assert "Alerts that ask colleagues for less" not in words(sign_in("head2").get("/"))
