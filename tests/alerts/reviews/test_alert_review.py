"""Opening a review of an alert: ``/alerts/CM-…/review/``"""

from datetime import date, timedelta

import pytest

from alerts.models import Alert, Review
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"trigger": "SAFETY", "evidence": "A contractor was threatened.", "nothing_to_report": "on"}
TRIGGERS = ["CONTACT", "TENANCY", "SAFETY", "SAFEGUARDING", "REQUEST", "APPEAL", "MOVED"]


def url(alert):
    return f"/alerts/{alert.reference}/review/"


@pytest.mark.long
@pytest.mark.parametrize(("days", "said"), [(10, "The review is due by"), (400, "The review was due by")])
def test_the_page_says_whether_the_day_has_passed(sign_in, cast, days, said):
    assert said in words(sign_in("lead").get(url(scenarios.active(cast, days=days))))


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_something_that_happened_calls_for_it_early(sign_in, cast, trigger):
    alert, client = scenarios.active(cast), sign_in("lead")

    response = send(client, url(alert), alert, **SENT | {"trigger": trigger})

    review = Review.objects.get()
    assert_done(client, response, f"/reviews/{review.reference}/", f"Review {review.reference} opened.")
    assert (review.alert, review.status, review.trigger) == (alert, "OPEN", trigger)
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

    assert "By when is an early review to be completed?" not in words(client.get(url(alert)))
    send(client, url(alert), alert, trigger="DUE", evidence="")
    assert Review.objects.get().due_on is None


@pytest.mark.long
@pytest.mark.parametrize("days", [365, 500])
def test_what_is_due_or_overdue_needs_no_other_cause(sign_in, cast, days):
    alert, client = scenarios.active(cast, days=days), sign_in("lead")

    assert send(client, url(alert), alert, trigger="DUE", evidence="").status_code == 302


def test_a_lead_of_the_area_opens_it_for_an_alert_of_the_housing_system(sign_in, cast):
    alert = scenarios.carried_over(cast)

    assert send(sign_in("lead"), url(alert), alert, **SENT).status_code == 302


# The wrong person


@pytest.mark.parametrize("who", ["head", "head2", "leadership"])
def test_who_sees_the_case_but_is_no_lead_is_refused_in_words(sign_in, cast, who):
    alert, client = scenarios.active(cast), sign_in(who)
    refusal = "An Operational Lead for Housing conducts the reviews."

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


# The wrong state


@pytest.mark.long
def test_one_review_is_open_at_a_time(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")
    running = scenarios.under_review(cast, alert)
    refusal = f"Review {running.reference} of this alert is already open. Complete it."

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


@pytest.mark.long
@pytest.mark.parametrize(
    ("left", "status"),
    [(scenarios.proposed, "proposed"), (lambda cast: scenarios.ended(cast, scenarios.active(cast)), "ended")],
)
def test_only_an_active_alert_is_reviewed(sign_in, cast, left, status):
    alert, client = left(cast), sign_in("lead")
    refusal = f"Alert {alert.reference} is {status}. Only an active alert is reviewed."

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")

    with nothing_changes():
        response = client.post(url(alert), {"version": alert.version - 1} | SENT)

    assert_refused(response, "Helen Headley changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert SENT["evidence"] in words(response)


# Bad input


def test_it_asks_what_calls_for_it(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")

    with nothing_changes():
        response = send(client, url(alert), alert, **SENT | {"trigger": ""})

    assert_asks(response, "Choose what calls for a review", typed=(SENT["evidence"],))


@pytest.mark.parametrize("typed", [{"trigger": "DUE"}, {"evidence": ""}, {"evidence": "  "}])
def test_before_it_is_due_the_cause_stands_there_in_words(sign_in, cast, typed):
    alert, client = scenarios.active(cast, days=364), sign_in("lead")

    with nothing_changes():
        response = send(client, url(alert), alert, **SENT | typed)

    assert_refused(
        response, "The review is not due yet. Choose what calls for an early review, and say in words what happened."
    )


def test_whoever_calls_is_refused(cast):
    alert = scenarios.active(cast)

    with pytest.raises(NotAllowed, match="The review is not due yet"):
        reviews_services.open_review(alert=alert, version=alert.version, by=cast.lead, on=cast.today, trigger="DUE")
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today, "evidence": "He shouted."}
    for trigger in ("", "SHRUG"):
        with nothing_changes(), pytest.raises(NotAllowed, match="Choose what calls for the review."):
            reviews_services.open_review(**step, trigger=trigger)


@pytest.mark.parametrize("due_on", [date(2026, 6, 9), date(2027, 6, 11)])
def test_an_early_review_is_completed_between_today_and_the_day_it_is_due_anyway(sign_in, cast, due_on):
    alert, client = scenarios.active(cast), sign_in("lead")

    with nothing_changes():
        response = send(client, url(alert), alert, **SENT | day("due_on", due_on))

    assert_refused(response, "Choose a day from today to 10 June 2027, when the review is due anyway.")
    assert SENT["evidence"] in words(response)


@pytest.mark.parametrize("due_on", [date(2026, 6, 10), date(2027, 6, 10)])
def test_today_and_the_day_it_is_due_anyway_are_between(cast, due_on):
    alert = scenarios.active(cast)
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today, "trigger": "REQUEST"}

    assert reviews_services.open_review(**step, evidence="A threat.", due_on=due_on).due_on == due_on


def test_what_is_due_already_gets_no_later_day(cast):
    alert = scenarios.active(cast, days=365)
    step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today, "trigger": "DUE"}

    with pytest.raises(NotAllowed, match="The review is due already. Leave the day for an early review empty."):
        reviews_services.open_review(**step, due_on=date(2026, 7, 1))


# GET


def test_opening_the_page_changes_nothing(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")
    with nothing_changes():
        assert "The review is due by 10 June 2027." in words(client.get(url(alert)))


def test_what_is_due_is_preselected(sign_in, cast):
    alert = scenarios.active(cast, days=365)
    assert alert.review_due_on == date(2026, 6, 10)

    assert 'value="DUE" checked' in sign_in("lead").get(url(alert)).content.decode()


@pytest.mark.clause("P2", "P8a", refuses=True)
def test_what_happened_to_somebody_is_reported_before_safety_calls_for_a_review(sign_in, cast):
    alert = scenarios.active(cast, days=9)
    client, told = sign_in("lead"), {"trigger": "SAFETY", "evidence": "He spat at the gas engineer."}
    asks = "If something happened to somebody, report the incident first, then open the review."
    with nothing_changes():
        assert asks in words(send(client, url(alert), alert, **told))

    scenarios.logged(cast, days=1, violent=True)

    assert send(client, url(alert), alert, **told).status_code == 302
