"""Before you go: one door that the housing system has under two references. What stands at one shows at the other (D4)."""

import pytest

from alerts.look_up import doors
from housing_alerts.customers.models import Asset, Tenancy
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling
from tests.look_up import NOTHING, PAIRS, carried_over, home_of
from tests.page import words

pytestmark = pytest.mark.same_on_both
OTHER = "This is recorded under another reference of the same address: A-D1."


@pytest.fixture
def look_up(sign_in):
    """The words of the page that the colleague gets for the query."""

    def look(username: str, query: str) -> str:
        page = sign_in(username).get("/look-up/", {"q": query})
        assert page.status_code == 200
        return words(page)

    return look


def at_same_door(reference="A-D1X", **changed):
    """Another reference for the home of Mr Lodger, written a little differently."""
    home = Asset.objects.get(reference="A-D1")
    said = {"address": home.address.upper().replace(",", "  ,"), "postcode": home.postcode.replace(" ", "")} | changed
    asset = Asset(reference=reference, **said)
    records.save(asset, by=None, why="")
    return asset


@pytest.fixture
def keyed_anew(cast):
    """Mr Lodger's home has a new reference. A marker for nobody known, and a property alert, stand at the old one."""
    marker = scenarios.mark(cast, scenarios.logged_at_an_address(cast))
    asset = at_same_door()
    for tenancy in Tenancy.objects.filter(asset__reference="A-D1"):
        tenancy.asset = asset
        records.save(tenancy, by=None, why="")
    assert home_of(cast) == asset
    return marker


def told(marker):
    return f"Unconfirmed: go with at least one other colleague, until {marker.lapses_on:%-d %B %Y}."


@pytest.mark.clause("D4", "P11a")
def test_a_marker_shows_at_the_new_reference_too(cast, keyed_anew, look_up, sign_in):
    for username in ("officer", "contractor", "lead"):
        for query in ("D900001", "A-D1X"):
            said = look_up(username, query)
            assert told(keyed_anew) in said
            assert OTHER in said
            assert NOTHING not in said
    said = words(sign_in("lead").get("/customers/D900001/"))
    assert told(keyed_anew) in said
    assert OTHER in said
    scenarios.restrict_file(cast)
    said = look_up("officer", "D900001")
    assert told(keyed_anew) in said
    assert "The address is not shown: restricted file." in said
    assert "A-D1" not in said


@pytest.mark.clause("D4")
def test_so_does_an_alert_on_the_property_and_a_danger_that_nobody_decided_on(cast, look_up):
    scenarios.logged_at_an_address(cast, violent=True)
    at_same_door()
    said = look_up("contractor", "A-D1X")
    assert "Ring Morwenna Manning" in said
    assert OTHER in said


@pytest.mark.clause("D4", "P11a")
def test_so_does_an_alert_of_who_lives_at_the_other(cast, look_up):
    carried_over(cast)
    at_same_door()
    for restricted in (False, True):
        if restricted:
            scenarios.restrict_file(cast)
        said = look_up("head2", "A-D1X")
        assert PAIRS in said
        assert (OTHER in said) or restricted
        assert not [words for words in ("Lodger", "D900001") if words in said]
    assert ReadEvent.objects.filter(by=cast.head2, reference="D900001").exists()


def test_nothing_is_said_of_a_reference_where_nothing_stands(look_up, cast):
    at_same_door()
    said = look_up("officer", "A-D1X")
    assert NOTHING in said
    assert "another reference" not in said


def test_what_the_place_says_itself_is_not_said_twice(cast, look_up):
    """The person lives at both, by two tenancies."""
    carried_over(cast)
    asset = at_same_door()
    tenancy = Tenancy(reference="T-X", group_name="Lodger", asset=asset)
    records.save(tenancy, by=None, why="")
    (place, *_) = Tenancy.objects.filter(asset__reference="A-D1")
    membership = place.memberships.get(customer__reference="D900001")
    membership.pk, membership.tenancy, membership.days_under = None, tenancy, {}
    membership._state.adding = True
    records.save(membership, by=None, why="")
    said = look_up("officer", "D900001")
    assert said.count(PAIRS) >= 2, "each of the two homes says it"
    assert "another reference" not in said


def test_another_postcode_or_none_is_another_door(cast, look_up):
    carried_over(cast)
    for changed in ({"postcode": ""}, {"postcode": "TQ99 9ZZ"}, {"address": "14 Sandpiper Close"}):
        with settling.undone():
            at_same_door(**changed)
            assert NOTHING in look_up("officer", "A-D1X"), changed


def test_two_without_a_postcode_are_one_door_by_the_whole_address(cast, look_up):
    home = home_of(cast)
    home.postcode = ""
    records.save(home, by=None, why="")
    carried_over(cast)
    at_same_door()
    assert PAIRS in look_up("officer", "A-D1X")


def test_an_address_of_very_many_references_is_no_door_and_the_page_says_so(cast, look_up, monkeypatch):
    carried_over(cast)
    at_same_door()
    monkeypatch.setattr(doors, "MOST_AT_ONE_DOOR", 1)
    said = look_up("officer", "A-D1X")
    assert PAIRS not in said
    assert "Many properties have this address, each with its own reference." in said
