"""Whoever may not complete a review, or not now or not so, is refused in words (§8)."""

import pytest

from alerts.decisions.answers import InformAnswer
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.completing import HARM, SENT, url
from tests.page import (
    assert_asks,
    assert_refused,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def review(cast):
    return scenarios.under_review(cast, scenarios.told(cast))


@pytest.mark.long
def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, review):
    client = sign_in("lead")

    with nothing_changes():
        response = client.post(url(review), {"version": review.version - 1} | SENT)

    assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert SENT["reason"] in words(response)


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, review):
    client = sign_in("lead")

    for typed, sentences in [
        (
            {"outcome": "", "reason": " ", "informing": ""},
            [
                "Choose what becomes of the alert",
                "Give the reason for the decision",
                "Choose whether the customer is informed",
            ],
        ),
        ({"months": "13"}, ["An alert is reviewed within 12 months. Enter 12 or fewer"]),
        ({"months": "0"}, ["Enter 1 month or more"]),
        ({"months": "soon"}, ["Enter the months as a number, such as 6"]),
        (
            {"informing": "WITHHOLD", "informing_reason": ""},
            ["Choose why the customer is not informed", "Say how you assessed the risk of harm"],
        ),
        (HARM | {"informing_reason": " "}, ["Say how you assessed the risk of harm"]),
    ]:
        with nothing_changes():
            response = send(client, url(review), review, **SENT | typed)

        assert_asks(response, *sentences, typed=((SENT | typed)["reason"],))


def test_whoever_calls_is_refused(cast, review):
    for answers, sentence in [
        ({"reason": " "}, "Give the reason for the outcome of the review"),
        (
            {"considered": {"risk": "", "vulnerability": "x"}},
            r"Say what you considered, or leave the box empty\.",
        ),
        ({"months": 13}, r"The next review is due within 12 months\. Choose 1 or more"),
        ({"inform": InformAnswer("")}, "Answer whether the customer is informed of the alert"),
        ({"inform": InformAnswer("WITHHOLD", "HARM_TO_STAFF", " ")}, "Say how you assessed whether informing"),
        ({"inform": InformAnswer("INFORM", reason=" ")}, "Say how you assessed whether informing"),
        (
            {"inform": InformAnswer("WITHHOLD", "", "It is safer for her so.")},
            "Say which risk of harm informing the customer",
        ),
        (
            {"inform": InformAnswer("WITHHOLD", "THIRD_PARTY", "Only the police told us of it.")},
            "This alert does not rest on third-party information alone",
        ),
        ({"outcome": "STEP_DOWN", "controls": ["POLICE_ADVICE"]}, "Anything heavier needs a new decision"),
        ({"outcome": "STEP_DOWN", "controls": ["AT_LEAST_TWO"], "lifted": [999]}, "A step down can only take away"),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            scenarios.reviewed(cast, review, **answers)


def test_who_must_never_be_written_to_is_not_informed(sign_in, cast, review):
    Customer.objects.filter(pk=review.customer.pk).update(never_write=True)
    client = sign_in("lead")

    with nothing_changes():
        response = send(client, url(review), review, **SENT)

    assert_refused(response, "must never be written to: a letter could fall into the wrong hands.")
