"""Before you go: who moves in on a later day is shown at the new home already (D4)."""

from datetime import timedelta

import pytest

from alerts.look_up.selectors import look_up
from housing_alerts.customers.models import Asset, Tenancy
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]
PAIRS = "Visit in pairs."


@pytest.fixture
def alert(cast):
    """An alert on Mr Lodger, who moves to 1 New Street tomorrow."""
    alert = scenarios.active(cast)
    _let_to_him(cast, starts=cast.today + timedelta(days=1))
    return alert


def _let_to_him(cast, *, starts):
    asset = Asset(reference="A-NEW", address="1 New Street, Testmouth, Devon", postcode="TQ99 1ZZ")
    records.save(asset, by=None, why="Imported")
    tenancy = Tenancy(reference="T-NEW", group_name="Lodger household", asset=asset, starts=starts)
    records.save(tenancy, by=None, why="Imported")
    scenarios.lives_at(cast.customers[LODGER], "T-NEW", starts=starts)


def _do(cast, typed, by="officer", days=0):
    (place,) = look_up(cast.people[by], typed, on=cast.today + timedelta(days=days)).places
    return place.do


@pytest.mark.clause("D4")
@pytest.mark.parametrize("username", ["officer", "contractor", "lead"])
def test_the_new_home_shows_the_alert_and_the_day(cast, alert, username):
    moves = f"This is about somebody who moves in on {show_date(cast.today + timedelta(days=1))}."

    assert _do(cast, "A-NEW", username) == [f"{alert.instruction} {moves}"]
    assert _do(cast, "A-NEW", username, days=1) == [alert.instruction]
    assert _do(cast, "A-D1", username) == [alert.instruction], "he lives here until then"


def test_the_page_marks_who_does_not_live_there_yet(cast, sign_in, alert):
    page = words(sign_in("officer").get("/look-up/", {"q": "A-NEW"}))

    assert f"Lewis Lodger D900001 Moves in on {show_date(cast.today + timedelta(days=1))}" in page


def test_who_is_looked_up_by_name_is_shown_at_both_homes(cast, alert):
    found = look_up(cast.officer, "Lewis Lodger", on=cast.today)

    assert {place.asset.reference for place in found.places} == {"A-D1", "A-NEW"}


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_nobody_else_reads_the_day(cast, alert):
    scenarios.restrict_file(cast)

    assert _do(cast, "A-NEW") == [alert.instruction]
