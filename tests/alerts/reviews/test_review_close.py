"""Closing a review that was opened in error: ``/reviews/RV-…/close/``"""

import pytest

from alerts.models import Alert
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


def test_it_is_closed_and_the_alert_stays_due_when_it_was(sign_in, cast, review):
    client, due = sign_in("lead"), review.alert.review_due_on

    response = send(client, url(review), review, reason=REASON)

    page = f"/reviews/{review.reference}/"
    assert_done(client, response, page, f"Review {review.reference} closed. The alert stays due for review.")
    review.refresh_from_db()
    alert = Alert.objects.get(pk=review.alert.pk)
    assert (review.status, review.closed_reason) == ("CLOSED", REASON)
    assert (alert.is_active, alert.review_due_on) == (True, due)
    assert f"Why it was closed {REASON}" in words(client.get(page))
    assert scenarios.under_review(cast, alert).status == "OPEN", "then another can be opened"


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


def test_it_asks_for_the_reason_and_names_somebody_elses_change_in_between(sign_in, review):
    client = sign_in("lead")

    with nothing_changes():
        asked = send(client, url(review), review, reason="  ")
        response = client.post(url(review), {"version": review.version - 1, "reason": REASON})

    assert_asks(asked, "Say why the review is closed without an outcome")

    assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert REASON in words(response)
