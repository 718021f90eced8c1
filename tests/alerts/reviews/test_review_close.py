"""Closing a review that was opened in error: ``/reviews/RV-…/close/``"""

import pytest

from alerts.models import Alert
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
REASON = "It was opened on the wrong alert."


@pytest.fixture
def review(cast):
    return scenarios.under_review(cast, scenarios.active(cast))


def url(review):
    return f"/reviews/{review.reference}/close/"


def test_it_is_closed_and_the_alert_stays_due_when_it_was(sign_in, review):
    client, due = sign_in("lead"), review.alert.review_due_on

    response = send(client, url(review), review, reason=REASON)

    page = f"/reviews/{review.reference}/"
    assert_done(client, response, page, f"Review {review.reference} closed. The alert stays due for review.")
    review.refresh_from_db()
    alert = Alert.objects.get(pk=review.alert.pk)
    assert (review.status, review.closed_reason) == ("CLOSED", REASON)
    assert (alert.is_active, alert.review_due_on) == (True, due)
    assert f"Why it was closed {REASON}" in words(client.get(page))


def test_then_another_can_be_opened(cast, review):
    reviews_services.close_review(review=review, version=review.version, by=cast.lead, reason=REASON)

    assert scenarios.under_review(cast, review.alert).status == "OPEN"


# The wrong person


@pytest.mark.parametrize("who", ["head", "head2", "leadership"])
def test_who_sees_the_case_but_is_no_lead_is_refused_in_words(sign_in, review, who):
    client, refusal = sign_in(who), "An Operational Lead for Housing conducts the reviews."

    assert_blocked(client.get(url(review)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(review), review, reason=REASON), refusal)


# The wrong state


def test_what_is_completed_is_not_closed(sign_in, cast, review):
    client = sign_in("lead")
    scenarios.reviewed(cast, review)
    refusal = (
        "This review is completed since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Close" needs it to be open. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(review)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(review), review, reason=REASON), refusal)


def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, review):
    client = sign_in("lead")

    with nothing_changes():
        response = client.post(url(review), {"version": review.version - 1, "reason": REASON})

    assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert REASON in words(response)


# Bad input


@pytest.mark.parametrize("typed", ["", "  "])
def test_it_asks_for_the_reason(sign_in, review, typed):
    client = sign_in("lead")

    with nothing_changes():
        response = send(client, url(review), review, reason=typed)

    assert_asks(response, "Say why the review is closed without an outcome", typed=(typed,))


def test_whoever_calls_must_say_why(cast, review):
    with pytest.raises(NotAllowed, match="Say why the review is closed without an outcome"):
        reviews_services.close_review(review=review, version=review.version, by=cast.lead, reason=" ")


# GET


def test_opening_the_page_changes_nothing(sign_in, review):
    client = sign_in("lead")
    with nothing_changes():
        assert "Only for a review that was opened in error." in words(client.get(url(review)))
