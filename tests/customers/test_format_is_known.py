"""A format such as Braille says how a customer reads, so it is known to everybody who judges them (§10)."""

import pytest

from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Customer
from letters import services as letters
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.same_on_both
SHOWN = "Preferred format: Braille"


def prefers(cast, format="BRAILLE"):
    customer = Customer.objects.get(reference=scenarios.LODGER)
    safe = {"never_write": False, "never_message": False, "why": "He is blind, and told us so."}
    return letters.set_safe_contact(customer=customer, version=customer.version, by=cast.lead, format=format, **safe)


@pytest.mark.clause("P10a")
def test_plain_print_and_e_mail_say_nothing_of_it(cast, sign_in):
    incident = scenarios.logged(cast)
    for format in (Format.STANDARD, Format.EMAIL):
        prefers(cast, format.value)
        assert "Preferred format" not in words(sign_in("manager").get(f"/incidents/{incident.reference}/settle/"))


@pytest.mark.clause("P10a")
def test_it_stands_on_each_page_on_which_somebody_judges_them(cast, sign_in):
    prefers(cast)
    incident, file = scenarios.logged(cast), scenarios.opened(cast)
    manager = sign_in("manager")
    for page in ("", "settle/", "refer/"):
        assert SHOWN in words(manager.get(f"/incidents/{incident.reference}/{page}")), page
    lead = sign_in("lead")
    for page in ("", "considerations/"):
        shown = words(lead.get(f"/investigations/{file.reference}/{page}"))
        assert SHOWN in shown and "No vulnerability" not in shown, page


@pytest.mark.clause("P10a")
def test_it_stands_before_the_decision_and_before_the_letter(cast, sign_in):
    alert = scenarios.proposed(cast)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert "Preferred format" not in page
    prefers(cast)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert SHOWN in page
    assert "Customer: The preferred format of Lewis Lodger is Braille" in page  # known since the recommendation
    imposed = scenarios.active(cast, "WEAPONS")
    assert SHOWN in words(sign_in("lead").get(f"/alerts/{imposed.reference}/letter/"))
    appeal = scenarios.prepared(cast, imposed)
    assert "Preferred format Braille" in words(sign_in("head").get(f"/appeals/{appeal.reference}/determine/"))


def test_the_record_of_an_earlier_day_does_not_say_what_is_known_now(cast):
    file = scenarios.opened(cast)
    prefers(cast)
    file.refresh_from_db()
    assert ("Preferred format", "Braille") in file.recorded(on=cast.today)
    assert ("Preferred format", "Braille") not in file.recorded(on=cast.ago(1))
