"""Another alert that rests on the same reports is not left in force by oversight, once an appeal against one is upheld."""

import pytest

from alerts.choices import Trigger
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.staff.choices import Role
from tests import scenarios, settling
from tests.page import words


@pytest.fixture
def two(cast):
    """Two alerts of one decision, and the appeal against the first."""
    first, other = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    first, other = scenarios.approved(cast, first), scenarios.approved(cast, other)
    scenarios.posted(cast, first)
    return scenarios.prepared(cast, first), other


@pytest.mark.clause("P9b")
def test_the_other_one_is_reviewed_early_and_the_leads_hear_of_it(cast, two, sign_in):
    appeal, other = two
    said = words(sign_in("head").get(f"/appeals/{appeal.reference}/determine/"))
    assert f"Weapons, {other.reference}, on the same reports. Where the appeal is upheld, it is reviewed early" in said
    with settling.undone():
        scenarios.determined(cast, appeal, "NOT_UPHELD")
        assert not other.reviews.exists()
    appeal.refresh_from_db()
    scenarios.determined(cast, appeal, "UPHELD")
    review = other.reviews.get()
    assert (review.status, review.trigger) == ("OPEN", Trigger.APPEAL)
    assert review.evidence.endswith(f"{appeal.alert.reference}, which rests on the same reports, was upheld.")
    told = Duty.objects.open().filter(kind=Kind.OVERTURNED, reference=appeal.reference)
    assert {duty.role for duty in told} == {Role.HEAD_OF_SERVICE, Role.OPERATIONAL_LEAD}


@pytest.mark.clause("P9a")
def test_who_logs_an_appeal_against_one_is_asked_about_the_other(cast, sign_in):
    """One letter told of both, and the customer answered it: the other was then never appealed, and nobody noticed."""
    pairs, weapons = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    pairs, weapons = scenarios.approved(cast, pairs), scenarios.approved(cast, weapons)
    scenarios.posted(cast, pairs)
    client, asked = sign_in("lead"), f"({weapons.reference}) comes from the same case. Is the appeal against that too?"
    page = f"/appeals/log/?alert={pairs.reference}"
    assert asked in words(client.get(page))

    scenarios.appealed(cast, weapons)
    assert "comes from the same case" not in words(client.get(page))
