"""Of a restricted file that is closed to them line managers ask a named reader, whatever is known (§10, §11)."""

import pytest

from housing_alerts.customers import policies
from housing_alerts.customers import services as customers
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
KNOWN = "She has early dementia."


@pytest.mark.clause("P10a", "P11a")
def test_a_named_reader_is_asked_and_nothing_is_revealed(cast, sign_in):
    incident = scenarios.logged(cast)
    said = {"what": KNOWN, "told_by": "CUSTOMER", "told_on": cast.today}
    customers.record_vulnerability(customer=cast.customers[LODGER], by=cast.lead, **said)
    scenarios.restrict_file(cast)
    asks = f"Something may be known of them that is closed to you: ask {cast.head} or {cast.lead} before you write or ring."
    page = words(sign_in("manager").get(f"/incidents/{incident.reference}/settle/"))
    assert asks in page and KNOWN not in page


@pytest.mark.clause("P11a")
def test_of_a_file_that_nobody_keeps_the_leadership_team_is_asked(cast):
    lodger = scenarios.restrict_file(cast)
    lodger.readers.set([cast.head])
    scenarios.leaves(cast.head)
    assert policies.whom_to_ask(lodger) == "the Leadership Team"
    assert policies.whom_to_ask(lodger, by=cast.lead) == "the Leadership Team"


@pytest.mark.clause("P11a")
def test_who_keeps_a_file_asks_the_others_and_nobody_if_they_alone_keep_it(cast):
    lodger = scenarios.restrict_file(cast)
    assert policies.whom_to_ask(lodger) == f"{cast.head} or {cast.lead}"
    assert policies.whom_to_ask(lodger, by=cast.lead) == str(cast.head)
    lodger.readers.set([cast.lead])
    assert policies.whom_to_ask(lodger, by=cast.lead) == ""
    assert policies.whom_to_ask(lodger, by=cast.head) == str(cast.lead)
