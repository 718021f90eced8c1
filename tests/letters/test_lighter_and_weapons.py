"""What stays of a lighter alert is said to stay, and what ends was told before (E1, E2)."""

import pytest

from alerts.models import AlertType
from alerts.writing import measures
from tests import scenarios

from .samples import said

pytestmark = pytest.mark.django_db


@pytest.mark.clause("E2")
def test_after_a_step_down_visits_take_longer_because_of_what_stays(cast):
    alert = scenarios.told(cast, "WEAPONS")
    review = scenarios.under_review(cast, alert)
    lighter = {"outcome": "STEP_DOWN", "controls": ["AT_LEAST_TWO"], "reason": "Visits were calm since last year."}
    text = said(scenarios.composed(cast, scenarios.reviewed(cast, review, **lighter)))
    assert "Repairs and visits may still take longer because of what still applies." in text
    assert "because of this" not in text


@pytest.mark.clause("E1", "E2")
def test_all_three_measures_of_a_weapon_are_told_at_the_start():
    weapons = AlertType.objects.get(code="WEAPONS")
    assert set(weapons.controls) == {"AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"}
    for words in (weapons.measure, weapons.consequence_kept):
        assert "come together" in words
        assert "police" in words
        assert "extra safety rules" in words
    assert measures.MEASURES["NO_FORCED_ENTRY"] in weapons.measure
