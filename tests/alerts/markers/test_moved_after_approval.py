"""Danger of a home of which nobody is named, whose household moves after its alert was approved (§8, Appendix D 4.1)."""

from datetime import timedelta

import pytest

from alerts.look_up.precautions import ALONG
from alerts.look_up.selectors import look_up
from alerts.models import Incident
from housing_alerts.customers.models import Asset, Membership, Tenancy
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.owing import held
from tests.scenarios import LODGER, NOBODY_KNOWN
from tests.settling import settled
from tests.step import fill

OLD, NEW = "A-D1", "A-NEW"
pytestmark = pytest.mark.clause("D4")


@pytest.fixture
def decided(cast):
    """A threat at 12 Sandpiper Close, of which nobody is named, with the alert that the Head of Service approved."""
    area = cast.customers[LODGER].service_area
    reported = scenarios.logged_at_an_address(cast, "PHYSICAL_THREAT", service_area=area, violent=True)
    scenarios.approved(cast, scenarios.proposed_on(cast, reported, "WEAPONS"), NOBODY_KNOWN)
    return reported


def _tenancy(starts):
    asset = Asset(reference=NEW, address="61 Kestrel Way, Testmouth, Devon", postcode="TQ99 1AB")
    records.save(asset, by=None, why="Imported")
    tenancy = Tenancy(reference="T-NEW", group_name="Household", asset=asset, starts=starts)
    records.save(tenancy, by=None, why="Imported")
    return tenancy


def _moves(cast, *, days=0):
    """Mr Lodger's place ends the day before, and he gets a new tenancy, as one import says."""
    starts = cast.today + timedelta(days=days)
    with records.as_one("import"):
        old = cast.customers[LODGER].memberships.get()
        old.ends = starts - timedelta(days=1)
        records.save(old, by=None, why="Imported", moment="left_known_at")
        scenarios.lives_at(cast.customers[LODGER], _tenancy(starts).reference, starts=starts)


def _do(cast, typed):
    settled()
    (place,) = look_up(cast.people["contractor"], typed, on=cast.today).places
    return place.do


def test_the_new_door_says_whom_to_ring_at_once(cast, decided):
    assert held(cast.lead, Kind.UNMARKED) == []

    _moves(cast, days=0)

    (told,) = _do(cast, NEW)
    assert told.startswith("Ring ")
    assert "Danger was reported" in told
    assert ALONG in told
    assert Duty.objects.filter(kind=Kind.UNMARKED, reference=decided.reference, urgent=True).exists()
    assert held(cast.lead, Kind.UNMARKED) == [decided.reference]


@pytest.mark.long
def test_it_stays_until_the_lead_has_said_that_it_stayed_behind(cast, decided, sign_in):
    _moves(cast)
    settled()
    fill(
        sign_in("lead"),
        f"/incidents/{decided.reference}/marker/none/",
        reason="It was a visitor, as the police say.",
    )

    assert _do(cast, NEW) == []
    place = Membership.objects.get(tenancy__reference="T-NEW")
    records.save(place, by=None, why="Confirmed")
    assert _do(cast, NEW) == [], "nothing new is known of where he lives"


def test_whoever_comes_back_from_there_is_asked_about_again(cast, decided):
    _moves(cast)
    settled()
    _none_needed(cast)
    place = Membership.objects.get(tenancy__reference="T-NEW")
    records.save(place, by=None, why="Imported", moment="came_known_at")

    assert ALONG in _do(cast, NEW)[0]


def _none_needed(cast):
    incident = Incident.objects.get()
    incident.need_no_marker("It was a visitor.")
    records.save(incident, by=cast.lead, why="Said")


@pytest.mark.long
def test_another_file_of_somebody_who_lived_there_counts_too(cast, decided):
    """A tenant who moves often gets a new reference in the housing system."""
    starts = cast.ago(1)
    _tenancy(starts)
    scenarios.second_file(cast, tenancy="T-NEW")
    assert _do(cast, NEW) == []
    scenarios.merged(cast)

    assert ALONG in _do(cast, NEW)[0]


def test_a_file_that_may_be_theirs_is_asked_about_once_they_left(cast, decided):
    old = cast.customers[LODGER].memberships.get()
    old.ends = cast.ago(1)
    records.save(old, by=None, why="Imported", moment="left_known_at")
    _tenancy(cast.ago(1))
    scenarios.paired(cast, tenancy="T-NEW")

    settled()
    assert Incident.objects.get().danger_undecided


@pytest.mark.parametrize("mild", [True, False])
def test_without_danger_or_an_alert_in_force_nothing_is_asked(cast, mild):
    if mild:
        scenarios.on_a_property(cast)
    else:
        area = cast.customers[LODGER].service_area
        reported = scenarios.logged_at_an_address(cast, "PHYSICAL_THREAT", service_area=area, violent=True)
        alert = scenarios.approved(cast, scenarios.proposed_on(cast, reported, "WEAPONS"), NOBODY_KNOWN)
        scenarios.ended(cast, alert)

    _moves(cast)

    settled()
    assert not Incident.objects.get().danger_undecided


@pytest.mark.long
def test_a_new_neighbour_is_no_move_of_the_household(cast, decided):
    tenancy = _tenancy(cast.ago(1))
    scenarios.lives_at(cast.customers["D900003"], tenancy.reference, starts=cast.ago(1))

    assert _do(cast, NEW) == []
    assert not Incident.objects.get().danger_undecided
