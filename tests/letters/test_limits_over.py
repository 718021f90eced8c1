"""A letter about an alert whose limits are past their last day says that they are over (E2, E3)."""

from datetime import timedelta

import pytest

from tests import scenarios

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
NONE = "None of the limits of this alert applies any more."
EVERY = "You can contact us in every usual way."


def until(cast, days):
    return scenarios.condition(cast, "CHANNELS", words="Please write to us", ends=cast.today + timedelta(days=days))


def kept_after(cast, days):
    """The letter about a review that keeps the alert, of a day when its only limit is over."""
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[until(cast, days)])
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    later = cast.today + timedelta(days=days + 1)
    return review, scenarios.composed(cast, review, on=later)


@pytest.mark.clause("E2", "P5")
def test_a_kept_alert_without_limits_says_that_none_applies(cast):
    text = said(kept_after(cast, 10)[1])
    assert f"What this means for you {NONE} {EVERY}" in text
    assert "What still applies" not in text


@pytest.mark.clause("E2", "P5", refuses=True)
def test_where_another_alert_limits_contact_not_every_way_is_open(cast):
    scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[scenarios.condition(cast, "NAMED_OFFICER")])
    text = said(kept_after(cast, 10)[1])
    assert NONE in text
    assert EVERY not in text


SHORTER = "The “Contact Management” alert no longer asks for this: - Please write to us. This ended on "


def shortened(cast):
    """An alert with two limits, and the answers with which the first of them ends in five days."""
    limits = [until(cast, 60), scenarios.condition(cast, "APPOINTMENT")]
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=limits)
    first = alert.conditions.get(kind="CHANNELS")
    return alert, {"controls": alert.controls, "ends": {first.pk: cast.today + timedelta(days=5)}}


@pytest.mark.clause("E3", "P9b")
@pytest.mark.parametrize("days", [5, 6])
def test_an_answer_says_of_a_shorter_limit_that_it_ended_where_it_did(cast, days):
    alert, less = shortened(cast)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", **less)
    text = said(scenarios.composed(cast, appeal, on=cast.today + timedelta(days=days)))
    assert (SHORTER in text) == (days == 6)
    assert "What ends sooner" not in text


OFFICER = "One named officer, or their deputy, deals with all your contact with us."


@pytest.mark.clause("E2", "P5", refuses=True)
@pytest.mark.parametrize("days", [5, 6])
def test_what_a_limit_said_does_not_read_as_if_it_applied_once_the_limit_has_ended(cast, days):
    limits = [
        scenarios.condition(cast, "NAMED_OFFICER", ends=cast.today + timedelta(days=60)),
        scenarios.condition(cast, "APPOINTMENT"),
    ]
    alert = scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=limits)
    first = alert.conditions.get(kind="NAMED_OFFICER")
    lighter = {"outcome": "STEP_DOWN", "reason": "Visits were calm since last year.", "controls": alert.controls}
    lighter |= {"ends": {first.pk: cast.today + timedelta(days=5)}}
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **lighter)
    text = said(scenarios.composed(cast, review, on=cast.today + timedelta(days=days)))
    assert OFFICER not in text
    stays = "This applies. At the review we decide whether it goes on. What this means for you"
    assert f"What still applies - As agreed (appointment). {stays}" in text or days == 5
    assert ("This now ends sooner, on 15 June 2026." in text) == (days == 5)
    assert ("This ended on 15 June 2026." in text) == (days == 6)


@pytest.mark.clause("E2", "P5", refuses=True)
def test_nor_does_the_measure_of_the_type_where_its_one_limit_is_over(cast):
    limit = scenarios.condition(cast, "NAMED_OFFICER", ends=cast.today + timedelta(days=5))
    alert = scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[limit])
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    text = said(scenarios.composed(cast, review, on=cast.today + timedelta(days=6)))
    assert f"What this means for you {NONE} {EVERY}" in text
    assert OFFICER not in text


@pytest.mark.clause("E2")
@pytest.mark.parametrize("days", [5, 6])
def test_so_does_the_letter_about_a_review(cast, days):
    alert, less = shortened(cast)
    lighter = {"outcome": "STEP_DOWN", "reason": "Visits were calm since last year."} | less
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **lighter)
    text = said(scenarios.composed(cast, review, on=cast.today + timedelta(days=days)))
    assert (SHORTER in text) == (days == 6)
    assert "What ends sooner" not in text
