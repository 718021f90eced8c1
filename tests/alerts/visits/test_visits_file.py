"""A file of visits: each row is a line of the list, by whichever column finds something, and none vanishes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alerts.models import Visit, VisitList
from alerts.visits.lines import rows_in
from housing_alerts.customers.models import Asset
from housing_alerts.kernel.records import saving as records
from tests import settling
from tests.alerts.visits.test_visits import errors, plan, stops  # noqa: F401  (a fixture)
from tests.look_up import change
from tests.page import words

pytestmark = pytest.mark.clause("D4")


@pytest.fixture(autouse=True)
def osprey(cast):
    for number in (3, 17):
        asset = Asset(reference=f"OR-{number}", address=f"{number} Osprey Road", postcode="TQ99 9ZZ")
        records.save(asset, by=None, why="")


@pytest.fixture
def send(plan):  # noqa: F811
    def sent(*rows, username="officer"):
        return plan(username, file=SimpleUploadedFile("visits.csv", "\n".join(rows).encode()))

    return sent


def headings(page):
    return [heading.split(". ", 1)[1] for heading in stops(page)]


def test_a_row_without_a_name_is_a_line_by_its_address(send):
    page = send(
        "Time,Customer,Address 1,Town,Postcode",
        "09:00,Lewis Lodger,12 Sandpiper Close,Testmouth,TQ99 1AB",
        "10:00,,3 Osprey Road,Testmouth,TQ99 9ZZ",
        "11:00,Nobody Xyzzy,,,",
        "Xyzzy,,,,",
        "-,-,-,-,-",
    )
    assert len(stops(page)) == 5
    assert Visit.objects.get(position=2).asset.reference == "OR-3"
    assert [line.typed for line in Visit.objects.all()[2:]] == ["Nobody Xyzzy", "Xyzzy", "Row 6 of the file"]
    assert "We read 5 rows of the file. Each is on the list." in words(page)


def test_a_job_number_in_the_column_reference_is_passed_by_for_the_address(send):
    page = send("Reference,Time,Address,Postcode", "JOB-1001,09:00,17 Osprey Road,TQ99 9ZZ")
    assert headings(page) == ["17 Osprey Road, TQ99 9ZZ No alert"]
    assert "We read 1 row of the file." in words(page)


def test_a_name_is_used_where_the_address_finds_nothing(send):
    send("Reference,Address,Name", "JOB-1001,Nowhere Xyzzy,Lewis Lodger")
    assert Visit.objects.get().customer.reference == "D900001"


def test_what_no_column_finds_is_a_stop_with_all_of_it(send):
    page = send("Job ref,Address,Name", "JOB-1001,Nowhere Xyzzy,Nobody Xyzzy")
    assert headings(page) == ["Nowhere Xyzzy, Nobody Xyzzy Stop"]


def test_a_row_with_only_a_question_asks_it(send):
    page = send("Address,Name", "Osprey Road,Nobody Xyzzy")
    assert errors(page) == ["Choose which one “Osprey Road” is"]
    assert "Choose the files again" not in words(page), "its rows stand among the lines"
    assert "We read 1 row of the file." in words(page)


def test_a_reference_and_the_home_of_that_person_are_one_line(send):
    send("Reference,Address", "D900001,12 Sandpiper Close")
    assert [line.typed for line in Visit.objects.all()] == ["D900001"]


def test_a_property_and_its_address_are_one_line(send):
    send("Property reference,Property,Postcode", "OR-17,17 Osprey Road,TQ99 9ZZ")
    assert [line.typed for line in Visit.objects.all()] == ["OR-17"]


def test_a_reference_that_leads_elsewhere_tells_of_both_doors(send):
    for restricted in [False, True]:
        with settling.undone():
            change("D900001", restricted=restricted)
            send("Reference,Address", "D900001,17 Osprey Road")
            assert [line.typed for line in Visit.objects.all()] == ["D900001", "17 Osprey Road"]


def test_a_name_that_is_met_elsewhere_tells_of_both_doors(send):
    send("Customer,Address", "Lewis Lodger,17 Osprey Road")
    assert [line.typed for line in Visit.objects.all()] == ["Lewis Lodger", "17 Osprey Road"]


@pytest.mark.clause("P11a", refuses=True)
def test_a_file_does_not_tell_that_somebody_named_is_restricted_and_lives_there(send):
    change("D900001", restricted=True)
    send("Customer,Address", "Lewis Lodger,12 Sandpiper Close")
    assert [line.typed for line in Visit.objects.all()] == ["Lewis Lodger", "12 Sandpiper Close"]


def test_somebody_unknown_at_a_known_address_is_a_stop_beside_it(send):
    page = send("Customer,Address", "Nobody Xyzzy,17 Osprey Road")
    assert headings(page) == ["Nobody Xyzzy Stop", "17 Osprey Road, TQ99 9ZZ No alert"]


def test_who_lives_there_is_one_line_with_the_address(send):
    for name in ["Lewis Lodger", "Mr L Lodger", "Lodger"]:
        with settling.undone():
            send("Customer,Address", f"{name},12 Sandpiper Close")
            assert [line.typed for line in Visit.objects.all()] == ["12 Sandpiper Close"]


@pytest.mark.clause("P11a", refuses=True)
def test_whom_a_contractor_names_is_not_looked_for(send):
    send("Customer,Address", "Lewis Lodger,17 Osprey Road", username="contractor")
    assert [line.typed for line in Visit.objects.all()] == ["17 Osprey Road"]


@pytest.mark.clause("P11a", refuses=True)
def test_a_file_does_not_tell_that_somebody_restricted_lives_at_an_address(send):
    change("D900001", restricted=True)
    send("Reference,Address", "D900001,12 Sandpiper Close")
    assert [line.typed for line in Visit.objects.all()] == ["D900001", "12 Sandpiper Close"]


def test_a_file_of_too_many_rows_is_refused(send):
    page = send("Address", *["17 Osprey Road"] * 61)
    assert errors(page)[0] == "Choose a file with at most 60 visits: this one has 61 rows"
    assert not VisitList.objects.exists()


def test_a_town_is_left_out_only_beside_a_postcode():
    [with_postcode, without, alone] = rows_in(
        b"Address 1,Town,Post code\n1 A Road,Town,TQ9 9ZZ\n1 A Road,Town,\n,,TQ9 9ZZ"
    )
    assert with_postcode.addresses == ["1 A Road, Town, TQ9 9ZZ", "1 A Road, TQ9 9ZZ"]
    assert without.addresses == ["1 A Road, Town"]
    assert alone.addresses == ["TQ9 9ZZ"]


def test_a_file_without_a_header_is_read_from_its_first_row():
    assert [row.whole for row in rows_in(b"17 Osprey Road, TQ99 9ZZ\nD900001\n")] == [
        "17 Osprey Road, TQ99 9ZZ",
        "D900001",
    ]
    assert rows_in(b"\n") == []


def test_a_row_that_is_cut_short_is_a_line_all_the_same():
    assert [row.ways for row in rows_in(b"Time;Name;Address\n9:00;Lewis Lodger")] == [["Lewis Lodger"]]
