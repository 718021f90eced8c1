"""Record a reasonable adjustment that was agreed with the customer (§10)."""

from datetime import timedelta

import pytest

from housing_alerts.customers.models import Adjustment
from housing_alerts.kernel.audit.models import AuditEvent
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import LEADERSHIP, assert_kept, assert_not_now, assert_only_reads, fill

URL = "/customers/D900001/adjustment/"
WHAT = "Ring before each visit."


@pytest.fixture
def answers(cast):
    return {"what": WHAT, **day("starts", cast.today)}


@pytest.fixture
def lodger(cast):
    return cast.customers["D900001"]


# It works


def test_the_lead_records_what_was_agreed(cast, sign_in, answers):
    until = cast.today + timedelta(days=30)
    client = sign_in("lead")
    response = fill(client, URL, **answers, **day("ends", until))

    assert_done(client, response, "/customers/D900001/", "Adjustment recorded.")
    agreed = Adjustment.objects.get()
    assert (agreed.what, agreed.starts, agreed.ends, agreed.created_by) == (WHAT, cast.today, until, cast.lead)
    assert WHAT in words(client.get("/customers/D900001/"))
    assert AuditEvent.objects.filter(action="record adjustment", reference="D900001", by=cast.lead).exists()


def test_it_may_stay_without_an_end_and_starts_today(cast, sign_in, answers):
    assert_kept(sign_in("lead").get(URL), **day("starts", cast.today))
    fill(sign_in("lead"), URL, **answers)
    assert Adjustment.objects.get().ends is None


# It refuses the wrong person


@pytest.mark.parametrize("username", LEADERSHIP)
def test_who_is_no_lead_of_the_area_is_refused(sign_in, lodger, answers, username):
    sentence = "An Operational Lead for Housing keeps this customer's file."
    assert_not_now(sign_in(username), URL, lodger, sentence, **answers)


# It refuses bad input


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"starts_day": "", "starts_month": "", "starts_year": ""}, "Enter the day the adjustment starts"),
        ({"starts_year": ""}, "The day the adjustment starts must include a year"),
        ({"ends_day": "5"}, "The last day of the adjustment must include a month and a year"),
    ],
)
def test_each_error_has_its_own_words(sign_in, answers, changed, sentence):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, URL, **answers | changed)
    assert_asks(response, sentence, typed=(WHAT,))


def test_it_does_not_end_before_it_starts(cast, sign_in, answers):
    response = fill(sign_in("lead"), URL, **answers, **day("ends", cast.ago(1)))
    assert_asks(response, "The last day of the adjustment must be the day it starts or later", typed=(WHAT,))


def test_what_was_agreed_is_said_in_words(sign_in, answers):
    assert_asks(fill(sign_in("lead"), URL, **answers | {"what": " "}), "Say what was agreed")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in):
    assert_only_reads(sign_in("lead"), URL)
