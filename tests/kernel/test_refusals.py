"""Refusals: what stands in the way, asked in order, in words."""

import pytest

from alerts.investigations import policies as investigations_policies
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed, Refusal, met, refuse_if, require, when, who, why_not
from tests import scenarios

THEIRS = Refusal(procedure.HEAD_DECIDES, "Somebody else decides this.")
UNTOLD = Refusal(procedure.CONSISTENT, "Say why.")


def _refused(step, *refusals):
    with pytest.raises(NotAllowed) as refused:
        require(step, *refusals)
    return refused.value.refusal


def test_a_step_goes_ahead_where_nothing_stands_in_its_way(cast):
    require(scenarios.logged(cast).settle, None, None)


def test_first_it_is_asked_whether_the_record_is_where_the_step_starts(wednesday, cast):
    incident = scenarios.referred(cast)
    refusal = _refused(incident.settle, THEIRS, UNTOLD)
    assert refusal.clause == procedure.CONSISTENT
    assert str(refusal) == (
        "This incident is referred since Morwenna Manning acted on 10 June 2026 at 10:30. "
        '"Settle" needs it to be logged. Open it again to see where it stands.'
    )


def test_then_what_the_caller_found_and_last_the_machines_own_conditions(cast):
    file = scenarios.opened(cast)
    assert _refused(file.recommend, None, THEIRS, UNTOLD) == THEIRS
    assert _refused(file.recommend) == investigations_policies.why_not_recommend(file)
    assert why_not(file.withdraw) is None


def test_the_exception_says_the_sentence(cast):
    refuse_if(None)
    with pytest.raises(NotAllowed, match=r"^Somebody else decides this\.$") as refused:
        refuse_if(None, THEIRS, UNTOLD)
    assert refused.value.refusal == THEIRS


def test_a_condition_holds_while_its_policy_is_silent():
    silent, speaking = met(lambda record: None), met(lambda record: THEIRS)
    assert (silent("x"), speaking("x")) == (True, False)
    assert speaking.policy("x") == THEIRS


def test_who_and_when_in_london(wednesday, cast):
    incident = scenarios.logged(cast)
    assert (who(incident), when(incident)) == ("Oliver Fisk", "10 June 2026 at 10:30")
    assert who(cast.customers["D900001"]) == "an import"
