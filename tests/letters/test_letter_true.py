"""A letter says what is so: one that is no longer true is cancelled, and neither issued nor posted."""

from datetime import date

import pytest

from alerts.models import Alert
from letters import services
from letters.models import Letter
from tests import scenarios
from tests.page import assert_refused, nothing_changes, send, words

pytestmark = pytest.mark.usefixtures("wednesday")
KEPT_LETTERS = pytest.mark.parametrize("kept", [scenarios.drafted, scenarios.issued])


def now(alert):
    return Alert.objects.get(pk=alert.pk)


def about_each(cast, alert):
    """What may be written about an alert that stands: the decision, a review that kept it, an appeal not upheld."""
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    return [now(alert), review, scenarios.determined(cast, scenarios.prepared(cast, now(alert)))]


def state(letter):
    found = Letter.objects.get(pk=letter.pk)
    return found.status, found.cancelled_reason


@KEPT_LETTERS
def test_the_end_of_an_alert_cancels_what_says_that_it_stands(cast, kept):
    alert = scenarios.told(cast)
    written = [kept(cast, subject) for subject in about_each(cast, alert)]

    scenarios.ended(cast, now(alert))

    assert [state(letter) for letter in written] == [("CANCELLED", f"Alert {alert.reference} ended")] * 3


@KEPT_LETTERS
def test_what_tells_of_the_end_is_not_cancelled_by_it(cast, kept):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome="REMOVE")
    upheld = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast, "NO_LONE_MALES")), "UPHELD")
    written = [kept(cast, subject) for subject in (review, upheld)]

    scenarios.ended(cast, scenarios.active(cast, "DANGEROUS_DOGS"))

    assert [state(letter)[1] for letter in written] == ["", ""]


@KEPT_LETTERS
def test_what_says_that_something_is_over_is_cancelled_once_another_alert_asks_for_it(cast, kept):
    gone = scenarios.ended(cast, scenarios.told(cast))
    letter = kept(cast, gone)

    other = scenarios.active(cast, "WEAPONS")

    assert state(letter) == ("CANCELLED", f"Alert {other.reference}: imposed")


def test_so_it_is_once_an_import_brings_one(cast):
    letter = scenarios.drafted(cast, scenarios.ended(cast, scenarios.told(cast)))

    other = scenarios.carried_over(cast)

    assert state(letter) == ("CANCELLED", f"Alert {other.reference} is in force in the housing system")


@KEPT_LETTERS
def test_a_step_down_cancels_what_tells_of_more(cast, kept):
    alert = scenarios.told(cast, "WEAPONS")
    written = [kept(cast, subject) for subject in about_each(cast, alert)]

    review = scenarios.under_review(cast, now(alert))
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"])

    assert [state(letter) for letter in written] == [("CANCELLED", f"Alert {alert.reference} goes on with less")] * 3


def test_a_partly_upheld_appeal_cancels_what_tells_of_more(cast):
    hours = {"kind": "TIMES", "words": "Please ring between ten and noon.", "ends": None}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, hours])
    letter, lifted = scenarios.drafted(cast, alert), alert.conditions.all()[0]

    appeal = scenarios.prepared(cast, alert)
    scenarios.determined(cast, appeal, "PARTLY", controls=alert.controls, lifted=[lifted.pk])

    assert state(letter)[0] == "CANCELLED"
    assert [said["words"] for said in scenarios.drafted(cast, now(alert)).facts["alerts"][0]["conditions"]] == [
        "Please ring between ten and noon."
    ]


def test_a_review_cancels_what_names_the_review_before(cast):
    alert = scenarios.active(cast, days=100)
    letter = scenarios.drafted(cast, alert)

    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    assert state(letter) == ("CANCELLED", f"Review {review.reference} changed what the letter says")
    assert scenarios.drafted(cast, now(alert)).facts["alerts"][0]["review_by"] == "10 June 2027"


def test_a_review_that_changes_nothing_the_letter_says_leaves_it(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)

    scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    assert state(letter) == ("DRAFT", "")


@pytest.mark.parametrize(
    ("kept", "step"), [(scenarios.drafted, "issue"), (scenarios.issued, "posting")], ids=["issued", "posted"]
)
def test_what_is_no_longer_true_is_not(sign_in, cast, monkeypatch, kept, step):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    letter, client = kept(cast, appeal), sign_in("lead")
    assert letter.facts["kept"]
    with monkeypatch.context() as patched:
        patched.setattr("alerts.alert.services.letters.cancel_forbidden", lambda *args, **kwargs: None)
        scenarios.ended(cast, now(appeal.alert))

    with nothing_changes():
        posted = {"method": "FIRST_CLASS", "on_day": "10", "on_month": "6", "on_year": "2026"}
        response = send(client, f"/letters/{letter.reference}/{step}/", letter, **posted)

    untrue = (
        f"Alert {appeal.alert.reference} has changed since this letter was composed, so the letter would not be true. "
        "Cancel it, and write to the customer as things stand now."
    )
    if step == "issue":
        assert_refused(response, untrue)
    else:
        assert f"Yes, it has. {untrue}" in words(response)


def test_what_changed_while_it_was_composed_is_not_kept(cast):
    alert = scenarios.active(cast, days=100)
    letter = scenarios.composed(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    with nothing_changes(), pytest.raises(services.NotAllowed, match="has changed since this letter was composed"):
        services.draft_letter(letter=letter, by=cast.lead, today=cast.today)


def test_after_the_end_the_answer_to_an_appeal_says_so(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    scenarios.ended(cast, now(appeal.alert))
    appeal.refresh_from_db()

    letter = scenarios.posted(cast, appeal)

    assert (letter.status, letter.facts["kept"], letter.sent_on) == ("SENT", False, date(2026, 6, 10))
