"""Record a reasonable adjustment that was agreed with the customer (§10)."""

from datetime import timedelta

import pytest

from housing_alerts.customers.models import Adjustment
from housing_alerts.kernel.audit.models import AuditEvent
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import assert_kept, fill

URL = "/customers/D900001/adjustment/"
WHAT = "Ring before each visit."


@pytest.fixture
def answers(cast):
    return {"what": WHAT, **day("starts", cast.today)}


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


def test_each_error_has_its_own_words(sign_in, answers):
    client = sign_in("lead")
    for changed, sentence in [
        ({"what": " "}, "Say what was agreed"),
        ({"starts_day": "", "starts_month": "", "starts_year": ""}, "Enter the day the adjustment starts"),
        ({"starts_year": ""}, "The day the adjustment starts must include a year"),
        ({"ends_day": "5"}, "The last day of the adjustment must include a month and a year"),
        (
            {"ends_day": "1", "ends_month": "1", "ends_year": "2020"},
            "The last day of the adjustment must be the day it starts or later",
        ),
    ]:
        with nothing_changes():
            response = fill(client, URL, **answers | changed)
        assert_asks(response, sentence)
        assert "what" in changed or WHAT in words(response)
