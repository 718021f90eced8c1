"""Record who acts for the customer, and on what authority (§10)."""

import pytest

from housing_alerts.customers import services
from housing_alerts.customers.models import Representative
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_kept, fill

URL = "/customers/D900001/representative/"
ANSWERS = {
    "name": "Ruth Sample",
    "agency": "Example Advocacy",
    "authority": "A signed form of 3 March 2026",
    "address": "1 Example Street",
    "copy_letters": "on",
}


@pytest.fixture
def lodger(cast):
    return cast.customers["D900001"]


def test_the_lead_records_who_acts_for_the_customer(cast, sign_in):
    client = sign_in("lead")
    response = fill(client, URL, **ANSWERS)

    assert_done(client, response, "/customers/D900001/", "Representative recorded.")
    found = Representative.objects.get()
    assert (found.name, found.agency, found.authority) == ("Ruth Sample", "Example Advocacy", ANSWERS["authority"])
    assert (found.address, found.copy_letters, found.created_by) == ("1 Example Street", True, cast.lead)
    said = "Ruth Sample, Example Advocacy acts for the customer and gets copies of letters."
    assert said in words(client.get("/customers/D900001/"))
    assert AuditEvent.objects.filter(action="record representative", reference="D900001", by=cast.lead).exists()


@pytest.mark.clause("P10b", "P11a", refuses=True)
def test_on_a_restricted_file_it_is_asked_whether_it_is_kept_from_them(cast, sign_in, lodger):
    """The man from whom she fled was recorded without a question, and a letter was then held up until it named him."""
    scenarios.restrict_file(cast)
    client, asked = sign_in("lead"), "How do you know that the file is not kept from this person?"
    with nothing_changes():
        page = fill(client, URL, **ANSWERS)
        assert_asks(page, "Say how you know that the file is not kept from this person")
        assert_kept(page, name="Ruth Sample", copy_letters="on")
        with pytest.raises(NotAllowed, match="Say how you know that it is not kept from this person"):
            services.record_representative(customer=lodger, by=cast.lead, details={"name": "Ruth Sample"})

    fill(client, URL, **ANSWERS, checked="She chose her herself when we met at the refuge.")
    assert Representative.objects.get().name == "Ruth Sample"
    said = AuditEvent.objects.get(action="record representative").why
    assert said == "She chose her herself when we met at the refuge."
    assert asked not in words(client.get("/customers/D900003/representative/"))


def test_each_error_has_its_own_words(sign_in):
    client = sign_in("lead")
    for changed, sentence in [
        ({"name": " "}, "Enter the representative's name"),
        ({"authority": ""}, "Say what gives them the authority"),
        ({"address": " "}, "Enter the address to which the copies go"),
        ({"authority": "x" * 301}, "Use 300 characters or fewer: these are 301"),
    ]:
        with nothing_changes():
            response = fill(client, URL, **ANSWERS | changed)
        assert_asks(response, sentence)
        assert_kept(response, **ANSWERS | changed)
