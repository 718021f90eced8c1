"""A review removes an alert after danger: somebody says what becomes of it (§8, Appendix D 4.1)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

ASKED = "Danger was reported, and nobody tells colleagues of it once this alert is removed."
SISTER = "It was her sister, who stays there. Lena Ledger logs it today."


@pytest.fixture
def review(cast):
    file = scenarios.investigated(cast, violent=True)
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0))
    return scenarios.under_review(cast, alert)


@pytest.mark.clause("P8b", refuses=True)
def test_a_removal_asks_what_becomes_of_the_danger(cast, review):
    with nothing_changes(), pytest.raises(NotAllowed, match=ASKED):
        scenarios.reviewed(cast, review, outcome="REMOVE", reason="It was the wrong person.")
    scenarios.reviewed(cast, review, outcome="REMOVE", reason="It was the wrong person.", danger=SISTER)
    review.alert.refresh_from_db()
    assert review.alert.end_reason == f"It was the wrong person. {SISTER}"


def test_the_page_asks_at_its_field_and_keeps_what_was_typed(cast, sign_in, review):
    page = f"/reviews/{review.reference}/complete/"
    answers = {"outcome": "REMOVE", "reason": "It was the wrong person.", "informing": "INFORM", "months": "6"}
    assert ASKED in words(fill(sign_in("lead"), page, **answers))


def test_where_the_alert_is_kept_nothing_is_asked(cast, review):
    assert scenarios.reviewed(cast, review).outcome == "KEEP"
