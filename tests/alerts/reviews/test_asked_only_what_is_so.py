"""A review asks about a letter only where one can follow, and keeps back no more than its own (P7b, P7c)."""

import pytest

from alerts.choices import NOT_TO_OTHERS
from alerts.decisions.answers import InformAnswer
from appeals.models import Appeal
from housing_alerts.kernel.refusals import NotAllowed, refuse_if
from letters.choices import Kind
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
WITHHOLD = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "His brother reads his post and shouts at us.")


@pytest.mark.clause("P7b")
def test_of_a_type_without_a_letter_it_asks_for_none(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.carried_over(cast, code="TO_BE_CONFIRMED"))

    said = words(sign_in("lead").get(f"/reviews/{review.reference}/complete/"))

    assert "May the customer know of the alert?" in said
    assert "They may know of it. No letter is written" in said
    assert "Yes, we write to the customer" not in said


@pytest.fixture
def told(cast):
    """A limit on contact of which a letter told the customer, who appeals."""
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    scenarios.notified(cast, alert)
    return alert


@pytest.mark.clause("P7c", "P9b")
def test_a_review_that_is_kept_back_cancels_no_answer_and_hides_no_limit_that_they_know(cast, told):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, told))
    answer = scenarios.drafted(cast, appeal)
    told.refresh_from_db()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, told), inform=WITHHOLD)

    told.refresh_from_db()
    assert (told.informing, told.not_told) == ("INFORM", NOT_TO_OTHERS)
    assert Appeal.objects.get().why_letter_refused(Kind.APPEAL_OUTCOME) is None
    assert told.withheld_before.endswith(WITHHOLD.reason)
    with pytest.raises(NotAllowed, match="It was decided at review .* not to inform the customer."):
        refuse_if(review.why_letter_refused(Kind.REVIEW_OUTCOME))
    answer.refresh_from_db()


@pytest.mark.clause("P7c", refuses=True)
def test_what_no_letter_told_is_kept_back_as_a_whole(cast):
    alert = scenarios.active(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)

    alert.refresh_from_db()
    assert (alert.informing, alert.withhold_code) == ("WITHHOLD", "HARM_TO_STAFF")


def test_a_review_of_what_they_know_that_they_are_told_of_keeps_nothing_back(cast, told):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, told))
    assert review.harm_of_telling == ""
