"""Load characteristics from a file: safe to load twice, faults by line, and no answer is repeated (§11)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from housing_alerts.importing.reading import Unreadable
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.equality.imports import load_characteristics
from monitoring.models import Characteristic
from tests import scenarios
from tests.page import nothing_changes, words
from tests.scenarios import HONG, LODGER, TWIN

URL = "/characteristics/load/"
FILE = (
    f"Customer Reference,Sex,Race,Religion or belief\n{LODGER},male,Arab,In their own words: Quaker\n{HONG},Female,,\n"
)


def _load(cast, text, **options):
    return load_characteristics(text.encode(), "answers.csv", by=cast.people["equality"], **options)


def _rows():
    return sorted(Characteristic.objects.values_list("customer__reference", "protected", "group", "words"))


LOADED = [
    (LODGER, "RACE", "ARAB", ""),
    (LODGER, "RELIGION", "DESCRIBED", "Quaker"),
    (LODGER, "SEX", "MALE", ""),
    (HONG, "SEX", "FEMALE", ""),
]


@pytest.mark.clause("P11b")
def test_a_file_is_loaded_with_its_history(cast):
    report = _load(cast, FILE)
    assert (report.created, report.kept, _rows()) == (4, True, LOADED)
    past = Characteristic.history.first()
    assert (past.history_user, past.history_change_reason) == (cast.people["equality"], "Loaded")
    event = AuditEvent.objects.get(action="load characteristics")
    assert (event.by, event.customer, event.why) == (cast.people["equality"], "", "")


@pytest.mark.clause("P11b")
def test_the_same_file_loaded_twice_changes_nothing(cast):
    _load(cast, FILE)
    report = _load(cast, FILE)
    assert (report.created, report.updated, report.unchanged, _rows()) == (0, 0, 4, LOADED)
    assert Characteristic.history.count() == 4


def test_another_answer_replaces_the_one_before_and_an_empty_cell_leaves_it(cast):
    _load(cast, FILE)
    report = _load(cast, f"Customer Reference,Sex,Race\n{LODGER.lower()},Prefer not to say,\n")
    assert (report.updated, report.created) == (1, 0)
    assert Characteristic.objects.get(customer__reference=LODGER, protected="SEX").group == "NOT_SAID"
    assert Characteristic.objects.filter(protected="RACE").exists()


def test_a_merged_file_stands_for_the_one_that_was_kept(cast):
    scenarios.second_file(cast)
    scenarios.merged(cast)
    report = _load(cast, f"Customer Reference,Sex\n{TWIN},Male\n{LODGER},Female\n")
    assert _rows() == [(LODGER, "SEX", "MALE", "")]
    assert [str(note) for note in report.notes] == [
        "Line 3: Another line is about the same person, and says something else."
    ]


@pytest.mark.clause("P11b", refuses=True)
def test_a_line_that_cannot_be_read_stops_the_file_and_no_answer_is_repeated(cast):
    for row, why in [
        (f"{LODGER},Wagtail", "Sex is none of its answers. Write one of: Female, Male, Prefer not to say."),
        (f"{LODGER},=HYPERLINK(1)", "Sex is none of its answers. Write one of: Female, Male, Prefer not to say."),
        (f"{LODGER},Sikh", "Sex is none of its answers. Write one of: Female, Male, Prefer not to say."),
        (f"{LODGER},In their own words", "Sex is none of its answers. Write one of: Female, Male, Prefer not to say."),
        (f"{LODGER},In their own words:", "Sex has no words after “In their own words:”, or more than 200 characters."),
        (
            f"{LODGER},In their own words: {'x' * 201}",
            "Sex has no words after “In their own words:”, or more than 200 characters.",
        ),
        (",Female", "Customer Reference is empty."),
        (f"{LODGER}", "The line is cut short: it has 1 cells, the header 2 columns."),
    ]:
        report = _load(cast, f"Customer Reference,Sex\n{HONG},Female\n{row}\n")
        assert [str(said) for said in report.refused] == [f"Line 3: {why}"]
        assert not report.kept
        assert _rows() == []


def test_a_customer_stands_on_one_line(cast):
    report = _load(cast, f"Customer Reference,Sex\n{HONG},Female\n{HONG},Male\n")
    assert [str(said) for said in report.refused] == ["Line 3: Customer Reference stands on line 2 already."]


@pytest.mark.clause("P11b")
def test_a_line_of_nobody_is_listed_and_kept_nowhere(cast):
    report = _load(cast, f"Customer Reference,Sex\nD123456,Female\n{HONG},Female\n")
    assert [str(note) for note in report.notes] == ["Line 2: No customer has this reference."]
    assert _rows() == [(HONG, "SEX", "FEMALE", "")]


def test_a_dry_run_keeps_nothing(cast):
    with nothing_changes():
        report = _load(cast, FILE, dry_run=True)
    assert (report.created, report.kept, _rows()) == (4, False, [])


def test_words_that_look_like_a_formula_stay_words(cast, sign_in):
    _load(cast, f'Customer Reference,Sex\n{HONG},"In their own words: =1+1<b>"\n')
    assert _rows() == [(HONG, "SEX", "DESCRIBED", "=1+1<b>")]
    page = sign_in("equality").get(f"/characteristics/of/{HONG}/").content.decode()
    assert "=1+1&lt;b&gt;" in page


@pytest.mark.clause("P11b", refuses=True)
def test_nobody_else_loads(cast):
    with nothing_changes(), pytest.raises(NotAllowed, match="Only the Equality Officer"):
        load_characteristics(FILE.encode(), "answers.csv", by=cast.people["admin"])


def test_a_file_without_a_characteristic_is_refused(cast):
    with pytest.raises(Unreadable, match="no column of a characteristic"):
        _load(cast, "Customer Reference,Height\nD900001,180\n")


# The page


def _send(client, text, **more):
    return client.post(URL, {"file": SimpleUploadedFile("answers.csv", text.encode()), **more})


def test_the_page_checks_first_and_then_loads(cast, sign_in):
    client = sign_in("equality")
    assert client.get(URL).status_code == 200
    checked = _send(client, FILE, check_only="on")
    assert "The file was checked: nothing was loaded New answers 4" in words(checked)
    assert _rows() == []
    loaded = _send(client, FILE)
    assert "The file was loaded New answers 4" in words(loaded)
    assert _rows() == LOADED


def test_the_page_lists_lines_by_number_and_repeats_no_answer(cast, sign_in):
    said = words(_send(sign_in("equality"), f"Customer Reference,Sex\n{HONG},Wagtail\n"))
    assert "Nothing was loaded: the file has lines that cannot be read" in said
    assert "Sex is none of its answers" in said
    assert "Wagtail" not in said


def test_the_page_says_that_somebody_else_is_at_work(cast, sign_in, monkeypatch):
    def busy(*args, **kwargs):
        raise OperationalError("busy") from _BusyError()

    monkeypatch.setattr("monitoring.equality.imports.load_characteristics", busy)
    page = _send(sign_in("equality"), FILE)
    assert page.status_code == 503
    assert "Somebody else is working on this. Nothing was changed." in words(page)


class _BusyError(Exception):
    """What the driver of SQLite says."""

    sqlite_errorname = "SQLITE_BUSY"
