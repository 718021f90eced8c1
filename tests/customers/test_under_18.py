"""That somebody is under 18 is known where their date of birth is, and colleagues who read names are told (§10, D4)."""

from datetime import date

import pytest

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


@pytest.mark.clause("D4")
def test_whoever_reads_names_is_told_at_the_door(cast, sign_in):
    _a_child(cast)
    assert "Under 18" not in words(sign_in("officer").get("/look-up/", {"q": "A-D1"})), "nothing is asked for"
    scenarios.active(cast)
    assert "Lewis Lodger D900001 Under 18" in words(sign_in("officer").get("/look-up/", {"q": "A-D1"}))
    assert "Under 18" not in words(sign_in("contractor").get("/look-up/", {"q": "A-D1"}))
    scenarios.restrict_file(cast)
    assert "Under 18" not in words(sign_in("officer").get("/look-up/", {"q": "A-D1"}))
