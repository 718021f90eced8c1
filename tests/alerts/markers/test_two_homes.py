"""Danger of a home of which nobody is named, while its household has two homes for a fortnight (§7, §8, Appendix D 4.1)."""

from datetime import timedelta

import pytest

from alerts.alert.departures import departed
from alerts.look_up.precautions import ALONG
from alerts.look_up.selectors import look_up
from alerts.models import Alert, Incident
from housing_alerts.customers.models import Asset, Tenancy
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.owing import held
from tests.scenarios import LODGER, NOBODY_KNOWN
from tests.step import fill

OLD, NEW = "A-D1", "A-NEW"
pytestmark = pytest.mark.clause("D4")


@pytest.fixture
def reported(cast):
    """A threat at 12 Sandpiper Close, of which nobody is named."""
    area = cast.customers[LODGER].service_area
    return scenarios.logged_at_an_address(cast, "PHYSICAL_THREAT", service_area=area, violent=True)


def _second_home(cast, customer=LODGER, *, starts, address="1 New Street, Testmouth, Devon", reference=NEW):
    """The customer has another tenancy from that day, and the old one goes on for now."""
    asset = Asset(reference=reference, address=address, postcode="TQ99 1AB")
    records.save(asset, by=None, why="Imported")
    tenancy = Tenancy(reference=f"T-{reference}", group_name="Household", asset=asset, starts=starts)
    records.save(tenancy, by=None, why="Imported")
    scenarios.lives_at(cast.customers[customer], tenancy.reference, starts=starts)


def _do(cast, typed, by="contractor"):
    (place,) = look_up(cast.people[by], typed, on=cast.today).places
    return place.do


@pytest.mark.parametrize("days", [-3, 0, 5])
def test_both_doors_warn_while_both_tenancies_run(cast, reported, days):
    _second_home(cast, starts=cast.today + timedelta(days=days))

    (new,), (old,) = _do(cast, NEW), _do(cast, OLD)
    assert new.startswith("Ring ")
    assert "Danger was reported" in new
    assert ALONG in new
    assert ("This is about somebody who moves in on" in new) is (days > 0)
    assert ALONG not in old, "it was reported here"
    assert "moves in" not in old


def test_a_marker_is_told_at_both_too(cast, reported):
    scenarios.mark(cast, reported)
    _second_home(cast, starts=cast.today)

    assert [do.removesuffix(f" {ALONG}") for do in _do(cast, NEW)] == _do(cast, OLD)
    assert _do(cast, NEW)[0].endswith(ALONG)


def test_the_other_home_is_told_what_was_reported_at_the_new_one(cast, reported):
    """Whoever was violent at the new home may still live at the old one."""
    _second_home(cast, starts=cast.ago(300))
    reported.asset = Asset.objects.get(reference=NEW)
    records.save(reported, by=cast.officer, why="It was there")

    assert ALONG in _do(cast, OLD)[0]


def test_another_reference_of_the_same_door_is_no_other_home(cast, reported):
    _second_home(cast, starts=cast.today, address=Asset.objects.get(reference=OLD).address)

    assert not any(ALONG in do for typed in (OLD, NEW) for do in _do(cast, typed))


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_nobody_else_reads_that_it_has_two_homes(cast, reported):
    _second_home(cast, starts=cast.today)
    scenarios.restrict_file(cast)

    (new,) = _do(cast, NEW, by="officer")
    assert "Danger was reported" in new
    assert ALONG not in new


@pytest.mark.clause("P8b")
def test_a_decision_about_the_one_leaves_it_open_at_the_other(cast, reported, sign_in):
    alert = scenarios.proposed_on(cast, reported, "WEAPONS")
    _second_home(cast, starts=cast.today)
    scenarios.approved(cast, alert, NOBODY_KNOWN)

    assert ALONG in _do(cast, NEW)[0]
    assert held(cast.lead, Kind.UNMARKED) == [reported.reference]
    fill(
        sign_in("lead"),
        f"/incidents/{reported.reference}/marker/none/",
        reason="It was a visitor, as the police say.",
    )
    assert not Incident.objects.get().danger_undecided
    assert _do(cast, NEW) == []


@pytest.mark.clause("P8b")
def test_the_lead_is_asked_about_the_alert_once_all_have_a_newer_home(cast):
    alert = scenarios.on_a_property(cast)
    _second_home(cast, starts=cast.ago(1))
    assert not departed(Alert.objects.all(), on=cast.today), "the other one lives there alone"
    scenarios.lives_at(cast.customers["D900009"], f"T-{NEW}", starts=cast.ago(1))

    (asked,) = departed(Alert.objects.all(), on=cast.today)
    assert asked.departure == "MOVED_AWAY"
    assert "or live elsewhere too." in _do(cast, OLD)[0]
    scenarios.reviewed(cast, scenarios.under_review(cast, alert, trigger="MOVED"), inform=scenarios.WITHHOLD)
    assert not departed(Alert.objects.all(), on=cast.today)


def test_a_home_that_they_had_before_is_no_newer_one(cast):
    scenarios.on_a_property(cast)
    for customer in (LODGER, "D900009"):
        place = cast.customers[customer].memberships.get()
        place.starts = cast.ago(50)
        records.save(place, by=None, why="Imported")
    _second_home(cast, starts=cast.ago(400))
    scenarios.lives_at(cast.customers["D900009"], f"T-{NEW}", starts=cast.ago(400))

    assert not departed(Alert.objects.all(), on=cast.today)
