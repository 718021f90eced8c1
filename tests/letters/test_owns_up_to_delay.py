"""A letter that is late, or tells of a review that was done late, owns up to it (§8, E2)."""

from datetime import date

import pytest

from alerts.models import Review
from alerts.writing import drafts
from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = pytest.mark.django_db

REMOVED = {"outcome": "REMOVE", "review_by": ""}
SORRY = "We should have told you sooner. We are sorry."


def reviewed(cast, **answers):
    alert = scenarios.told(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **answers)
    return Review.objects.get(pk=review.pk)


@pytest.mark.clause("P8a", "E2")
def test_a_review_that_was_done_late_says_so(cast):
    review = reviewed(cast)
    assert drafts.missed(review) == ""
    review.due_on = cast.ago(3)
    assert drafts.missed(review) == drafts.show_date(cast.ago(3))


@pytest.mark.clause("P8a", "E2")
def test_the_later_review_is_due_by_the_day_that_the_one_before_set(cast):
    first = reviewed(cast)
    again = scenarios.reviewed(cast, scenarios.under_review(cast, Review.objects.get(pk=first.pk).alert))
    again = Review.objects.get(pk=again.pk)
    again.completed_on = date(2030, 1, 1)
    assert drafts.missed(again) == drafts.show_date(min(first.next_due_on, again.due_on or date.max))


@pytest.mark.parametrize("outcome", [{}, REMOVED], ids=["kept", "removed"])
@pytest.mark.clause("P8a", "E2")
def test_the_letter_does_not_say_that_every_alert_is_reviewed_in_time(outcome):
    text = said(letter(Kind.REVIEW_OUTCOME, facts={"missed": "23 July 2026"} | outcome))
    assert "We should have done this review by 23 July 2026. We are sorry." in text
    assert "We review every alert" not in text
    assert "We should have done this review" not in said(letter(Kind.REVIEW_OUTCOME))


@pytest.mark.parametrize("kind", [Kind.REVIEW_OUTCOME, Kind.REMOVAL])
@pytest.mark.clause("E2", "P8b")
def test_what_is_told_late_is_said_to_be_late(kind):
    assert SORRY in said(letter(kind, facts={"told_late": "30 October 2026"}))
    assert SORRY not in said(letter(kind))


@pytest.mark.clause("E2", "P8b")
def test_the_facts_know_that_it_is_late(cast):
    review = reviewed(cast)
    assert scenarios.composed(cast, review, on=cast.ago(-40)).facts["told_late"]
    assert not scenarios.composed(cast, review).facts["told_late"]


@pytest.mark.parametrize("kind", [Kind.AGREED_ACTION, Kind.BEHAVIOUR_AGREEMENT])
@pytest.mark.clause("D3b")
def test_the_day_of_the_decision_is_said_once(kind):
    text = said(letter(kind, facts={"told_late": "2 April 2026"}))
    assert SORRY in text
    assert text.count("2 April 2026") == 1


@pytest.mark.clause("P8a", "E3")
def test_where_the_next_review_is_late_too_nothing_is_promised_of_every_year():
    late = {"review_late": True}
    (alert,) = letter(Kind.NOTIFICATION).facts["alerts"]
    assert "We should review every alert" in said(letter(Kind.NOTIFICATION, facts={"alerts": [alert | late]}))
    assert "Our Operational Lead should review “Visit in Pairs” alerts" in said(letter(Kind.APPEAL_OUTCOME, facts=late))
