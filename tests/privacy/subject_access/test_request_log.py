"""Logging that somebody asked what we hold about them: ``/subject-access/log/``"""

from datetime import date

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from privacy.models import SubjectRequest
from privacy.subject_access import services
from privacy.subject_access.forms import UNKNOWN
from tests import scenarios, settling
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/subject-access/log/"
SENT = {"customer": "d900001", "made_by": "", "kind": "ACCESS", "words": "Send me my file."}
SENT |= {"channel": "TELEPHONE"}
SENT |= day("received_on", date(2026, 6, 9))


def test_whoever_handles_cases_logs_what_reached_them(sign_in, cast):
    for who in ["contractor", "leadership"]:
        with settling.undone():
            client = sign_in(who)

            response = client.post(URL, SENT)

            request = SubjectRequest.objects.get()
            assert_done(client, response, "/", f"Request {request.reference} logged. It is answered by 9 July 2026.")
            assert (request.customer.reference, request.channel, request.words) == (
                "D900001",
                "TELEPHONE",
                "Send me my file.",
            )


def test_the_data_protection_officer_goes_on_with_it(sign_in, cast):
    client = sign_in("dpo")

    response = client.post(URL, SENT | {"made_by": " Sol Sample "})

    request = SubjectRequest.objects.get()
    assert response["Location"] == f"/subject-access/{request.reference}/"
    assert request.made_by == "Sol Sample"


def test_an_administrator_finds_no_such_page(sign_in, cast):
    client = sign_in("admin")
    with nothing_changes():
        assert (client.get(URL).status_code, client.post(URL, SENT).status_code) == (404, 404)
    with pytest.raises(NotAllowed, match="Colleagues who handle cases log such a request"):
        services.log_request(
            customer=cast.customers[scenarios.LODGER],
            by=cast.people["admin"],
            today=cast.today,
            received_on=cast.today,
            channel="EMAIL",
            words="x",
        )


def test_of_a_restricted_file_it_tells_nothing(sign_in, cast):
    scenarios.restrict_file(cast)
    client = sign_in("officer")

    assert client.post(URL, SENT).status_code == 302
    assert "Lodger" not in words(client.get(URL))


def test_a_second_request_is_refused(sign_in, cast):
    running = scenarios.asked_for_data(cast)
    client = sign_in("officer")

    with nothing_changes():
        response = client.post(URL, SENT)

    assert_refused(response, f"Request {running.reference} of this person is being answered. Tell the Data Protection")


def test_each_error_has_its_own_words(sign_in, cast):
    for typed, sentences in [
        (
            {
                "customer": "",
                "words": " ",
                "channel": "",
                "received_on_day": "",
                "received_on_month": "",
                "received_on_year": "",
            },
            [
                "Enter the customer’s reference",
                "Write down what they ask for, in their words",
                "Choose how the request reached us",
                "Enter the day the request reached us",
            ],
        ),
        (
            {"customer": "D999999"},
            [
                UNKNOWN,
            ],
        ),
        (day("received_on", date(2026, 6, 11)), ["The day the request reached us must be today or in the past"]),
    ]:
        client = sign_in("officer")
        with nothing_changes():
            assert_asks(client.post(URL, SENT | typed), *sentences)


def test_whoever_calls_says_what_the_page_asks(cast):
    for facts, sentence in [
        ({"channel": "PIGEON"}, "Say how the request reached us: choose one of the ways"),
        ({"received_on": date(2026, 6, 11)}, "Check the day on which it reached us"),
        ({"words": " "}, "Write down what they ask for, in their words"),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            scenarios.asked_for_data(cast, **facts)
