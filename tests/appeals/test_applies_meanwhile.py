"""The acknowledgement of an appeal says what really applies until it is decided (§9)."""

from datetime import timedelta

import pytest

from tests import scenarios
from tests.letters.samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
ALL = "all that we told you about it still applies"
HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon."}
NONE = "None of the limits of this alert applies any more."


def told(cast, *conditions):
    return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))


def until(cast, days):
    return scenarios.CONDITION | {"ends": cast.today + timedelta(days=days)}


def acknowledged(cast, alert, days=0, **answers):
    appeal = scenarios.appealed(cast, alert, **answers)
    return said(scenarios.composed(cast, appeal, on=cast.today + timedelta(days=days)))


@pytest.mark.clause("P9b")
def test_an_alert_that_is_as_it_was_told_still_applies(cast):
    assert ALL in acknowledged(cast, told(cast, scenarios.CONDITION))


@pytest.mark.long
@pytest.mark.parametrize("how", ["review", "appeal"])
@pytest.mark.clause("P9b", refuses=True)
def test_of_one_that_became_lighter_it_lists_what_is_left(cast, how):
    alert = told(cast, scenarios.CONDITION, HOURS)
    less = {"controls": alert.controls, "lifted": [alert.conditions.get(kind="CHANNELS").pk]}
    if how == "review":
        alert = scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", **less).alert
    else:
        alert = scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", **less).alert
    text = acknowledged(cast, alert)
    assert ALL not in text
    assert "Less of it applies than at first. This still applies: - Please ring between ten and noon." in text
    assert "by letter only" not in text


@pytest.mark.long
@pytest.mark.parametrize(
    ("days", "says"),
    [(5, ALL), (6, f"stays on your record. {NONE} You can contact us in every usual way.")],
    ids=["last day", "over"],
)
@pytest.mark.clause("P9b", refuses=True)
def test_of_limits_that_are_over_it_says_so(cast, days, says):
    assert says in acknowledged(cast, told(cast, until(cast, 5)), days)


@pytest.mark.clause("P9b", refuses=True)
def test_suspended_limits_that_are_over_are_not_said_to_apply(cast):
    text = acknowledged(cast, told(cast, until(cast, 5)), 6, stay=True)
    assert ALL not in text
    assert NONE in text


@pytest.mark.clause("P9b")
def test_of_limits_that_it_suspends_it_says_so(cast):
    text = acknowledged(cast, told(cast, scenarios.CONDITION), stay=True)
    assert "This limit does not apply to you until we have decided: - Please contact us by letter only." in text
    assert ALL not in text
