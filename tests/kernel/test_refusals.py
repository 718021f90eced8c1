"""Refusals: what stands in the way, asked in order, in words."""

import pytest

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed, Refusal, author_of, met, refuse_if, when, why_not_from_here
from tests import scenarios

THEIRS = Refusal(procedure.HEAD_DECIDES, "Somebody else decides this.")
UNTOLD = Refusal(procedure.CONSISTENT, "Say why.")


def test_a_step_goes_ahead_where_nothing_stands_in_its_way():
    refuse_if(None, None)


def test_what_starts_elsewhere_is_refused_in_words_and_left_out_of_the_page(wednesday, cast):
    refusal = why_not_from_here(scenarios.referred(cast).settle)
    assert (refusal.clause, refusal.hides) == (procedure.CONSISTENT, True)
    assert str(refusal) == (
        "This incident is referred since Morwenna Manning acted on 10 June 2026 at 10:30. "
        '"Settle" needs it to be logged. Open it again to see where it stands.'
    )
    assert why_not_from_here(scenarios.opened(cast).withdraw) is None


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
    assert (author_of(incident), when(incident)) == ("Oliver Fisk", "10 June 2026 at 10:30")
    assert author_of(cast.customers["D900001"]) == "an import"
