"""Compare an export of Cx in the browser: what it says, to whom, what it refuses, and what the next run knows (§11)."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from alerts.models import Difference, Reconciliation
from alerts.reconciliation import selectors, services
from housing_alerts.attachments.policies import MEGABYTE
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.alerts.reconciliation.comparing import COLUMNS, as_in_cx, compare, raw
from tests.page import assert_asks, day, nothing_changes, words
from tests.scenarios import HONG, LODGER

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/reconciliations/"
REASON = "Cx keeps it for the garages."


@pytest.fixture
def alert(cast):
    """An alert on Mr Lodger that was taken over from Cx, 100 days ago."""
    return scenarios.carried_over(cast)


def upload(client, cast, content, *, on=None, name="alerts.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(URL, {"file": file} | day("exported_on", on or cast.today), follow=True)


def answer_right(cast, row):
    step = {"version": row.version, "by": cast.lead, "on": cast.today, "answer": "RIGHT", "reason": REASON}
    return services.answer_difference(difference=row, **step)


def listed(answer):
    """The lines that the page says cannot be read, and why."""
    return words(answer).partition("choose the file again Line Why ")[2].partition(" Compared before")[0]


@pytest.mark.clause("P11a")
def test_a_comparison_says_what_differs_and_is_kept(sign_in, cast, alert):
    content = raw(as_in_cx(alert, Review_Period="3 Months"), as_in_cx(alert, Contact_Reference=HONG))
    client = sign_in("lead")
    answer = upload(client, cast, content)

    run = Reconciliation.objects.get()
    assert answer.redirect_chain == [(f"{URL}{run.reference}/", 302)]
    said = words(answer)
    for sentence in (
        "Compared: 2 rows differ.",
        "Compared 10 June 2026 at 10:30am by Lena Ledger",
        "0 alerts agree. Here and not in Cx: 0. In Cx and not here: 1. In both, and different: 1.",
        "In Cx, not here Customer or property Alert What differs Nguyễn Thị Hồng",
        "In Cx since 2 March 2026, and not in force here",
        "Review period: here 12 months, in Cx 3 months",
        "To answer (2)",
    ):
        assert sentence in said, said
    assert "closed to you" not in said
    assert (run.sha256, run.exported_on, run.created_by) == (
        hashlib.sha256(content).hexdigest(),
        cast.today,
        cast.lead,
    )
    event = AuditEvent.objects.get(action="compare with Cx")
    assert (event.reference, event.why, event.by) == (run.reference, "2 rows differ, 0 alerts agree", cast.lead)
    assert Difference.objects.first().history.get().history_user == cast.lead
    read = set(ReadEvent.objects.filter(opened="comparison with Cx").values_list("reference", flat=True))
    assert read == {run.reference, alert.reference, HONG}
    assert f"Export of 10 June 2026 Reference{run.reference}" in words(client.get(URL))


@pytest.mark.clause("P11a")
def test_the_same_export_is_compared_once(sign_in, cast, alert):
    content = raw(as_in_cx(alert), columns=[*COLUMNS, "Balance"])
    client = sign_in("lead")
    said = words(upload(client, cast, content))
    assert "Compared: nothing differs." in said
    assert "No row here." in said
    assert "Not used: the column Balance." in said
    with nothing_changes():
        answer = upload(client, cast, content)
    assert "This export was compared before. Here is what came of it." in words(answer)
    upload(client, cast, content, on=cast.ago(1))
    assert Reconciliation.objects.count() == 2, "another day is another export"
    first = Reconciliation.objects.last()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reconciliation.objects.filter(pk=first.pk).update(exported_on=cast.ago(1))


@pytest.mark.clause("P11a")
def test_each_encoding_is_read(sign_in, cast, alert):
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        with settling.undone():
            content = raw(as_in_cx(alert, Group_Name="Zoë’s")).decode().encode(encoding)
            answer = upload(sign_in("lead"), cast, content)
            assert Reconciliation.objects.get().agreed == 1
            assert ("so it was read as Windows-1252" in words(answer)) == (encoding == "cp1252")


@pytest.mark.clause("P11a", refuses=True)
def test_a_file_that_is_no_export_says_why(sign_in, cast, alert):
    client = sign_in("lead")
    for content, why in [
        (b"", "The file is empty. Choose another"),
        (b"\n\n", "alerts.csv is empty."),
        (raw(), "alerts.csv has no line below its header. Export all alerts that are in force in Cx"),
        (
            b"Contact Reference,Alert\nD900001,x\n",
            (
                "The file has no column Effective From Date. Did you mean Alert Type by “Alert”? Its first line must name each "
                "column."
            ),
        ),
        (
            b"Contact Ref.,Effective From Date\nD900001,01/01/2026\n",
            "alerts.csv has neither the column Contact Reference nor Asset Reference: nobody can be found",
        ),
        (
            b"Effective From Date,Effective From Date,Asset Reference\n",
            "The file has the column Effective From Date twice.",
        ),
        (b"\xef\xbb\xbfContact \xff", "The file says that it is UTF-8, but it is damaged on line 1."),
        (b"PK\x03\x04\x81\x8d", "The file is neither UTF-8 nor Windows-1252: line 1 has a byte of neither."),
    ]:
        with nothing_changes():
            assert_asks(upload(client, cast, content), why)
    with nothing_changes():
        assert_asks(upload(client, cast, b"x" * (10 * MEGABYTE + 1)), "Choose a file of at most 10 MB")


@pytest.mark.clause("P11a", refuses=True)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_compared(sign_in, cast, alert):
    client = sign_in("lead")
    for cells, why in [
        ({"Effective_From_Date": "31/02/2026"}, "Effective From Date is “31/02/2026”"),
        ({"Effective_From_Date": "2.3.26"}, "Effective From Date is “2.3.26”"),
        ({"Effective_From_Date": ""}, "Effective From Date is empty."),
        (
            {"Effective_From_Date": "11/06/2026"},
            "Effective From Date is 11 June 2026, after the day of the export. Check that day.",
        ),
        ({"Review_Period": "often"}, "Review Period is “often”. Write months, such as 12 Months."),
        ({"Review_Due_Date": "soon"}, "Review Due Date is “soon”"),
        (
            {"Contact_Reference": '=HYPERLINK("http://example.org")'},
            "Contact Reference is a formula: it begins with =. Export the values, not the formulas.",
        ),
        ({"Alert_Type": "@SUM(1)"}, "Alert Type is a formula: it begins with @."),
        ({"Asset_Reference": "＝1+1"}, "Asset Reference is a formula: it begins with ＝."),
        ({"Contact_Reference": "D" * 61}, "Contact Reference has more than 60 characters."),
        (
            {"Contact_Reference": "", "Asset_Reference": "n/a"},
            "Contact Reference and Asset Reference are empty: it is about nobody and no property.",
        ),
    ]:
        content = raw(as_in_cx(alert), as_in_cx(alert, **cells))
        with nothing_changes():
            answer = upload(client, cast, content)
        assert_asks(answer, "Nothing was compared: 1 line cannot be read. See below which, and why")
        assert listed(answer).startswith(f"3 Why{why}"), listed(answer)
    torn = listed(upload(client, cast, raw(as_in_cx(alert)) + b"D900001,Lewis\r\n"))
    assert f"The line is cut short: it has 2 cells, the header {len(COLUMNS)} columns." in torn
    both = raw(*[as_in_cx(alert, Review_Period="often")] * 2)
    assert "Nothing was compared: 2 lines cannot be read." in words(upload(client, cast, both))


@pytest.mark.clause("P11a", refuses=True)
def test_the_day_of_the_export_is_asked_for(sign_in, cast, alert):
    client, content = sign_in("lead"), raw(as_in_cx(alert))
    too_old = upload(client, cast, content, on=cast.ago(32))
    assert too_old.status_code == 403
    assert "The export is of 9 May 2026. Make a new one: after 31 days it no longer tells what Cx holds." in words(
        too_old
    )
    assert_asks(upload(client, cast, content, on=cast.ago(-1)), "The day of the export must be today or in the past")
    with pytest.raises(NotAllowed, match="The day of the export is still to come. Check the day."):
        compare(cast, as_in_cx(alert), on=cast.ago(-1))
    assert_asks(client.post(URL, day("exported_on", cast.today)), "Choose the export")
    assert not Reconciliation.objects.exists()


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_else_compares(cast, alert):
    with pytest.raises(NotAllowed, match="An Operational Lead, the Leadership Team or a System administrator compares"):
        compare(cast, as_in_cx(alert), by=cast.officer)


@pytest.mark.clause("P11a", refuses=True)
def test_rows_of_files_that_are_closed_are_counted_and_not_shown(sign_in, cast, alert):
    for role, closed in [("lead", 0), ("lead2", 1), ("admin", 1), ("leadership", 0)]:
        unknown = as_in_cx(alert, Contact_Reference="D123456")
        client = sign_in(role)
        said = words(upload(client, cast, raw(as_in_cx(alert, Review_Period="3 Months"), unknown)))
        assert "No customer has the reference D123456." in said, "it names nobody"
        assert "Line 3" in said
        assert ("Lewis Lodger" in said) == (not closed)
        sentence = "1 row is about a file that is closed to you. They are counted, and not shown."
        assert (sentence in said) == bool(closed)
        assert f"To answer ({2 - closed})" in said


@pytest.mark.clause("P11a", refuses=True)
def test_an_alert_that_cx_alone_has_on_a_property_is_shown_to_those_who_read_cases(sign_in, cast, alert):
    alone = as_in_cx(alert, Contact_Reference="", Contact_Name="", Asset_Reference="A-D2")
    run = compare(cast, as_in_cx(alert), alone)
    for role, shown in [("lead2", True), ("leadership", True), ("admin", False)]:
        assert ("3 Curlew Rise" in words(sign_in(role).get(f"{URL}{run.reference}/"))) == shown


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_restricted_file_others_see_a_number_alone(sign_in, cast, alert):
    other = scenarios.carried_over(cast, customer=HONG)
    scenarios.restrict(cast, readers=[cast.head])
    changed = [as_in_cx(each, Review_Period="3 Months") for each in (alert, other)]
    gone = as_in_cx(alert, Alert_Type="Weapons", Effective_From_Date="01/02/2026")
    answer = upload(sign_in("lead"), cast, raw(*changed, gone))
    said = words(answer)
    assert "2 rows are about files that are closed to you." in said
    assert "Nguyễn Thị Hồng" in said
    for canary in ("Lodger", LODGER, alert.reference):
        assert canary not in said
    theirs = words(sign_in("head").get(answer.redirect_chain[0][0]))
    assert "closed to you" not in theirs
    assert theirs.count("Lewis Lodger") == 2


@pytest.mark.clause("P11a")
def test_alerts_of_restricted_files_that_cannot_be_compared_are_counted(sign_in, cast, alert):
    other = scenarios.carried_over(cast, customer=HONG)
    scenarios.restrict(cast, readers=[cast.lead])
    columns = [name for name in COLUMNS if name != "Contact Reference"]
    line = as_in_cx(other, Asset_Reference="A-D3")
    said = words(upload(sign_in("lead"), cast, raw(line, columns=columns)))
    assert (
        "1 alert of restricted files was not compared: such a file is found by the Contact Reference alone, and the "
        "export has none." in said
    )
    scenarios.restrict(cast, HONG, readers=[cast.lead])
    said = words(upload(sign_in("lead"), cast, raw(line, columns=columns), on=cast.ago(1)))
    assert "2 alerts of restricted files were not compared" in said


@pytest.mark.clause("P11a")
def test_a_row_that_is_right_is_known_again_with_its_reason(sign_in, cast, alert, wednesday):
    line = as_in_cx(alert, Review_Period="3 Months")
    answer_right(cast, compare(cast, line).differences.get())
    wednesday.shift(timedelta(days=7))
    cast.today += timedelta(days=7)
    scenarios.carried_over(cast, customer=HONG, days=5)
    run = compare(cast, line, by=cast.people["admin"])

    row = run.differences.get(side="DIFFER")
    assert (row.answer, row.reason, row.answered_by, row.answered_on) == ("RIGHT", REASON, cast.lead, cast.ago(7))
    page = sign_in("lead").get(f"{URL}{run.reference}/", {"shown": "answered"})
    assert f"It is right as it is: {REASON} (Lena Ledger, 10 June 2026)" in words(page)
    third = compare(cast, line, line | {"Effective From Date": "05/02/2026"})
    assert third.differences.filter(answer="RIGHT").count() == 1, "from run to run"


@pytest.mark.clause("P11a", refuses=True)
def test_a_row_that_changed_is_asked_anew(cast, alert):
    answer_right(cast, compare(cast, as_in_cx(alert, Review_Period="3 Months")).differences.get())
    row = compare(cast, as_in_cx(alert, Review_Period="4 Months")).differences.get()
    assert (row.answer, row.reason) == ("", "")
    assert selectors.said_before(row) is None


@pytest.mark.clause("P11a")
def test_what_was_wrong_here_and_still_differs_is_asked_again_with_what_was_said(sign_in, cast, alert):
    line = as_in_cx(alert, Review_Period="3 Months")
    row = compare(cast, line).differences.get()
    step = {"version": row.version, "by": cast.lead, "on": cast.today, "answer": "HERE", "reason": "Not typed yet."}
    services.answer_difference(difference=row, **step)
    again = compare(cast, line, on=cast.ago(1)).differences.get()
    assert again.answer == ""
    page = words(sign_in("lead").get(f"{URL}{again.run.reference}/{again.number}/"))
    assert f"In comparison {row.run.reference}: It is wrong here: Not typed yet. (Lena Ledger, 10 June 2026)" in page


@pytest.mark.clause("P11a")
def test_a_line_of_nobody_is_known_again_wherever_it_stands(cast, alert):
    unknown = as_in_cx(alert, Contact_Reference="D123456")
    answer_right(cast, compare(cast, as_in_cx(alert), unknown).differences.get())
    (row,) = compare(cast, unknown, as_in_cx(alert)).differences.all()
    assert (row.line, row.answer) == (2, "RIGHT")


@pytest.mark.clause("P11a")
def test_rows_and_comparisons_come_a_page_at_a_time(sign_in, cast, alert, monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 2)
    monkeypatch.setattr(selectors, "MOST_RUNS", 1)
    unknown = [as_in_cx(alert, Contact_Reference=f"D12345{each}") for each in range(3)]
    run = compare(cast, as_in_cx(alert), *unknown)
    compare(cast, as_in_cx(alert))
    client = sign_in("lead")
    first = client.get(f"{URL}{run.reference}/")
    assert "D123451" in words(first)
    assert "D123452" not in words(first)
    assert "?shown=&amp;after=2" in first.content.decode()
    second = words(client.get(f"{URL}{run.reference}/?shown=&after=2"))
    assert "D123452" in second
    assert "D123451" not in second
    assert run.reference not in words(client.get(URL))
    later = Reconciliation.objects.first()
    assert run.reference in words(client.get(f"{URL}?after={later.pk}"))
    assert client.get(f"{URL}{run.reference}/?shown=nothing").status_code == 404
    for hostile in ("x", "-1", "9" * 40, "' OR 1=1"):
        assert client.get(f"{URL}{run.reference}/", {"after": hostile}).status_code == 200
        assert client.get(URL, {"after": hostile}).status_code == 200
    assert client.get(f"{URL}RC-2020-00001/").status_code == 404
    assert "No row here after these." in words(client.get(f"{URL}{run.reference}/?after=9"))


@pytest.mark.clause("P11a")
def test_what_waits_as_an_entry_stands_in_a_list_of_its_own(sign_in, cast):
    scenarios.active(cast, days=20)
    other = scenarios.carried_over(cast, customer=HONG)
    run = compare(cast, as_in_cx(other))
    page = words(sign_in("lead").get(f"{URL}{run.reference}/?shown=in-hand"))
    assert "An entry in Cx waits, or was made since the export" in page
    assert "To be changed in Cx (1)" in page
