"""Lines that name another house than the one that was found, and lines that name none: nobody goes on a guess."""

import pytest

from alerts.models import Visit, VisitList
from alerts.visits.certain import names_address
from housing_alerts.customers.models import Asset, Tenancy
from housing_alerts.kernel.records import saving as records
from tests import settling
from tests.alerts.visits.test_visits import _options, errors, plan, stops  # noqa: F401  (a fixture)
from tests.look_up import home_of, housed

FLAT = "Flat 2, Kestrel House, 7 Osprey Road"


@pytest.fixture
def place():
    def made(address, reference="K1", **more):
        asset = Asset(reference=reference, address=address, postcode="TQ99 9ZZ", **more)
        records.save(asset, by=None, why="")
        return asset

    return made


@pytest.mark.clause("D4", refuses=True)
def test_another_house_is_a_question_and_never_the_one_that_was_found(plan, place):  # noqa: F811
    for address, typed in [
        (FLAT, "2 Osprey Road"),
        (FLAT, "Flat 7 Osprey Road"),
        (FLAT, "Kestrel House"),
        (FLAT, "Flat 2 Osprey Road"),
        (FLAT, "7 Osprey Road"),
        ("Flat 4, 20 Grebe Way", "Grebe Way 4"),
        ("1 Smew Hill, Penmouth", "Penmouth"),
        ("1 Smew Hill, Penmouth", "Smew Hill"),
        ("2a Osprey Road", "2 Osprey Road"),
        ("Rose Cottage, Penmouth", "Penmouth"),
        ("Flat 2", "TQ99 9ZZ"),
    ]:
        with settling.undone():
            assert not names_address(typed, address)
            place(address)
            page = plan("officer", typed)
            assert errors(page) == [f"Choose which one “{typed}” is"]
            assert any(address in label for label in _options(page))
            assert not VisitList.objects.exists()


@pytest.mark.clause("D4")
def test_the_house_that_the_line_names_is_taken(plan, place):  # noqa: F811
    for address, typed in [
        (FLAT, "Flat 2, Kestrel House, 7 Osprey Road"),
        (FLAT, "Flat 2 Kestrel House"),
        (FLAT, "Flat2 7 osprey rd TQ99 9ZZ"),
        (FLAT, "K1"),
        ("Flat B, 20 Grebe Way", "Flat B 20 Grebe Way"),
        ("7 Osprey Road", "No 7 Osprey Road, TQ99 9ZZ"),
        ("7 Osprey Road", "7osprey road"),
        ("7 Osprey Road", "TQ99 9ZZ 7"),
        ("2a Osprey Road", "2A Osprey Road"),
        ("2-4 Osprey Road", "2-4 Osprey Road"),
        ("Rose Cottage, Penmouth", "Rose Cott"),
        ("Rose Cottage, Penmouth", "Rose Cottage"),
    ]:
        with settling.undone():
            found = place(address)
            page = plan("officer", typed)
            assert errors(page) == []
            assert Visit.objects.get().asset == found


@pytest.mark.clause("D4")
def test_a_reference_names_its_property(plan, place):  # noqa: F811
    found = place("7 Osprey Road", reference="K-70071", uprn="100040012345")
    records.save(Tenancy(reference="T-88", asset=found), by=None, why="")
    for typed in ["K-70071", "70071", "T-88", "100040012345", "k-70071 7 Osprey Road"]:
        with settling.undone():
            assert errors(plan("officer", typed)) == []
            assert Visit.objects.get().asset == found


@pytest.mark.clause("D4", refuses=True)
def test_a_person_with_another_house_number_is_a_question(cast, plan, place):  # noqa: F811
    tom = housed(cast, place(FLAT), "D900091", "Penhale")
    page = plan("officer", "Penhale, 2 Osprey Road")
    assert errors(page) == ["Choose which one “Penhale, 2 Osprey Road” is"]
    assert "Nothing is called exactly that." in page.content.decode()
    assert errors(plan("officer", "Penhale, 7 Osprey Road")) == []
    assert Visit.objects.get().customer == tom


@pytest.mark.clause("D4")
def test_none_of_these_is_a_stop_then(plan, place):  # noqa: F811
    place(FLAT)
    assert list(stops(plan("officer", "2 Osprey Road", line_1="nothing"))) == ["1. 2 Osprey Road Stop"]


def test_a_home_with_the_whole_name_is_meant(cast, plan):  # noqa: F811
    assert list(stops(plan("officer", home_of(cast).full_address)))
