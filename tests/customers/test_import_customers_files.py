"""The contacts export: files as other systems write them, and the command that reads them."""

import re

import pytest
from django.core.management import CommandError, call_command

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.importing.reading import Unreadable
from tests import exports, trail
from tests.exports import ROSE, SAM


def sentences(report):
    return [str(said) for said in report.refused]


def customer(reference="C1"):
    return Customer.objects.get(reference=reference)


def test_any_of_the_usual_encodings(import_contacts):
    for encoding in ["utf-8", "utf-8-sig", "utf-16", "cp1252"]:
        report = import_contacts(raw=exports.text([ROSE | {"Forenames": "Chloë"}], exports.CONTACTS).encode(encoding))

        assert customer().forenames == "Chloë", encoding
        said = [str(note) for note in report.notes]
        warned = ["The file is not UTF-8, so it was read as Windows-1252. Check that accents came over as they should."]
        assert said == (warned if encoding == "cp1252" else [])
    import_contacts(raw=exports.text([ROSE | {"Forenames": "Zoe\u0308\x00\u00a0Ann"}], exports.CONTACTS).encode())
    assert customer().forenames == "Zoë Ann", "accents and control characters come over clean"


def test_commas_semicolons_or_tabs(import_contacts):
    for delimiter in [",", ";", "\t"]:
        report = import_contacts(raw=exports.text([ROSE], exports.CONTACTS, delimiter=delimiter).encode())
        assert report.refused == [], delimiter
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


def test_a_file_that_is_none_of_ours_is_refused_in_one_sentence(import_contacts):
    for raw, sentence in [
        (b"", "contacts.csv is empty."),
        (b"\r\n\r\n", "contacts.csv is empty."),
        (b"a,b\r\n1,2\r\n", "The file has no column Contact Reference, Forenames, Surname"),
        (b"\xef\xbb\xbfabc\r\n\xff\xfe", "The file says that it is UTF-8, but it is damaged on line 2."),
        (b"abc\r\n\x81", "The file is neither UTF-8 nor Windows-1252: line 2 has a byte of neither."),
    ]:
        with pytest.raises(Unreadable, match=sentence):
            import_contacts(raw=raw)


def test_a_needed_column_under_another_name_is_asked_about(import_contacts):
    for column, title in [
        ("Surname", "Sirname"),
        ("Tenancy Reference", "Reference of Tenancy"),
        ("Service Area", "Area"),
    ]:
        raw = exports.text([ROSE], exports.CONTACTS).replace(column, title)
        sentence = f"The file has no column {column}. Did you mean {column} by “{title}”? Its first line must name each column."
        with pytest.raises(Unreadable, match=f"^{re.escape(sentence)}$"):
            import_contacts(raw=raw.encode())


def test_a_column_under_another_name_is_asked_about_and_not_guessed(import_contacts):
    raw = exports.text([ROSE], [*exports.CONTACTS, "Balance"]).replace("Date of Birth", "Birth Date")
    report = import_contacts(raw=raw.replace("Telephone", "Mobile Telephone").encode())

    unused, asked = str(report.notes[0]).split(". ", 1)
    assert unused == "Not used: the column Birth Date, Mobile Telephone and Balance"
    assert asked == "Did you mean Date of Birth by “Birth Date”? Did you mean Telephone by “Mobile Telephone”?"
    assert (customer().born, customer().telephone) == (None, "")


def test_a_column_that_is_there_twice_is_refused(import_contacts):
    with pytest.raises(Unreadable, match="The file has the column Surname twice"):
        import_contacts(raw=exports.text([ROSE], [*exports.CONTACTS, "Surname"]).encode())


def test_a_cell_without_end_is_refused(import_contacts):
    raw = exports.text([ROSE], exports.CONTACTS) + '"' + "x" * 200_000
    with pytest.raises(Unreadable, match="cannot be read from line 3 on"):
        import_contacts(raw=raw.encode())


def run(*args):
    call_command("import_customers", *args)


@pytest.mark.long
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
    assert trail.wrong() == [], "each row of an import is proved"


def test_a_dry_run_says_so_and_one_refused_line_is_one(db, tmp_path, capsys):
    path = tmp_path / "contacts.csv"
    path.write_text(exports.text([ROSE | {"Surname": ""}], exports.CONTACTS))
    with pytest.raises(CommandError, match=r"^1 line was refused, so nothing was imported"):
        run(str(path))
    capsys.readouterr()
    path.write_text(exports.text([ROSE], exports.CONTACTS))
    run(str(path), "--dry-run")
    assert capsys.readouterr().out == (
        "People: 1 created, 0 updated, 0 unchanged, 0 refused.\nThis was a dry run: nothing was kept.\n"
    )


def test_a_file_that_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(str(tmp_path / "nowhere.csv"))
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run(str(tmp_path))


def test_a_new_service_area_is_named_on_the_command_line(db, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(exports.text([ROSE | {"Service Area": "Estates"}], exports.CONTACTS))
    with pytest.raises(CommandError, match="a service area has a name of 1 to 100 characters"):
        run(str(path), "--new-area", " ")
    run(str(path), "--new-area", "Estates")
    assert customer().service_area.name == "Estates"


ANEW = ROSE | {"Asset Reference": "A1X", "Asset Address": "1, ACORN CLOSE, Testmouth, Devon", "Postcode": "TQ998GT"}


def test_a_new_reference_for_an_address_that_we_know_is_reported(import_contacts):
    """D4 What stands at the old reference is shown at the new one, but somebody should put the two right."""
    import_contacts(ROSE)
    garage = ROSE | {"Asset Address": "Garages, Acorn Close", "Tenancy Reference": "G1", "Asset Reference": "G1"}
    two = garage, garage | {"Tenancy Reference": "G2", "Asset Reference": "G2"}
    assert import_contacts(ROSE, *two).notes == [], "a landlord has many garages at one address, each with a reference"
    report = import_contacts(ANEW)
    assert "Line 2: A1X has the address of A1, 1 Acorn Close, Testmouth, Devon, TQ99 8GT. Is it the same property?" in [
        str(note) for note in report.notes
    ]
    assert "Is it the same property?" not in " ".join(str(note) for note in import_contacts(ANEW).notes)


@pytest.mark.clause("D4")
@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ({"Asset Address": "7 Elm Road, Testmouth, Devon"}, "7 Elm Road, Testmouth, Devon, TQ99 8GT"),
        ({"Postcode": "TQ99 1AA"}, "1 Acorn Close, Testmouth, Devon, TQ99 1AA"),
        ({"Asset Address": "1 Acorn Cl., Testmouth"}, ""),
        ({"Postcode": ""}, ""),
    ],
)
def test_a_property_that_gets_another_door_is_reported(import_contacts, line, asked):
    import_contacts(ROSE)
    said = " ".join(note.sentence for note in import_contacts(ROSE | line).notes)
    if asked:
        assert f"A1 was 1 Acorn Close, Testmouth, Devon, TQ99 8GT, and is now {asked}. Is it the same property?" in said
    else:
        assert "same property" not in said
    assert "same property" not in " ".join(note.sentence for note in import_contacts(ROSE | line).notes)
