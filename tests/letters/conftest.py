"""What several tests of letters begin with."""

from datetime import timedelta

import pytest

from housing_alerts.customers.models import Membership
from housing_alerts.kernel.records import saving as records
from tests.scenarios import LODGER


@pytest.fixture
def long_ago(cast):
    """The address of Lewis Lodger was confirmed more than a year ago."""
    place = Membership.objects.get(customer__reference=LODGER)
    place.confirmed_on = cast.today - timedelta(days=400)
    records.save(place, by=cast.lead, why="He said so.")
    return place
