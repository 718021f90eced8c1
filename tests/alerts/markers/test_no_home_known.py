"""Danger from somebody whose tenancy ended, and of whose new home nothing is known, is told where they lived last (D4.1)."""

import pytest

from alerts.look_up.selectors import look_up
from housing_alerts.customers.models import Customer, Membership, Tenancy
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.scenarios import LODGER

HOME = "A-D1"
pytestmark = pytest.mark.clause("D4")


@pytest.fixture
def gone(cast):
    """Violence at Mr Lodger's door. The housing system says since that he had left the day before."""
    incident = scenarios.logged(cast, days=0, violent=True)
    scenarios.moved_out(cast, cast.customers[LODGER])
    return incident


def _do(cast, typed=HOME, by="contractor"):
    return [said for place in look_up(cast.people[by], typed, on=cast.today).places for said in place.do]


def _lives_there(cast, reference, starts):
    asset = Membership.objects.get(customer__reference=LODGER).tenancy.asset
    tenancy = Tenancy(reference=f"T-{reference}", group_name="Group", asset=asset, starts=starts)
    records.save(tenancy, by=None, why="Imported")
    person = Customer.objects.get(reference=reference)
    records.save(Membership(customer=person, tenancy=tenancy, starts=starts), by=None, why="Imported")


def test_the_door_where_it_happened_still_warns(cast, gone):
    (said,) = _do(cast)
    assert said.startswith("Ring ") and "Danger was reported" in said
    scenarios.mark(cast, gone)
    assert "at least one other colleague" in _do(cast)[0]


def test_it_warns_where_somebody_else_stays_there(cast, gone):
    _lives_there(cast, "D900002", cast.ago(900))
    assert "Danger was reported" in _do(cast)[0]


def test_the_next_tenant_inherits_nothing(cast, gone):
    _lives_there(cast, "D900002", cast.today)
    assert _do(cast) == []


def test_once_a_new_home_is_known_the_warning_is_there_alone(cast):
    scenarios.logged(cast, days=0, violent=True)
    scenarios.moved(cast, cast.customers[LODGER])
    assert _do(cast) == []
    assert "Danger was reported" in _do(cast, "A-NEW")[0]
