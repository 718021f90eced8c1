"""A letter that says of an alert that less of it applies names the other alert about the same matter that stays (E2, E3)."""

from datetime import timedelta

import pytest

from letters import services
from tests import scenarios

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
STAYS = "The “Single Point of Contact” alert stays on your record. This letter changes nothing about it."
HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon."}


def two(cast, ends=None):
    """Two alerts that limit contact: the customer was told of both."""
    scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    limit = scenarios.CONDITION | {"ends": ends}
    return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[limit] if ends else [limit, HOURS])


def less(alert):
    return {"controls": alert.controls, "lifted": [alert.conditions.get(kind="CHANNELS").pk]}


def lighter_at_a_review(cast):
    alert = two(cast)
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", **less(alert))


def lighter_on_appeal(cast):
    alert = two(cast)
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", **less(alert))


def removed(cast):
    return scenarios.ended(cast, two(cast), "RISK_REDUCED")


@pytest.mark.parametrize("decided", [lighter_at_a_review, lighter_on_appeal, removed])
@pytest.mark.clause("E2", "E3")
def test_where_limits_have_ended_what_stays_is_named_after_them(cast, decided):
    text = said(scenarios.composed(cast, decided(cast)))
    assert text.count(STAYS) == 1
    ended = "has ended" if decided is removed else "no longer asks for this"
    assert text.index(ended) < text.index(STAYS)


@pytest.mark.clause("E2", "P5")
def test_so_it_is_where_all_limits_are_over(cast):
    alert = two(cast, ends=cast.today + timedelta(days=5))
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    text = said(scenarios.composed(cast, review, on=cast.today + timedelta(days=6)))
    assert f"None of the limits of this alert applies any more. {STAYS}" in text


@pytest.mark.clause("E2", refuses=True)
def test_once_the_other_alert_is_gone_too_the_letter_is_not_true_any_more(cast):
    review = lighter_at_a_review(cast)
    letter = scenarios.composed(cast, review)
    assert services.why_words_refused(letter) == []
    scenarios.ended(cast, review.customer.alerts.get(type__code="SINGLE_POINT_OF_CONTACT"))
    letter.subject = type(review).objects.get(pk=review.pk)
    (refusal,) = services.why_words_refused(letter)
    assert "has changed since this letter was composed" in refusal.sentence


@pytest.mark.clause("E2", refuses=True)
def test_an_alert_about_another_matter_is_not_named(cast):
    scenarios.told(cast, "VISIT_IN_PAIRS")
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HOURS])
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", **less(alert))
    assert "stays on your record. This letter" not in said(scenarios.composed(cast, review))
