"""The contacts export: lines that are refused, and what becomes of the others."""

import pytest

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import AuditEvent
from tests import exports
from tests.exports import ROSE, SAM


def sentences(report):
    return [str(said) for said in report.refused]


def customer(reference="C1"):
    return Customer.objects.get(reference=reference)


def test_a_line_is_refused_in_words(import_contacts):
    for changes, sentence in [
        ({"Contact Reference": ""}, "Contact Reference is empty."),
        ({"Surname": " "}, "Surname is empty."),
        ({"Surname": "N/A"}, "Surname is empty."),
        ({"Service Area": "n/a"}, "Service Area is empty."),
        (
            {"Date of Birth": "31/02/1980"},
            "Date of Birth is “31/02/1980”, which is no day of the calendar. Write day/month/year.",
        ),
        (
            {"Date of Birth": "7 May 88"},
            "Date of Birth is “7 May 88”. Write a date as day/month/year, such as 31/12/1980.",
        ),
        ({"Date of Birth": "02/06/2026"}, "Date of Birth is “02/06/2026”, which is after 01/06/2026."),
        ({"Date of Birth": "31/12/1899"}, "Date of Birth is “31/12/1899”, which is too long ago."),
        ({"Tenancy End": "01/03/2016"}, "Tenancy End 01/03/2016 is before Tenancy Start 16/01/2017."),
        ({"Tenancy Start": "01/01/2099"}, "Tenancy Start is “01/01/2099”, which is after 02/06/2028."),
        ({"Tenancy Reference": ""}, "Tenancy Reference is empty, but the line names the property A1."),
        ({"Asset Reference": ""}, "Asset Reference is empty, but the line names the tenancy T1."),
        ({"Asset Address": "N/A"}, "Asset Address is empty, and no other line gives the address of property A1."),
        ({"Deceased": "perhaps"}, "Deceased is “perhaps”. Write a date as day/month/year, such as 31/12/1980."),
        ({"Surname": "x" * 101}, "Surname has 101 characters. At most 100 can be kept."),
        (
            {"Telephone": "ring the neighbour, who knows when she is in"},
            "Telephone has 44 characters. At most 40 can be kept.",
        ),
    ]:
        report = import_contacts(ROSE | changes)
        assert sentences(report) == [f"Line 2: {sentence}"]
        assert not Customer.objects.exists()


def test_a_torn_line_is_refused(import_contacts):
    lines = exports.text([ROSE, SAM, SAM | {"Contact Reference": "C3"}], exports.CONTACTS).split("\r\n")
    together = [*lines[:2], lines[2].replace("Teign Housing", '"Teign Housing'), *lines[3:]]
    for torn, sentence in (
        ([*lines[:3], "C5,Mr,Sam"], "Line 4: The line is cut short: it has 3 cells, the header 21 columns."),
        (
            [lines[0], lines[1] + ",,", lines[2] + ",oops"],
            "Line 3: The line has 22 cells, the header 21 columns. Is a cell with a comma not in quotation marks?",
        ),
        (together, "Line 3: Several lines run together here: a quotation mark is missing or too many."),
    ):
        report = import_contacts(raw="\r\n".join(torn).encode(), keep_going=True, dry_run=True)
        assert sentences(report) == [sentence]
        assert report.created >= 1


def test_an_exact_duplicate_is_noted_and_not_refused(import_contacts):
    report = import_contacts(ROSE, SAM | {"Group Name": "Others"}, ROSE)

    assert [str(note) for note in report.notes] == [
        "Line 4: The same as line 2, so it was left out.",
        "Line 3: Group Name differs within T1. Taken: Tenant household.",
    ]
    assert (report.refused, report.created) == ([], 2)


def test_one_reference_for_two_people_is_refused_on_both_lines(import_contacts):
    report = import_contacts(ROSE, SAM | {"Contact Reference": "C1"}, keep_going=True)

    assert sentences(report) == [
        "Line 2: Contact Reference C1 also stands for somebody else, on line 3.",
        "Line 3: Contact Reference C1 also stands for somebody else, on line 2.",
    ]
    assert not Customer.objects.exists()


def test_a_reference_that_now_stands_for_somebody_else_is_refused(import_contacts):
    import_contacts(ROSE)
    stranger = {"Forenames": "Viktor", "Surname": "Okafor", "Date of Birth": "01/01/1950"}

    report = import_contacts(ROSE | stranger)

    assert sentences(report) == ["Line 2: Contact Reference C1 is already Rose Tenant, who is somebody else."]
    assert customer().full_name == "Rose Tenant"


def test_lines_that_contradict_one_another_are_refused(import_contacts):
    garage = {"Tenancy Reference": "T2", "Asset Reference": "A2", "Asset Address": "Garage 4"}
    report = import_contacts(
        ROSE,
        ROSE | garage | {"Telephone": "07700 900001"},
        ROSE | {"Tenancy Start": "17/01/2017"},
        SAM | {"Asset Address": "9 Elsewhere"},
        SAM | garage | {"Tenancy Reference": "T1", "Contact Reference": "C3"},
        keep_going=True,
    )
    assert sentences(report) == [
        "Line 3: Line 2 says something else of C1.",
        "Line 4: Line 2 gives other days or another property for C1 in this tenancy.",
        "Line 5: Property A1 has another address on line 2: “1 Acorn Close, Testmouth, Devon”.",
        "Line 6: Tenancy T1 is at property A1 on line 2.",
    ]


def test_all_or_nothing_is_imported_unless_told_to_keep_going_and_a_dry_run_keeps_nothing(import_contacts):
    torn = ROSE, SAM | {"Surname": ""}
    report = import_contacts(*torn, dry_run=True)
    assert (report.kept, report.created, len(report.refused)) == (False, 1, 1)
    assert not import_contacts(*torn).kept
    assert not Customer.objects.exists()
    assert not AuditEvent.objects.exists()
    report = import_contacts(*torn, keep_going=True)
    assert (report.kept, report.created, Customer.objects.count()) == (True, 1, 1)


def test_a_run_that_breaks_off_leaves_nothing(import_contacts, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("housing_alerts.customers.bringing.import_membership", broken)
    with pytest.raises(RuntimeError):
        import_contacts(ROSE, SAM)
    assert not Customer.objects.exists()
