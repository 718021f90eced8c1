"""The least that an answer has to say."""

import pytest

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.sense import said_twice, says_the_same, why_says_too_little

ASKS = "Say what else was tried."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", ASKS),
        (" \n", ASKS),
        ("x", f"“x” says too little: use 5 different words or more. {ASKS}"),
        ("No, no, no, no, no!", f"“No, no, no, no, no!” says too little: use 5 different words or more. {ASKS}"),
    ],
)
def test_what_says_too_little_is_asked_for_by_its_clause(words, sentence):
    refusal = why_says_too_little(words, Refusal(procedure.OPTIONS, ASKS))
    assert (refusal.clause, refusal.sentence) == (procedure.OPTIONS, sentence)


@pytest.mark.parametrize("words", ["A warning had no effect.", "Nguyễn’s sister helps; she’s near."])
def test_five_different_words_say_something(words):
    assert why_says_too_little(words, Refusal(procedure.OPTIONS, ASKS)) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("None is known.", "none  is KNOWN", True), ("None is known.", "Known is none.", False), ("", "", False)],
)
def test_the_same_words_are_the_same_however_they_are_written(one, other, same):
    assert says_the_same(one, other) is same


@pytest.mark.parametrize("words", ["None is known.", "none is needed", "There is none."])
def test_that_there_is_nothing_is_an_answer_where_it_may_be_the_honest_one(words):
    unsaid = Refusal(procedure.OPTIONS, ASKS)
    assert why_says_too_little(words, unsaid, nothing=True) is None
    assert why_says_too_little(words, unsaid) is not None
    assert why_says_too_little("None.", unsaid, nothing=True) is not None
    assert said_twice({"Vulnerability": words, "Support": words}) == []
