"""Opening a review of an alert: ``/alerts/CM-…/review/``"""

from datetime import date, timedelta

import pytest

from alerts.models import Alert, Review
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.page import (
    assert_asks,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"trigger": "SAFETY", "evidence": "A contractor was threatened.", "nothing_to_report": "on"}


def url(alert):
    return f"/alerts/{alert.reference}/review/"


def test_something_that_happened_calls_for_it_early(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")
    assert "The review is due by 10 June 2027." in words(client.get(url(alert)))

    response = send(client, url(alert), alert, **SENT)

    review = Review.objects.get()
    assert_done(client, response, f"/reviews/{review.reference}/", f"Review {review.reference} opened.")
    assert (review.alert, review.status, review.trigger) == (alert, "OPEN", "SAFETY")
    assert review.evidence == SENT["evidence"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("days", "typed", "due_on"),
    [(0, {}, date(2026, 7, 8)), (350, {}, date(2026, 6, 25)), (0, day("due_on", date(2026, 9, 1)), date(2026, 9, 1))],
    ids=["within four weeks", "never later than it is due anyway", "on the day that was set"],
)
def test_an_early_review_is_due_earlier_and_a_closed_one_no_longer(sign_in, cast, days, typed, due_on):
    alert = scenarios.active(cast, days=days)
    own = alert.review_due_on

    send(sign_in("lead"), url(alert), alert, **SENT | typed)

    alert.refresh_from_db()
    assert (alert.due_on, alert.review_due_on) == (due_on, own)
    assert alert in Alert.objects.due_for_review(on=due_on)
    assert alert not in Alert.objects.due_for_review(on=due_on - timedelta(days=1))
    assert alert.overdue(on=due_on + timedelta(days=1)) and not alert.overdue(on=due_on)
    scenarios.closed(cast, Review.objects.get())
    alert.refresh_from_db()
    assert alert.due_on == own
    assert alert not in Alert.objects.due_for_review(on=due_on) or due_on == own


def test_a_review_that_is_due_has_no_day_of_its_own(sign_in, cast):
    alert, client = scenarios.active(cast, days=365), sign_in("lead")

    assert alert.review_due_on == date(2026, 6, 10)
    page = client.get(url(alert))
    assert "By when is an early review to be completed?" not in words(page)
    assert 'value="DUE" checked' in page.content.decode()
    send(client, url(alert), alert, trigger="DUE", evidence="")
    assert Review.objects.get().due_on is None


def test_a_lead_of_the_area_opens_it_for_an_alert_of_the_housing_system(sign_in, cast):
    alert = scenarios.carried_over(cast)

    assert send(sign_in("lead"), url(alert), alert, **SENT).status_code == 302


def test_what_somebody_else_changed_and_a_cause_without_words_are_refused_and_nothing_typed_is_lost(sign_in, cast):
    alert, client = scenarios.active(cast, days=364), sign_in("lead")

    with nothing_changes():
        response = client.post(url(alert), {"version": alert.version - 1} | SENT)
        assert_refused(response, "Helen Headley changed this on")
        assert SENT["evidence"] in words(response)
        response = send(client, url(alert), alert, **SENT | {"trigger": ""})
        assert_asks(response, "Choose what calls for a review", typed=(SENT["evidence"],))
        early = "The review is not due yet. Choose what calls for an early review, and say in words what happened."
        for typed in ({"trigger": "DUE"}, {"evidence": "  "}):
            assert_refused(send(client, url(alert), alert, **SENT | typed), early)


def test_whoever_calls_is_refused(cast):
    alert = scenarios.active(cast)

    with pytest.raises(NotAllowed, match="The review is not due yet"):
        reviews_services.open_review(alert=alert, version=alert.version, by=cast.lead, on=cast.today, trigger="DUE")
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today, "evidence": "He shouted."}
    for trigger in ("", "SHRUG"):
        with nothing_changes(), pytest.raises(NotAllowed, match="Choose what calls for the review."):
            reviews_services.open_review(**step, trigger=trigger)


def test_an_early_review_is_completed_between_today_and_the_day_it_is_due_anyway(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")

    for due_on in [date(2026, 6, 9), date(2027, 6, 11)]:
        with nothing_changes():
            response = send(client, url(alert), alert, **SENT | day("due_on", due_on))

        assert_refused(response, "Choose a day from today to 10 June 2027, when the review is due anyway.")
        assert SENT["evidence"] in words(response)


def test_today_and_the_day_it_is_due_anyway_are_between(cast):
    alert = scenarios.active(cast)
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today, "trigger": "REQUEST"}
    for due_on in (date(2026, 6, 10), date(2027, 6, 10)):
        with settling.undone():
            assert reviews_services.open_review(**step, evidence="A threat.", due_on=due_on).due_on == due_on


def test_what_is_due_already_gets_no_later_day(cast):
    alert = scenarios.active(cast, days=365)
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today, "trigger": "DUE"}

    with pytest.raises(NotAllowed, match="The review is due already. Leave the day for an early review empty."):
        reviews_services.open_review(**step, due_on=date(2026, 7, 1))


@pytest.mark.clause("P2", "P8a", refuses=True)
def test_what_happened_to_somebody_is_reported_before_safety_calls_for_a_review(sign_in, cast):
    alert = scenarios.active(cast, days=9)
    client, told = sign_in("lead"), {"trigger": "SAFETY", "evidence": "He spat at the gas engineer."}
    asks = "If something happened to somebody, report the incident first, then open the review."
    with nothing_changes():
        assert asks in words(send(client, url(alert), alert, **told))

    scenarios.logged(cast, days=1, violent=True)

    assert send(client, url(alert), alert, **told).status_code == 302
