"""Close the file without a recommendation. Its incidents stay referred."""

import pytest

from alerts.models import Investigation
from housing_alerts.refusals import when
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import LEADERSHIP, NO_CASE, assert_not_found, assert_not_now, assert_only_reads, fill

ANSWERS = {"reason": "The officer was mistaken."}


@pytest.fixture
def file(cast):
    return scenarios.drafted_alert(cast).investigation


def _url(file):
    return f"/investigations/{file.reference}/withdraw/"


# It works


def test_the_lead_withdraws_it_with_its_drafted_alerts(sign_in, file):
    client = sign_in("lead")
    response = fill(client, _url(file), **ANSWERS)

    said = f"Investigation {file.reference} withdrawn. Its incidents stay referred."
    assert_done(client, response, f"/investigations/{file.reference}/", said)
    found = Investigation.objects.get()
    assert (found.status, found.withdrawn_reason) == ("WITHDRAWN", "The officer was mistaken.")
    assert [alert.status for alert in found.alerts.all()] == ["WITHDRAWN"]
    assert [(i.status, i.awaits_lead()) for i in found.incidents.all()] == [("REFERRED", True)]
    assert "The officer was mistaken." in words(client.get(f"/investigations/{file.reference}/"))


# It refuses the wrong person


@pytest.mark.parametrize("username", NO_CASE)
def test_who_sees_no_case_finds_no_page(sign_in, file, username):
    assert_not_found(sign_in(username), _url(file), file, **ANSWERS)


@pytest.mark.parametrize("username", LEADERSHIP)
def test_who_does_not_lead_it_is_refused(sign_in, file, username):
    assert_not_now(sign_in(username), _url(file), file, "Lena Ledger leads this investigation.", **ANSWERS)


# It refuses the wrong state


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (lambda cast: scenarios.proposed(cast).investigation, "recommended"),
        (lambda cast: scenarios.active(cast).investigation, "concluded"),
        (scenarios.withdrawn, "withdrawn"),
    ],
)
def test_a_file_that_moved_on_is_refused(cast, sign_in, there, words):
    file = there(cast)
    file.refresh_from_db()
    sentence = (
        f'This investigation is {words} since {file.changed_by} acted on {when(file)}. "Withdraw" needs it to be open.'
    )
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **ANSWERS)


# It refuses bad input


def test_the_reason_is_said_in_words(sign_in, file):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, _url(file), reason=" ")
    assert_asks(response, "Say why the investigation is withdrawn")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, file):
    assert_only_reads(sign_in("lead"), _url(file))
