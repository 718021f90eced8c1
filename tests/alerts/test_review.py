"""The page of one review: what called for it, what was reported since, and what was decided."""

import pytest
import time_machine

from housing_alerts.audit.models import ReadEvent
from tests import scenarios
from tests.page import STRANGERS, words
from tests.scenarios import WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")


def url(review):
    return f"/reviews/{review.reference}/"


@pytest.mark.parametrize("who", ["lead", "head", "head2", "leadership"])
def test_it_shows_the_review_to_who_may_see_the_case(sign_in, cast, who):
    review = scenarios.under_review(cast, scenarios.active(cast))

    page = words(sign_in(who).get(url(review)))

    assert "What called for it The customer asked" in page
    assert "What happened The customer asked for it." in page
    assert (ReadEvent.objects.get().opened, ReadEvent.objects.get().reference) == ("review", review.reference)


def test_who_may_not_see_the_case_finds_nothing(sign_in, cast):
    review = scenarios.under_review(cast, scenarios.active(cast))

    assert {who: sign_in(who).get(url(review)).status_code for who in STRANGERS} == dict.fromkeys(STRANGERS, 404)


def test_only_what_was_reported_since_the_last_review_stands_there(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(30))
    earlier, since = scenarios.logged(cast, days=50), scenarios.logged(cast, days=5)
    alert.refresh_from_db()
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        review = scenarios.under_review(cast, alert)

    page = words(sign_in("lead").get(url(review)))

    assert since.reference in page
    assert earlier.reference not in page


def test_on_a_property_what_was_reported_there_stands_there(sign_in, cast):
    alert = scenarios.on_a_property(cast)
    review = scenarios.under_review(cast, alert)

    assert "Reported since the last review Nothing." in words(sign_in("lead").get(url(review)))


@pytest.mark.parametrize(
    ("inform", "offered"),
    [
        (scenarios.INFORM, "Write the outcome letter"),
        (WITHHOLD, "Write the outcome letter It was decided not to inform the customer"),
    ],
)
def test_a_completed_review_offers_its_letter_or_says_why_not(sign_in, cast, inform, offered):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast)), inform=inform)

    page = words(sign_in("lead").get(url(review)))

    assert "Outcome Keep the alert Reason He shouted again in May." in page
    assert offered in page


def test_a_review_of_the_housing_system_has_no_outcome(sign_in, cast):
    review = scenarios.carried_over(cast, reviewed=20).reviews.get()

    page = words(sign_in("lead").get(url(review)))

    assert "Completed in the housing system, which keeps no outcome" in page
    assert f"Review {review.reference} was completed in the housing system, which keeps no outcome." in page
