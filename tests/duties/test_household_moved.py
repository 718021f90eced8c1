"""The Lead's duty at once when a household moves, after an alert on its home was approved (Appendix D 4.1)."""

import pytest

from alerts.incidents.duties import MOVED
from housing_alerts.customers.models import Asset, Tenancy
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.scenarios import LODGER, NOBODY_KNOWN


@pytest.mark.long
@pytest.mark.clause("D4")
def test_the_import_of_a_move_ends_with_an_urgent_duty_of_the_lead(cast):
    area = cast.customers[LODGER].service_area
    reported = scenarios.logged_at_an_address(cast, "PHYSICAL_THREAT", service_area=area, violent=True)
    scenarios.approved(cast, scenarios.proposed_on(cast, reported, "WEAPONS"), NOBODY_KNOWN)
    owed = Duty.objects.filter(kind=Kind.UNMARKED, reference=reported.reference, closed_at=None, urgent=True)
    assert not owed.exists()

    with records.as_one("import"):
        asset = Asset(reference="A-NEW", address="61 Kestrel Way, Testmouth, Devon", postcode="TQ99 1AB")
        records.save(asset, by=None, why="Imported")
        tenancy = Tenancy(reference="T-NEW", group_name="Household", asset=asset, starts=cast.today)
        records.save(tenancy, by=None, why="Imported")
        scenarios.lives_at(cast.customers[LODGER], "T-NEW", starts=cast.today)

    assert {MOVED in duty.words for duty in owed} == {True}
