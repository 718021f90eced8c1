"""A letter that first tells of a decision long after it was made is asked about, and the reason is kept with it."""

from datetime import timedelta

import pytest

from alerts.models import Alert
from letters import dispatch
from tests import scenarios

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def late(letter, cast):
    return [doubt.code for doubt in dispatch.asked(letter, on=cast.today) if doubt.code == dispatch.LATE]


@pytest.mark.clause("D3b", "E1")
@pytest.mark.parametrize(("days", "asks"), [(14, False), (15, True), (25, True)])
def test_a_plan_of_more_than_ten_working_days_after_the_decision_is_asked_about(cast, days, asks):
    alert = scenarios.active(cast)
    planned = alert.decided_on + timedelta(days=days)
    assert bool(late(scenarios.composed(cast, alert, on=planned), cast)) is asks


@pytest.mark.clause("D3b", "E1", refuses=True)
def test_the_reason_is_kept_with_the_letter(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert, on=cast.today + timedelta(days=25))
    (doubt,) = [each for each in dispatch.asked(letter, on=cast.today) if each.code == dispatch.LATE]
    assert dispatch.why_doubts_unanswered([doubt], [], "").sentence.startswith("The decision was made on")
    letter.answers = dispatch.answers([doubt], words="She was in hospital.", by=cast.lead, on=cast.today)
    assert late(letter, cast) == []


@pytest.mark.clause("D3b")
def test_a_letter_that_replaces_one_or_tells_of_no_decision_is_not(cast):
    alert = scenarios.told(cast)
    later = cast.today + timedelta(days=25)
    assert late(scenarios.composed(cast, alert, on=later), cast) == []
    appeal = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    assert late(scenarios.composed(cast, appeal, on=later), cast) == []
