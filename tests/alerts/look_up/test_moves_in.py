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


@pytest.mark.clause("D4", "P11a")
def test_the_new_home_shows_the_alert_and_the_day(cast, sign_in, alert):
    day = show_date(cast.today + timedelta(days=1))
    for username in ("officer", "contractor", "lead"):
        moves = f"{alert.instruction} This is about somebody who moves in on {day}."
        assert _do(cast, "A-NEW", username) == [moves]
        assert _do(cast, "A-NEW", username, days=1) == [alert.instruction]
        assert _do(cast, "A-D1", username) == [alert.instruction], "he lives here until then"
    page = words(sign_in("officer").get("/look-up/", {"q": "A-NEW"}))
    assert f"Lewis Lodger D900001 Moves in on {day}" in page
    found = look_up(cast.officer, "Lewis Lodger", on=cast.today)
    assert {place.asset.reference for place in found.places} == {"A-D1", "A-NEW"}
    scenarios.restrict_file(cast)
    assert _do(cast, "A-NEW") == [alert.instruction], "of a restricted file nobody else reads the day"
