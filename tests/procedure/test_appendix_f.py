"""Appendix F: the All Alerts report, exactly as the procedure prints it."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from housing_alerts.kernel import spreadsheet
from monitoring.all_alerts import selectors as all_alerts
from monitoring.all_alerts.filters import Asked
from tests import scenarios

DATA = Path(__file__).parent.parent / "data"
COLUMNS = [
    "Contact Name",
    "Group Name",
    "Asset Reference",
    "Asset Address",
    "Effective From Date",
    "Review Period",
    "Latest Review Completion Date",
    "Review Due Date",
    "Review Last Evaluated",
    "Overdue",
]
PRINTED = [
    ("29/11/2019", "12 Months", "31/03/2023", "31/03/2024", "", "No"),
    ("29/11/2019", "12 Months", "01/04/2023", "01/04/2024", "", "No"),
    ("19/01/2021", "12 Months", "21/03/2023", "21/03/2024", "", "No"),
    ("21/01/2021", "12 Months", "05/04/2023", "05/04/2024", "", "No"),
    ("14/05/2021", "12 Months", "21/03/2023", "21/03/2024", "", "No"),
    ("25/08/2021", "12 Months", "05/04/2023", "05/04/2024", "", "No"),
    ("16/02/2022", "12 Months", "17/02/2023", "17/02/2024", "", "No"),
    ("16/02/2022", "12 Months", "17/02/2023", "17/02/2024", "", "No"),
    ("31/08/2022", "12 Months", "", "31/08/2023", "", "No"),
    ("27/10/2022", "12 Months", "", "27/10/2023", "", "No"),
]
"""The ten rows of the procedure's Appendix F."""


def _rows(**options):
    out = io.StringIO()
    call_command("all_alerts", format="csv", stdout=out, **options)
    return list(csv.reader(io.StringIO(out.getvalue())))


@pytest.mark.clause("F1")
def test_the_incumbents_alerts_come_out_as_the_procedure_prints_them(db):
    with pytest.raises(CommandError):
        call_command("import_customers", str(DATA / "cx_contacts.csv"), keep_going=True, stdout=io.StringIO())
    call_command("import_alerts", str(DATA / "tm060.csv"), exported_on="2023-05-01", stdout=io.StringIO())

    header, *rows = _rows(as_at="2023-05-01")

    assert header == COLUMNS
    assert [tuple(row[4:]) for row in rows] == PRINTED
    assert rows[0][:4] == ["Hamid Ahmed", "Ahmed household", "TH44412", "109 Kestrel Rise, Mockleigh, Devon, TQ99 2AD"]


@pytest.mark.clause("F1")
def test_the_report_speaks_of_its_day_by_the_dates_of_the_facts(cast):
    alert = scenarios.active(cast, days=400)
    scenarios.ended(cast, alert)

    def names(day):
        return [row.contact_name for row in all_alerts.rows(all_alerts.Alert.objects.all(), Asked(day))]

    assert names(cast.ago(401)) == []
    assert names(cast.ago(400)) == names(cast.ago(1)) == ["Lewis Lodger"]
    assert names(cast.today) == []


@pytest.mark.clause("F1")
def test_a_review_past_its_day_is_overdue(cast):
    scenarios.active(cast, days=400)

    assert [row[-1] for row in _rows()[1:]] == ["Yes"]


@pytest.mark.clause("F1", refuses=True)
@pytest.mark.parametrize("day", ["2023-02-30", "1 May"])
def test_a_day_that_is_none_is_refused_in_words(db, day):
    with pytest.raises(CommandError, match="is not a day. Write it as YYYY-MM-DD"):
        _rows(as_at=day)


@pytest.mark.clause("F1", refuses=True)
def test_no_cell_goes_out_as_a_formula():
    lines = list(spreadsheet.csv_lines(["Name"], [["=1+1"], ["@x"], ["＝1+1"], ["＠x"], ["＋1"], ["－1"], ["Anne"]]))

    assert lines == ["Name\r\n", "'=1+1\r\n", "'@x\r\n", "'＝1+1\r\n", "'＠x\r\n", "'＋1\r\n", "'－1\r\n", "Anne\r\n"]


@pytest.mark.clause("F1", refuses=True)
@pytest.mark.parametrize("who", ["officer", "contractor", "manager", "admin"])
def test_the_report_is_hidden_from_who_has_no_need_of_it(sign_in, who):
    browser = sign_in(who)

    assert browser.get("/reports/all-alerts/").status_code == 404
    assert browser.get("/reports/all-alerts.csv").status_code == 404


@pytest.mark.clause("F1")
@pytest.mark.parametrize("who", ["lead", "head", "leadership", "dpo"])
def test_the_report_on_a_page_and_as_a_file(cast, sign_in, who):
    scenarios.active(cast)
    browser = sign_in(who)

    page = browser.get("/reports/all-alerts/").content.decode()
    file = browser.get("/reports/all-alerts.csv").getvalue().decode("utf-8-sig")

    assert all(column in page for column in COLUMNS)
    assert "Lewis Lodger" in page
    assert next(iter(csv.reader(io.StringIO(file)))) == COLUMNS
