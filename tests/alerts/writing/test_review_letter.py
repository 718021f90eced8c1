"""Composing the letter that tells how a review ended: ``/reviews/RV-…/letter/``"""

from datetime import date, timedelta

import pytest
import time_machine

from alerts.models import Alert
from alerts.reviews import policies as reviews_policies
from housing_alerts.kernel.written_dates import show_date
from letters.models import Letter
from tests import scenarios, settling
from tests.page import (
    FORBIDDEN,
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    words,
)
from tests.scenarios import WITHHOLD
from tests.step import shown

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {
    "reported": "It was reported to us that you shouted.",
    "reason": "We are still concerned for our colleagues.",
    "planned_method": "FIRST_CLASS",
} | day("planned_on", date(2026, 6, 10))


def url(review):
    return f"/reviews/{review.reference}/letter/"


def completed(cast, **answers):
    return scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), **answers)


def kept_then_ended(cast):
    review = completed(cast)
    scenarios.ended(cast, review.alert)
    return review


def withheld_and_later_told(cast):
    review = completed(cast, inform=WITHHOLD)
    review.alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, review.alert))
    return review


def never_told(cast):
    return scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast)))


def told_of_it_afterwards(cast):
    """The letter that tells of the alert says when it is reviewed next: nothing is left for a second one."""
    with time_machine.travel(cast.then(0) - timedelta(hours=1), tick=False):
        review = never_told(cast)
    scenarios.posted(cast, Alert.objects.get(pk=review.alert_id))
    return review


def imported_then_removed(cast):
    return scenarios.removed_at_a_review(cast, scenarios.carried_over(cast, code="TO_BE_CONFIRMED"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("outcome", "suggested", "reply_by"),
    [
        ("KEEP", "We have had no new concerns since we put the alert on your record", date(2026, 7, 10)),
        ("REMOVE", "We have had no further concerns", None),
    ],
)
def test_the_lead_drafts_it_from_the_reason_that_is_recorded(sign_in, cast, outcome, suggested, reply_by):
    review, client = completed(cast, outcome=outcome), sign_in("lead")
    page = client.get(url(review))
    assert shown(page)["reason"] == [review.reason]
    assert suggested in words(page)

    response = client.post(url(review), SENT)

    letter = Letter.objects.get(kind="REVIEW_OUTCOME")
    message = f"Letter {letter.reference} drafted. Next: check it and issue it."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    assert (letter.subject, letter.kind, letter.signatory) == (review, "REVIEW_OUTCOME", "Lena Ledger")
    assert (letter.grants_appeal, letter.reply_by) == (outcome == "KEEP", reply_by)


@pytest.mark.long
def test_after_a_step_down_it_lists_what_ended_and_what_stays(cast):
    alert = scenarios.told(cast, "WEAPONS")
    kept = {"outcome": "STEP_DOWN", "controls": ["POLICE_ADVICE", "NO_FORCED_ENTRY"]}
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **kept)

    letter = scenarios.issued(cast, review)

    assert letter.facts["ended_of_type"] == ["Two people come together when they visit you."]
    assert [said["words"] for said in letter.facts["stays"]] == [
        "We may ask the police for advice before we visit you.",
        "If nobody lets us in, we follow extra safety rules.",
    ]
    assert "two people" not in letter.facts["consequence"].lower()


@pytest.mark.long
def test_a_condition_that_ended_is_named_and_the_others_stay(cast):
    hours = {"kind": "TIMES", "words": "Please ring between ten and noon.", "ends": None}
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, hours])
    lifted = [alert.conditions.all()[0].pk]
    kept = {"outcome": "STEP_DOWN", "controls": alert.controls, "lifted": lifted}
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **kept)

    facts = scenarios.issued(cast, review).facts

    assert facts["ended"] == [scenarios.CONDITION["words"]]
    assert hours["words"] in [said["words"] for said in facts["stays"]]
    assert scenarios.CONDITION["words"] not in [said["words"] for said in facts["stays"]]
    assert facts["consequence"] != alert.type.consequence_kept


@pytest.mark.long
def test_what_an_earlier_review_took_away_is_not_promised_again(cast):
    alert = scenarios.told(cast, "WEAPONS")
    lighter = {"outcome": "STEP_DOWN", "controls": ["POLICE_ADVICE"]}
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), **lighter)
    alert.refresh_from_db()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    facts = scenarios.issued(cast, review).facts

    assert (facts["outcome"], facts["ended"]) == ("KEEP", [])
    assert [said["words"] for said in facts["stays"]] == ["We may ask the police for advice before we visit you."]
    assert "two people" not in facts["consequence"].lower()


@pytest.mark.parametrize(
    ("left", "refusal"),
    [
        (lambda cast: completed(cast, inform=WITHHOLD), "It was decided at review"),
        (withheld_and_later_told, "not to inform the customer. No letter tells of its outcome."),
        (imported_then_removed, "is of the type To be confirmed. No letter belongs to that type."),
        (never_told, "had told Lewis Lodger of the alert before review"),
        (told_of_it_afterwards, "A letter has told them of it since, and says by when it is reviewed next."),
        (kept_then_ended, "has ended since. A letter that it stays would not be true."),
        (
            lambda cast: scenarios.reviewed(
                cast, scenarios.under_review(cast, scenarios.on_a_property(cast)), inform=WITHHOLD
            ),
            "It was decided not to inform the customer of alert",
        ),
    ],
    ids=[
        "withheld",
        "told later",
        "to be confirmed",
        "never told",
        "told afterwards",
        "ended since",
        "on a property",
    ],
)
def test_where_nothing_may_be_written_nothing_can_be(sign_in, cast, left, refusal):
    review, client = left(cast), sign_in("lead")

    with nothing_changes(attempts=any(words in refusal for words in FORBIDDEN)):
        assert_refused(client.post(url(review), SENT), refusal)


def test_neither_is_it_shown_before(sign_in, cast):
    review, client, refusal = completed(cast, inform=WITHHOLD), sign_in("lead"), "It was decided at review"
    assert_blocked(client.get(url(review)), refusal)
    with nothing_changes(attempts=any(words in refusal for words in FORBIDDEN)):
        preview = client.post(url(review), SENT | {"preview": "page"})
    assert preview.status_code == 403
    assert refusal in preview.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        (
            {"reason": " ", "planned_method": "", "planned_on_year": ""},
            [
                "Give the reason for the decision",
                "Choose how the letter will be sent",
                "The day the letter will be sent must include a year",
            ],
        )
    ],
)
def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, cast, typed, sentences):
    review, client = completed(cast), sign_in("lead")

    with nothing_changes():
        response = client.post(url(review), SENT | typed)

    assert_asks(response, *sentences, typed=((SENT | typed)["reason"],))


@pytest.mark.clause("E2")
def test_who_may_have_been_told_by_the_housing_system_is_told_how_the_review_ended(cast):
    running = scenarios.under_review(cast, scenarios.carried_over(cast))
    for outcome in ("REMOVE", "KEEP"):
        with settling.undone():
            running.refresh_from_db()
            review = scenarios.reviewed(cast, running, outcome=outcome)
            assert scenarios.posted(cast, review).status == "SENT"
            if outcome == "KEEP":
                refusal = review.alert.why_letter_refused("NOTIFICATION")
                assert refusal.sentence.endswith("The letter about its review tells the customer of it.")


@pytest.mark.clause("E2")
def test_who_was_told_at_an_earlier_review_is_told_of_the_next(cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)))
    scenarios.posted(cast, review)
    for letter in Letter.objects.filter(kind="NOTIFICATION"):
        scenarios.returned(cast, letter)
    review.alert.refresh_from_db()
    following = scenarios.reviewed(cast, scenarios.under_review(cast, review.alert))
    assert following.why_letter_refused("REVIEW_OUTCOME") is None


@pytest.mark.clause("E2", refuses=True)
def test_who_knew_of_nothing_is_told_of_the_alert_or_of_nothing(cast):
    running = scenarios.under_review(cast, scenarios.active_unheard(cast))
    for outcome, instead in (("REMOVE", "So nobody writes."), ("KEEP", "Write the letter that tells of alert CM-")):
        with settling.undone():
            running.refresh_from_db()
            review = scenarios.reviewed(cast, running, outcome=outcome)
            assert instead in review.why_letter_refused("REVIEW_OUTCOME").sentence


@pytest.mark.clause("D3b", "E2", refuses=True)
@pytest.mark.clause("D3b", "E2")
def test_who_was_asked_for_their_side_hears_of_the_removal_and_that_there_was_an_alert(cast):
    running = scenarios.under_review(cast, scenarios.active(cast))
    with settling.undone():
        kept = scenarios.reviewed(cast, running)
        assert "Write the letter that tells of alert CM-" in kept.why_letter_refused("REVIEW_OUTCOME").sentence
    running.refresh_from_db()
    review = scenarios.reviewed(cast, running, outcome="REMOVE")
    assert scenarios.posted(cast, review).facts["untold_since"] == show_date(review.alert.effective_from)


@pytest.mark.clause("E2", refuses=True)
def test_who_knew_of_it_reads_nothing_of_an_alert_that_they_never_heard_of(cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome="REMOVE")
    assert scenarios.composed(cast, review).facts["untold_since"] == ""


@pytest.mark.clause("E2", refuses=True)
def test_a_letter_that_came_back_told_nothing(cast):
    alert = scenarios.told(cast)
    scenarios.returned(cast, Letter.objects.get())
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert "No letter had told" in review.why_letter_refused("REVIEW_OUTCOME").sentence


def test_a_letter_that_says_nothing_of_a_heavier_measure_is_true_where_none_is_asked_for(cast):
    kept = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast)))
    assert reviews_policies.why_review_facts_refused(kept, {}) is None
    more = scenarios.asked_for_more(cast, scenarios.active(cast, customer=scenarios.HONG)).investigation.from_review
    assert reviews_policies.why_review_facts_refused(more, {"considered": True}) is None
    assert reviews_policies.why_review_facts_refused(more, {})
