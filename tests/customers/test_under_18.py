"""That somebody is under 18 is known where their date of birth is, and colleagues who read names are told (§10, D4)."""

from datetime import date

import pytest

from alerts.incidents.policies import why_consideration_missing
from alerts.investigations import gates
from housing_alerts.customers import policies
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.page import words

NONE = "None is known."


def _born(cast, day):
    customer = cast.customers[scenarios.LODGER]
    customer.refresh_from_db()
    customer.born = day
    records.save(customer, by=None, why="Imported")
    return customer


def _a_child(cast):
    return _born(cast, date(cast.today.year - 15, 1, 1))


@pytest.mark.clause("P10a", refuses=True)
def test_that_none_is_known_is_not_taken_of_a_child(cast):
    child, day = _a_child(cast), cast.today
    refused = str(policies.why_something_is_known(child, NONE, day=day))
    assert refused.startswith(f"“{NONE}” is not so. On file stands: a date of birth by which they were under 18 on ")
    assert policies.why_something_is_known(child, "He is 15, and was with his aunt.", day=day) is None
    assert policies.why_something_is_known(child, NONE, day=date(day.year + 4, 1, 1)) is None, "grown up by then"
    assert policies.why_something_is_known(_born(cast, None), NONE, day=day) is None


@pytest.mark.clause("P10a", refuses=True)
def test_the_manager_and_the_lead_say_how_they_considered_it(cast):
    incident, file = scenarios.logged(cast), scenarios.investigated(cast)
    file.vulnerability = NONE
    assert gates.why_vulnerability_open(file) is None
    _a_child(cast)
    file = type(file).objects.get(pk=file.pk)
    file.vulnerability = NONE
    assert "they were under 18 on" in str(gates.why_vulnerability_open(file))
    incident.refresh_from_db()
    assert "they were under 18 on" in str(why_consideration_missing(incident, NONE, cast.manager))


@pytest.mark.clause("D4")
def test_whoever_reads_names_is_told_at_the_door(cast, sign_in):
    _a_child(cast)
    assert "Under 18" not in words(sign_in("officer").get("/look-up/", {"q": "A-D1"})), "nothing is asked for"
    scenarios.active(cast)
    assert "Lewis Lodger D900001 Under 18" in words(sign_in("officer").get("/look-up/", {"q": "A-D1"}))
    assert "Under 18" not in words(sign_in("contractor").get("/look-up/", {"q": "A-D1"}))
    scenarios.restrict_file(cast)
    assert "Under 18" not in words(sign_in("officer").get("/look-up/", {"q": "A-D1"}))
