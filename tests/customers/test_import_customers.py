"""The contacts export: what it brings, what it never touches, and what it refuses."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from housing_alerts.customers.choices import Format, MembershipKind
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.importing.reading import Unreadable
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import ServiceArea
from tests import exports
from tests.customers.conftest import TODAY
from tests.exports import ROSE, SAM


def sentences(report):
    return [str(said) for said in report.refused]


def customer(reference="C1"):
    return Customer.objects.get(reference=reference)


def living_in(reference="C1", *, on=TODAY):
    home = customer(reference).home(on=on)
    return home.reference if home else None


# What it brings


@pytest.mark.clause("P1")
def test_each_customer_stands_under_their_own_organisation(import_contacts):
    import_contacts(ROSE, SAM | {"Company": "templer homebuild "})

    assert customer("C1").organisation.name == "Teign Housing"
    assert customer("C2").organisation.name == "Templer HomeBuild"


@pytest.mark.clause("P1", refuses=True)
def test_a_misspelt_organisation_is_refused_with_a_suggestion(import_contacts):
    report = import_contacts(ROSE, SAM | {"Company": "Templar HomeBuild"}, keep_going=True)

    assert sentences(report) == ["Line 3: Company “Templar HomeBuild” is not known. Did you mean Templer HomeBuild?"]
    assert not Customer.objects.filter(reference="C2").exists()


def test_an_unknown_organisation_is_refused_with_those_there_are(import_contacts):
    report = import_contacts(ROSE | {"Company": "Acme"})
    assert sentences(report) == ["Line 2: Company “Acme” is not known. It must be Teign Housing or Templer HomeBuild."]


def test_a_person_their_home_and_their_place_in_the_tenancy(import_contacts):
    report = import_contacts(ROSE)

    rose = customer()
    assert (rose.full_name, rose.born, rose.telephone) == ("Rose Tenant", date(1988, 5, 7), "07700 900575")
    membership = rose.membership(on=TODAY)
    assert (membership.kind, membership.starts, membership.ends) == ("TENANT", date(2017, 1, 16), None)
    assert membership.tenancy.group_name == "Tenant household"
    assert membership.tenancy.asset.full_address == "1 Acorn Close, Testmouth, Devon, TQ99 8GT"
    assert (report.created, report.updated, report.unchanged, report.kept) == (1, 0, 0, True)


def test_a_household_shares_its_tenancy_and_home(import_contacts):
    import_contacts(ROSE, SAM | {"Date of Birth": "01/02/2015"})

    assert (Asset.objects.count(), Tenancy.objects.count()) == (1, 1)
    assert customer("C2").membership(on=TODAY).kind == MembershipKind.HOUSEHOLD  # a child


def test_somebody_without_a_home_is_taken(import_contacts):
    import_contacts(ROSE | {"Tenancy Reference": "", "Asset Reference": "N/A", "Tenancy Start": ""})
    assert living_in() is None


def test_accents_quotes_and_spaces_come_over(import_contacts):
    import_contacts(ROSE | {"Forenames": '  Siân  "Molly"  ', "Surname": "Łukasz-O'Connor"})
    assert customer().full_name == 'Siân "Molly" Łukasz-O\'Connor'


def test_somebody_who_has_died(import_contacts):
    import_contacts(ROSE | {"Deceased": "Y"}, SAM | {"Deceased": "03/04/2026"})
    assert (customer("C1").died, customer("C2").died) == (True, True)


def test_a_blank_cell_brings_nobody_back_to_life_but_a_no_does(import_contacts):
    import_contacts(ROSE | {"Deceased": "Y"})
    import_contacts(ROSE)
    assert customer().died
    import_contacts(ROSE | {"Deceased": "N"})
    assert not customer().died


def test_an_unknown_service_area_is_added_and_reported(import_contacts):
    report = import_contacts(ROSE | {"Service Area": "Estates"}, SAM | {"Service Area": "Housng"})

    assert {"Estates", "Housng"} <= set(ServiceArea.objects.values_list("name", flat=True))
    assert [str(note) for note in report.notes] == [
        "Line 2: New service area: Estates.",
        "Line 3: New service area: Housng. Is it a misspelling of Housing?",
    ]
    assert AuditEvent.objects.filter(action="add service area", reference="Estates").exists()


def test_dates_may_be_written_year_first_or_carry_midnight(import_contacts):
    import_contacts(ROSE | {"Date of Birth": "1988-05-07"}, SAM | {"Date of Birth": "1/2/1990 00:00:00"})
    assert (customer("C1").born, customer("C2").born) == (date(1988, 5, 7), date(1990, 2, 1))


def test_contact_details_that_cannot_be_right_are_left_out_and_reported(import_contacts):
    report = import_contacts(ROSE | {"Email": "none at all", "UPRN": "1.0093E+10", "Preferred Format": "Morse"})

    assert (customer().email, customer().format, Asset.objects.get().uprn) == ("", "", "")
    assert [str(note) for note in report.notes] == [
        "Line 2: Email is “none at all”, which is no e-mail address. It was left out.",
        "Line 2: UPRN is “1.0093E+10”, which is no UPRN. It was left out.",
        "Line 2: Preferred Format “Morse” is not known. Set it on the customer's page.",
    ]


def test_a_postcode_is_written_as_on_an_envelope(import_contacts):
    import_contacts(ROSE | {"Postcode": "tq998gt"})
    assert Asset.objects.get().postcode == "TQ99 8GT"


def test_an_address_that_is_not_there_comes_from_another_line(import_contacts):
    report = import_contacts(ROSE | {"Asset Address": "N/A"}, SAM)

    assert living_in("C1") == "A1"
    assert [str(note) for note in report.notes] == [
        "Line 2: Asset Address is empty. Taken: 1 Acorn Close, Testmouth, Devon."
    ]


def test_an_address_that_is_not_there_comes_from_what_is_known(import_contacts):
    import_contacts(ROSE)
    report = import_contacts(ROSE | {"Asset Address": ""})
    assert (report.unchanged, report.refused) == (1, [])


def test_one_person_twice_under_two_references_is_reported(import_contacts):
    report = import_contacts(ROSE, ROSE | {"Contact Reference": "C9"})
    assert [str(note) for note in report.notes] == [
        "Line 3: C9 has the name and the date of birth of C1 on line 2. Is it the same person?"
    ]


def test_a_person_with_two_tenancies_lives_in_both(import_contacts):
    garage = ROSE | {"Tenancy Reference": "T2", "Asset Reference": "A2", "Asset Address": "Garage 4"}
    report = import_contacts(ROSE, garage)

    assert customer().memberships.count() == 2
    assert (report.created, report.refused) == (2, [])


# Again and again


def test_the_same_file_again_changes_nothing_and_leaves_no_history(import_contacts):
    import_contacts(ROSE, SAM)
    before = [model.history.count() for model in (Customer, Asset, Tenancy, Membership)], AuditEvent.objects.count()

    report = import_contacts(ROSE, SAM)

    after = [model.history.count() for model in (Customer, Asset, Tenancy, Membership)], AuditEvent.objects.count()
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)
    assert before == after


def test_names_and_details_are_updated_by_reference_and_leave_their_history(import_contacts):
    import_contacts(ROSE)
    report = import_contacts(ROSE | {"Surname": "Newname", "Telephone": ""})

    rose = customer()
    assert (rose.surname, rose.telephone, rose.version) == ("Newname", "", 2)
    assert rose.history.first().history_change_reason == "Imported from contacts.csv, line 2"
    assert (report.created, report.updated) == (0, 1)
    assert AuditEvent.objects.filter(action="import customer", reference="C1").count() == 2


def test_a_corrected_address_counts_as_an_update_of_who_lives_there(import_contacts):
    import_contacts(ROSE)
    report = import_contacts(ROSE | {"Asset Address": "1a Acorn Close"})
    assert (report.updated, Asset.objects.get().address) == (1, "1a Acorn Close")


def test_a_column_that_the_file_does_not_have_is_left_as_it_is(import_contacts):
    import_contacts(ROSE)
    columns = [name for name in exports.CONTACTS if name not in ("Telephone", "Date of Birth", "Deceased")]
    report = import_contacts({name: ROSE.get(name, "") for name in columns}, columns=columns)
    assert (customer().telephone, report.unchanged) == ("07700 900575", 1)


def test_what_was_decided_here_is_never_touched(import_contacts):
    import_contacts(ROSE | {"Preferred Format": "Easy read"})
    rose = customer()
    assert rose.format == Format.EASY_READ
    rose.never_write = rose.never_message = rose.restricted = True
    rose.format = Format.BRAILLE
    records.save(rose, by=None, why="Decided here")

    import_contacts(ROSE | {"Preferred Format": "Large print", "Telephone": "07700 900001"})

    rose = customer()
    assert (rose.never_write, rose.never_message, rose.restricted) == (True, True, True)
    assert (rose.format, rose.telephone) == (Format.BRAILLE, "07700 900001")


def test_who_moved_no_longer_lives_where_they_lived(import_contacts):
    import_contacts(ROSE, SAM)
    moved = {
        "Tenancy Reference": "T2",
        "Tenancy Start": "01/05/2026",
        "Asset Reference": "A2",
        "Asset Address": "2 Oak Rise",
    }

    report = import_contacts(ROSE | moved, SAM)

    assert (living_in("C1"), living_in("C2")) == ("A2", "A1")
    earlier = customer().memberships.get(tenancy__reference="T1")
    assert earlier.ends == date(2026, 4, 30)  # the day before the new tenancy
    assert "Rose Tenant (C1) no longer lives at 1 Acorn Close, Testmouth, Devon, TQ99 8GT: last day 30/04/2026." in [
        str(note) for note in report.notes
    ]
    assert AuditEvent.objects.filter(action="end membership", reference="C1").exists()


def test_who_moves_next_month_still_lives_where_they_live(import_contacts):
    import_contacts(ROSE)
    moving = {
        "Tenancy Reference": "T2",
        "Tenancy Start": "01/07/2026",
        "Asset Reference": "A2",
        "Asset Address": "2 Oak Rise",
    }
    import_contacts(ROSE | moving)

    assert living_in(on=date(2026, 6, 30)) == "A1"
    assert living_in(on=date(2026, 7, 1)) == "A2"


def test_who_left_the_household_no_longer_lives_there(import_contacts):
    import_contacts(ROSE, SAM)
    import_contacts(ROSE)

    assert (living_in("C1"), living_in("C2")) == ("A1", None)
    assert customer("C2").memberships.get().ends == date(2026, 5, 31)  # yesterday


def test_the_next_occupier_ends_the_tenancy_before(import_contacts):
    import_contacts(ROSE)
    import_contacts(SAM | {"Tenancy Reference": "T7", "Tenancy Start": "20/05/2026"})

    assert (living_in("C1"), living_in("C2")) == (None, "A1")
    assert customer("C1").memberships.get().ends == date(2026, 5, 19)


def test_an_ended_tenancy_has_its_last_day(import_contacts):
    import_contacts(ROSE)
    import_contacts(ROSE | {"Tenancy End": "01/05/2026"})

    assert Tenancy.objects.get().ends == date(2026, 5, 1)
    assert (living_in(on=date(2026, 5, 1)), living_in()) == ("A1", None)


def test_a_tenancy_goes_on_while_one_of_its_people_stays(import_contacts):
    import_contacts(ROSE | {"Tenancy End": "01/05/2026"}, SAM)

    assert Tenancy.objects.get().ends is None
    assert (living_in("C1"), living_in("C2")) == (None, "A1")


def test_who_came_back_lives_there_again(import_contacts):
    import_contacts(ROSE, SAM)
    import_contacts(ROSE)
    import_contacts(ROSE, SAM)
    assert living_in("C2") == "A1"


def test_who_moved_in_and_out_within_days_has_no_last_day_before_the_first(import_contacts):
    import_contacts(ROSE, SAM | {"Tenancy Start": "01/06/2026"})
    import_contacts(ROSE)
    assert customer("C2").memberships.get().ends == date(2026, 6, 1)


def test_what_an_export_is_silent_about_stays_and_is_counted(import_contacts):
    import_contacts(ROSE)
    elsewhere = {"Tenancy Reference": "T2", "Asset Reference": "A2", "Asset Address": "2 Oak Rise"}
    report = import_contacts(SAM | elsewhere)

    assert living_in("C1") == "A1"
    assert [str(note) for note in report.notes] == ["Not in this export, and left where they live: 1 person."]


def test_a_refused_line_ends_nobody(import_contacts):
    import_contacts(ROSE, SAM)
    import_contacts(ROSE, SAM | {"Date of Birth": "31/02/1980"}, keep_going=True)
    assert living_in("C2") == "A1"


# What it refuses


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"Contact Reference": ""}, "Contact Reference is empty."),
        ({"Surname": " "}, "Surname is empty."),
        ({"Surname": "N/A"}, "Surname is empty."),
        ({"Company": ""}, "Company is empty."),
        ({"Service Area": "n/a"}, "Service Area is empty."),
        (
            {"Date of Birth": "31/02/1980"},
            "Date of Birth is “31/02/1980”, which is no day of the calendar. Write day/month/year.",
        ),
        (
            {"Date of Birth": "00/00/0000"},
            "Date of Birth is “00/00/0000”, which is no day of the calendar. Write day/month/year.",
        ),
        (
            {"Date of Birth": "12/31/1980"},
            "Date of Birth is “12/31/1980”, which is no day of the calendar. Write day/month/year.",
        ),
        (
            {"Date of Birth": "7 May 88"},
            "Date of Birth is “7 May 88”. Write a date as day/month/year, such as 31/12/1980.",
        ),
        (
            {"Date of Birth": "07.05.1988"},
            "Date of Birth is “07.05.1988”. Write a date as day/month/year, such as 31/12/1980.",
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
    ],
)
def test_a_line_is_refused_in_words(import_contacts, changes, sentence):
    report = import_contacts(ROSE | changes)
    assert sentences(report) == [f"Line 2: {sentence}"]
    assert not Customer.objects.exists()


def test_a_line_that_is_cut_short_is_refused(import_contacts):
    whole = exports.text([ROSE], exports.CONTACTS)
    report = import_contacts(raw=(whole + "C5,Mr,Sam\r\n").encode(), keep_going=True)

    assert sentences(report) == ["Line 3: The line is cut short: it has 3 cells, the header 21 columns."]
    assert report.created == 1


def test_a_line_with_too_many_cells_is_refused_and_empty_ones_at_its_end_are_not(import_contacts):
    whole = exports.text([ROSE, SAM], exports.CONTACTS)
    lines = whole.split("\r\n")
    report = import_contacts(raw="\r\n".join([lines[0], lines[1] + ",,", lines[2] + ",oops"]).encode(), keep_going=True)

    assert sentences(report) == [
        "Line 3: The line has 22 cells, the header 21 columns. Is a cell with a comma not in quotation marks?"
    ]
    assert report.created == 1


def test_lines_that_run_together_are_refused(import_contacts):
    lines = exports.text([ROSE, SAM, SAM | {"Contact Reference": "C3"}], exports.CONTACTS).split("\r\n")
    lines[2] = lines[2].replace("Teign Housing", '"Teign Housing')
    report = import_contacts(raw="\r\n".join(lines).encode(), keep_going=True)
    assert sentences(report) == ["Line 3: Several lines run together here: a quotation mark is missing or too many."]


def test_an_exact_duplicate_is_noted_and_not_refused(import_contacts):
    report = import_contacts(ROSE, SAM, ROSE)

    assert [str(note) for note in report.notes] == ["Line 4: The same as line 2, so it was left out."]
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


def test_another_group_name_within_a_tenancy_is_noted(import_contacts):
    report = import_contacts(ROSE, SAM | {"Group Name": "Others"})
    assert [str(note) for note in report.notes] == ["Line 3: Group Name differs within T1. Taken: Tenant household."]


# All or nothing


def test_nothing_is_imported_where_a_line_is_refused(import_contacts):
    report = import_contacts(ROSE, SAM | {"Surname": ""})
    assert (report.kept, Customer.objects.count()) == (False, 0)


def test_the_others_are_imported_where_told_to_keep_going(import_contacts):
    report = import_contacts(ROSE, SAM | {"Surname": ""}, keep_going=True)
    assert (report.kept, report.created, Customer.objects.count()) == (True, 1, 1)


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(import_contacts):
    report = import_contacts(ROSE, SAM | {"Surname": ""}, dry_run=True)
    assert (report.kept, report.created, len(report.refused)) == (False, 1, 1)
    assert not Customer.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_run_that_breaks_off_leaves_nothing(import_contacts, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("housing_alerts.customers.services.take_over_membership", broken)
    with pytest.raises(RuntimeError):
        import_contacts(ROSE, SAM)
    assert not Customer.objects.exists()


# Dirty files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_of_the_usual_encodings(import_contacts, encoding):
    report = import_contacts(raw=exports.text([ROSE | {"Forenames": "Chloë"}], exports.CONTACTS).encode(encoding))

    assert customer().forenames == "Chloë"
    said = [str(note) for note in report.notes]
    warned = ["The file is not UTF-8, so it was read as Windows-1252. Check that accents came over as they should."]
    assert said == (warned if encoding == "cp1252" else [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_or_tabs(import_contacts, delimiter):
    import_contacts(raw=exports.text([ROSE], exports.CONTACTS, delimiter=delimiter).encode())
    assert Asset.objects.get().address == "1 Acorn Close, Testmouth, Devon"


def test_another_order_of_columns_other_capitals_and_more_columns(import_contacts):
    columns = [*reversed(exports.CONTACTS), "Rent Account"]
    raw = exports.text([ROSE | {"Rent Account": "R1"}], columns).replace("Contact Reference", "CONTACT  REFERENCE")
    report = import_contacts(raw=raw.encode())

    assert customer().full_name == "Rose Tenant"
    assert [str(note) for note in report.notes] == ["Not used: the column Rent Account."]


def test_blank_lines_are_no_lines_but_keep_the_numbers_right(import_contacts):
    lines = exports.text([ROSE, SAM | {"Surname": ""}], exports.CONTACTS).split("\r\n")
    raw = "\r\n".join([lines[0], "", lines[1], ",,,", " ", lines[2], "", ""])
    report = import_contacts(raw=raw.encode(), keep_going=True)
    assert sentences(report) == ["Line 6: Surname is empty."]


def test_decomposed_accents_and_control_characters_come_over_clean(import_contacts):
    import_contacts(raw=exports.text([ROSE | {"Forenames": "Zoe\u0308\x00\u00a0Ann"}], exports.CONTACTS).encode())
    assert customer().forenames == "Zoë Ann"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "contacts.csv is empty."),
        (b"\r\n\r\n", "contacts.csv is empty."),
        (b"a,b\r\n1,2\r\n", "The file has no column Contact Reference, Forenames, Surname"),
        (b"\xef\xbb\xbfabc\r\n\xff\xfe", "The file says that it is UTF-8, but it is damaged on line 2."),
        (b"abc\r\n\x81", "The file is neither UTF-8 nor Windows-1252: line 2 has a byte of neither."),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_one_sentence(import_contacts, raw, sentence):
    with pytest.raises(Unreadable, match=sentence):
        import_contacts(raw=raw)


def test_a_missing_column_is_named(import_contacts):
    columns = [name for name in exports.CONTACTS if name != "Surname"]
    with pytest.raises(Unreadable, match=r"^The file has no column Surname\. Its first line must name each column\.$"):
        import_contacts(dict.fromkeys(columns, "x"), columns=columns)


@pytest.mark.parametrize(
    ("column", "title"),
    [
        ("Contact Reference", "Contact Ref"),
        ("Surname", "Sirname"),
        ("Asset Address", "Address"),
        ("Tenancy Reference", "Reference of Tenancy"),
        ("Service Area", "Area"),
    ],
)
def test_a_needed_column_under_another_name_is_asked_about(import_contacts, column, title):
    raw = exports.text([ROSE], exports.CONTACTS).replace(column, title)
    sentence = (
        f"The file has no column {column}. Did you mean {column} by “{title}”? Its first line must name each column."
    )
    with pytest.raises(Unreadable, match=f"^{re.escape(sentence)}$"):
        import_contacts(raw=raw.encode())


def test_a_column_under_another_name_is_asked_about_and_not_guessed(import_contacts):
    raw = exports.text([ROSE], [*exports.CONTACTS, "Balance"]).replace("Date of Birth", "Birth Date")
    report = import_contacts(raw=raw.replace("Telephone", "Mobile Telephone").encode())

    unused, asked = str(report.notes[0]).split(". ", 1)
    assert unused == "Not used: the column Birth Date, Mobile Telephone and Balance"
    assert asked == "Did you mean Date of Birth by “Birth Date”? Did you mean Telephone by “Mobile Telephone”?"
    assert (customer().born, customer().telephone) == (None, "")


def test_a_column_that_is_there_already_is_asked_about_no_more(import_contacts):
    report = import_contacts(raw=exports.text([ROSE], [*exports.CONTACTS, "Mobile Telephone"]).encode())
    assert [str(note) for note in report.notes] == ["Not used: the column Mobile Telephone."]


def test_a_column_that_is_there_twice_is_refused(import_contacts):
    with pytest.raises(Unreadable, match="The file has the column Surname twice"):
        import_contacts(raw=exports.text([ROSE], [*exports.CONTACTS, "Surname"]).encode())


def test_a_cell_without_end_is_refused(import_contacts):
    raw = exports.text([ROSE], exports.CONTACTS) + '"' + "x" * 200_000
    with pytest.raises(Unreadable, match="cannot be read from line 3 on"):
        import_contacts(raw=raw.encode())


# The command


def run(*args):
    call_command("import_customers", *args)


def test_the_sample_export(db, capsys):
    with pytest.raises(CommandError, match="8 lines were refused, so nothing was imported"):
        run(str(exports.DATA / "cx_contacts.csv"))
    assert not Customer.objects.exists()

    with pytest.raises(CommandError, match="8 lines were refused; the others were imported"):
        run(str(exports.DATA / "cx_contacts.csv"), "--keep-going")

    out = capsys.readouterr().out
    assert "Line 62: Date of Birth is “31/02/1980”, which is no day of the calendar." in out
    assert "Line 163: The same as line 5, so it was left out." in out
    assert "People: 313 created, 0 updated, 0 unchanged, 8 refused." in out
    assert Customer.objects.count() == 313
    assert customer("C100010").full_name == 'Mary "Molly" Kowalska'


def test_a_dry_run_says_so(db, tmp_path, capsys):
    path = tmp_path / "contacts.csv"
    path.write_text(exports.text([ROSE], exports.CONTACTS))
    run(str(path), "--dry-run")
    assert capsys.readouterr().out == (
        "People: 1 created, 0 updated, 0 unchanged, 0 refused.\nThis was a dry run: nothing was kept.\n"
    )


def test_one_refused_line_is_one(db, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(exports.text([ROSE | {"Surname": ""}], exports.CONTACTS))
    with pytest.raises(CommandError, match=r"^1 line was refused, so nothing was imported"):
        run(str(path))


def test_a_file_that_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(str(tmp_path / "nowhere.csv"))
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run(str(tmp_path))
