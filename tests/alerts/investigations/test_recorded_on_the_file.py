"""What a Lead learned in a case is recorded on the customer's file: ``…/vulnerability/`` and ``…/adjustment/``."""

import pytest

from alerts.investigations import became_known
from housing_alerts.customers.models import Adjustment, Vulnerability
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_kept, fill

pytestmark = pytest.mark.usefixtures("wednesday")
LINK = "Record on their file"


@pytest.fixture
def file(cast):
    """A case whose Lead wrote of vulnerability and adjustments, while the customer's file says nothing of either."""
    found = scenarios.investigated(cast)
    assert found.vulnerability and found.adjustments
    Vulnerability.objects.all().delete()
    Adjustment.objects.all().delete()
    return found


def _url(file, noun=""):
    return f"/investigations/{file.reference}/{noun}{'/' if noun else ''}"


# It works


@pytest.mark.clause("P10a", "P10b")
def test_what_stands_in_the_case_alone_is_offered_and_filled_in(cast, sign_in, file):
    client = sign_in("lead")
    page = client.get(_url(file)).content.decode()
    assert _url(file, "vulnerability") in page
    assert _url(file, "adjustment") in page
    assert_kept(client.get(_url(file, "vulnerability")), what=file.vulnerability, told_by=file.vulnerability_told_by)
    assert_kept(client.get(_url(file, "adjustment")), what=file.adjustments)


@pytest.mark.clause("P10a", "P10b")
def test_it_is_recorded_and_then_weighed_in_the_case(cast, sign_in, file):
    client, back = sign_in("lead"), _url(file, "considerations")
    then = "recorded on the customer’s file. Next: read what is known, and save what you considered."
    assert_done(client, fill(client, _url(file, "vulnerability")), back, f"Vulnerability {then}")
    assert_done(client, fill(client, _url(file, "adjustment")), back, f"Adjustment {then}")

    known, agreed = Vulnerability.objects.get(), Adjustment.objects.get()
    assert (known.customer, known.what, known.created_by) == (file.customer, file.vulnerability, cast.lead)
    assert (agreed.customer, agreed.what) == (file.customer, file.adjustments)
    assert LINK not in words(client.get(_url(file)))
    assert f"Vulnerability: {file.vulnerability}" in words(client.get(back))


def test_nothing_is_offered_before_anything_is_written_nor_to_who_does_not_work_on_it(cast, sign_in, file):
    assert LINK not in words(sign_in("head").get(_url(file)))
    other = scenarios.opened(cast, customer="D900003")
    assert LINK not in words(sign_in("lead").get(_url(other)))


def test_a_case_about_a_property_has_no_file_to_record_it_on(cast, sign_in):
    file, client = scenarios.opened_at_an_address(cast), sign_in("lead")
    assert [client.get(_url(file, noun)).status_code for noun in ("vulnerability", "adjustment")] == [404, 404]
    assert became_known.written_and_not_recorded(file, on=cast.today) == []


# It refuses bad input; GET changes nothing


def test_each_mistake_is_asked_about(sign_in, file):
    client = sign_in("lead")
    for noun, asks in [("vulnerability", "Say what is known"), ("adjustment", "Say what was agreed")]:
        with nothing_changes():
            assert_asks(fill(client, _url(file, noun), what=" "), asks)
