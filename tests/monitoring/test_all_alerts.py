"""The page of the All Alerts report, its pages of fifty and its file (Appendix F)."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import lxml.html
import openpyxl
import pytest
import time_machine
from django.core.management import call_command

from alerts.models import Alert, Review
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from monitoring.all_alerts import selectors as report
from monitoring.all_alerts.filters import Asked
from monitoring.all_alerts.tables import COLUMNS, written
from tests import scenarios
from tests.deep import MANY
from tests.page import assert_asks, day, words

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("F1")]
PAGE, FILE, BOOK = "/reports/all-alerts/", "/reports/all-alerts.csv", "/reports/all-alerts.xlsx"


def rows(response):
    """The cells of the file, without its header."""
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))[1:]


def test_the_ten_cells_of_an_alert(sign_in, cast):
    scenarios.active(cast, days=9)

    assert rows(sign_in("lead").get(FILE)) == [
        [
            "Lewis Lodger",
            "Lodger household",
            "A-D1",
            "12 Sandpiper Close, Testmouth, Devon, TQ99 1AB",
            "01/06/2026",
            "12 Months",
            "",
            "01/06/2027",
            "",
            "No",
        ]
    ]


def test_a_review_is_told_by_the_day_it_was_completed(cast):
    alert = scenarios.active(cast, days=100)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(10), months=1)

    def of(on):
        (row,) = report.rows(report.Alert.objects.all(), Asked(on))
        return row.cells(written)[5:8]

    assert of(cast.ago(11)) == ("12 Months", "", "02/03/2027")
    assert of(cast.ago(10)) == ("1 Month", "31/05/2026", "30/06/2026")


def test_an_earlier_day_that_a_trigger_set_wins_from_the_day_it_was_set(cast):
    alert = scenarios.active(cast, days=100)
    review = scenarios.under_review(cast, alert)

    def due(on):
        (row,) = report.rows(report.Alert.objects.all(), Asked(on))
        return row.due_on

    assert (due(cast.ago(1)), due(cast.today)) == (date(2027, 3, 2), date(2026, 7, 8))
    scenarios.reviewed(cast, review, on=cast.today + timedelta(days=9), months=1)
    assert (due(cast.today), due(cast.today + timedelta(days=9))) == (date(2026, 7, 8), date(2026, 7, 19))


def test_an_earlier_day_that_an_answer_to_an_appeal_promised_wins_until_the_review(cast):
    alert = scenarios.active(cast, days=60)
    until = cast.today + timedelta(days=30)
    scenarios.determined(cast, scenarios.prepared(cast, alert), review_by=until)

    def row(day):
        [found] = report.rows(Alert.objects.filter(pk=alert.pk), Asked(day))
        return found.due_on, found.overdue

    assert row(cast.ago(1)) == (procedure.review_due_on(alert.effective_from, alert.first_period), False)
    assert row(cast.today) == (until, False)
    assert row(until + timedelta(days=1)) == (until, True)


def test_a_review_opened_in_error_sets_no_day(cast):
    alert = scenarios.active(cast, days=100)
    scenarios.closed(cast, scenarios.under_review(cast, alert))

    (row,) = report.rows(report.Alert.objects.all(), Asked(cast.today))
    assert row.due_on == alert.review_due_on


def test_overdue_begins_the_day_after_the_due_date(cast):
    alert = scenarios.active(cast, days=365)

    def overdue(on):
        (row,) = report.rows(report.Alert.objects.all(), Asked(on))
        return row.cells(written)[-1]

    assert (overdue(alert.review_due_on), overdue(alert.review_due_on + timedelta(days=1))) == ("No", "Yes")


def test_a_person_stands_where_they_lived_on_the_day(cast):
    alert = scenarios.active(cast, days=9)
    scenarios.moved(cast, alert.customer)

    def home(on):
        (row,) = report.rows(report.Alert.objects.all(), Asked(on))
        return row.asset_reference

    assert (home(cast.ago(1)), home(cast.today)) == ("A-D1", "A-NEW")


def test_an_alert_on_a_property_has_no_name_and_its_own_asset(cast):
    scenarios.on_a_property(cast)

    (row,) = report.rows(report.Alert.objects.all(), Asked(cast.today))

    assert (row.contact_name, row.group_name, row.asset_reference) == ("", "", "A-D1")


@pytest.mark.long
def test_the_order_is_effective_from_then_surname_then_forenames(cast):
    for code, reference, days in [
        ("VISIT_IN_PAIRS", "D900001", 1),
        ("VISIT_IN_PAIRS", "D900009", 1),
        ("VISIT_IN_PAIRS", "D900005", 1),
        ("WEAPONS", "D900005", 5),
    ]:
        scenarios.active(cast, code, reference, days=days)

    names = [row.contact_name for row in report.rows(report.Alert.objects.all(), Asked(cast.today))]

    assert names == ["Barnaby Tamblyn", "Jory Lodger", "Lewis Lodger", "Barnaby Tamblyn"]


def test_each_lead_reads_their_own_areas_and_the_dpo_all_but_restricted_files(sign_in, cast):
    scenarios.active(cast)
    assert [len(rows(sign_in(who).get(FILE))) for who in ("lead", "lead2", "head2", "dpo")] == [1, 0, 1, 1]

    Customer.objects.filter(reference="D900001").update(restricted=True)

    assert [len(rows(sign_in(who).get(FILE))) for who in ("lead", "head", "dpo")] == [0, 0, 0]


def test_a_restricted_file_stands_in_the_report_of_its_named_readers_and_of_who_broke_glass(sign_in, cast):
    scenarios.active(cast)
    scenarios.restrict_file(cast)
    everybody = ("lead", "head", "head2", "leadership", "dpo")
    assert [len(rows(sign_in(who).get(FILE))) for who in everybody] == [1, 1, 0, 0, 0]
    for who in ("head2", "leadership", "dpo"):
        page = sign_in(who).get(PAGE)
        assert "0 alerts in force" in words(page)
        assert "Lodger" not in page.content.decode()

    scenarios.break_glass(cast, cast.head2)
    scenarios.break_glass(cast, cast.dpo)
    assert [len(rows(sign_in(who).get(FILE))) for who in everybody] == [1, 1, 1, 0, 1]


@pytest.mark.clause("F1", "P11a")
def test_where_somebody_of_a_restricted_file_lives_stands_in_no_report(sign_in, cast):
    """The report is passed round, and a reader of the file sees nothing in it that says who must not read it."""
    scenarios.active(cast)
    scenarios.restrict_file(cast)
    (row,) = rows(sign_in("lead").get(FILE))
    assert row[:4] == ["Lewis Lodger", "", "", "Kept with the restricted file"]
    assert "Sandpiper" not in sign_in("lead").get(PAGE).content.decode()
    (whole,) = report.rows(Alert.objects.all(), Asked(cast.today))
    assert whole.cells(written)[:4] == tuple(row[:4])


def test_the_report_says_whose_alerts_it_takes_in(sign_in, cast):
    scenarios.active(cast)
    said = words(sign_in("lead2").get(PAGE))
    assert (
        "0 alerts in force on 10 June 2026. This is the report of Property Services, and whatever you lead elsewhere."
        in said
    )
    for who in ("head", "leadership", "dpo"):
        assert "1 alert in force on 10 June 2026. This is the report of all service areas." in words(
            sign_in(who).get(PAGE)
        )


def test_how_many_stand_in_restricted_files_is_the_same_for_all_on_every_day(sign_in, cast):
    for reference in ("D900001", "D900003"):
        scenarios.active(cast, customer=reference, days=9)
    everybody, sentence = (
        ("lead", "lead2", "head", "head2", "leadership", "dpo"),
        "{} in restricted files today, in all",
    )
    for who in everybody:
        assert sentence.format("No alert stands") in words(sign_in(who).get(PAGE)), who
    scenarios.restrict_file(cast)
    for who in everybody:
        for asked in ({}, {"as_at": "2026-05-01"}, {"as_at": "2026-06-01", "after": "CM-2026-00001"}):
            assert sentence.format("1 alert stands") in words(sign_in(who).get(PAGE, asked)), (who, asked)
    scenarios.restrict_file(cast, "D900003")
    assert sentence.format("2 alerts stand") in words(sign_in("lead2").get(PAGE))


def test_a_group_is_not_named_where_somebody_of_it_has_a_restricted_file(sign_in, cast):
    """Jory Lodger lives with Mr Lodger, and the group is named after both."""
    scenarios.active(cast, customer="D900009")
    scenarios.restrict_file(cast)
    named = [[row[1] for row in rows(sign_in(who).get(FILE))] for who in ("lead", "leadership", "dpo")]
    assert named == [["Lodger household"], [""], [""]]
    assert "Lodger household" not in sign_in("leadership").get(PAGE).content.decode()
    assert "Lodger household" not in sign_in("leadership").get("/customers/D900009/").content.decode()
    assert "Lodger household" in sign_in("lead").get("/customers/D900009/").content.decode()


def test_the_page_is_as_at_the_day_asked_for(sign_in, cast):
    scenarios.active(cast, days=9)
    client = sign_in("lead")

    assert "1 alert in force on 10 June 2026." in words(client.get(PAGE))
    assert "0 alerts in force on 31 May 2026." in words(client.get(PAGE, day("as_at", date(2026, 5, 31))))
    assert "0 alerts in force on 31 May 2026." in words(client.get(f"{PAGE}?as_at=2026-05-31"))


def test_the_page_refuses_what_is_no_day_of_a_report(sign_in, cast):
    for asked, sentence in [
        (day("as_at", date(2026, 6, 11)), "The day of the report must be today or in the past"),
        (
            day("as_at", date(2026, 6, 1)) | {"as_at_day": "31"},
            "The day of the report must be a real date, such as 5 4 2026",
        ),
    ]:
        response = sign_in("lead").get(PAGE, asked)

        assert_asks(response, sentence, typed=(str(asked["as_at_day"]),))


def test_an_address_that_names_no_day_is_not_answered_with_another_day(sign_in):
    for url in [PAGE, FILE]:
        for named in ["2026-02-30", "yesterday"]:
            assert sign_in("lead").get(url, {"as_at": named}).status_code == 400


@pytest.mark.long
def test_the_next_fifty_follow_where_the_first_end(sign_in, cast, monkeypatch):
    monkeypatch.setattr("monitoring.all_alerts.views.PAGE", 2)
    for reference in ("D900001", "D900009", "D900005"):
        scenarios.active(cast, customer=reference)
    client = sign_in("lead")
    first = client.get(PAGE)
    (following,) = lxml.html.fromstring(first.content.decode()).xpath("//a[@rel='next']/@href")

    second = words(client.get(PAGE + following))

    assert "Barnaby Tamblyn" not in words(first)
    assert "Barnaby Tamblyn" in second
    assert "Lewis Lodger" not in second
    assert "3 alerts in force" in second


def test_the_command_prints_the_same_columns_as_text(cast, capsys):
    scenarios.active(cast)

    call_command("all_alerts")

    header, row = capsys.readouterr().out.splitlines()
    assert header == " | ".join(COLUMNS)
    assert row.startswith("Lewis Lodger | Lodger household | A-D1 | ")


@pytest.mark.long
@pytest.mark.same_on_both
def test_it_costs_the_same_for_1_and_for_many(sign_in, cast, queries_of):
    scenarios.many_active(cast, range(1))
    client = sign_in("lead")
    one = queries_of(client, PAGE)

    scenarios.many_active(cast, range(1, MANY))

    assert queries_of(client, PAGE) == one


def sheet(response):
    """The cells of the workbook, with their kinds."""
    return [
        [(cell.value, cell.data_type) for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.iter_rows()
    ]


def test_the_workbook_has_the_same_rows_with_real_dates(sign_in, cast):
    scenarios.active(cast, days=9)
    header, row = sheet(sign_in("lead").get(BOOK))
    assert [value for value, _ in header] == list(COLUMNS)
    (printed,) = rows(sign_in("lead").get(FILE))
    shown = [f"{value:%d/%m/%Y}" if kind == "d" else value or "" for value, kind in row]
    assert shown == printed
    assert [kind for _, kind in row] == ["s", "s", "s", "s", "d", "s", "n", "d", "n", "s"]


def test_no_cell_of_the_workbook_is_a_formula(sign_in, cast):
    alert = scenarios.active(cast)
    Customer.objects.filter(pk=alert.customer_id).update(forenames="=1+1", surname="")
    _, (name, *_) = sheet(sign_in("lead").get(BOOK))
    assert name == ("=1+1", "s")


def test_a_workbook_without_an_alert_has_its_header(sign_in, cast):
    header, *others = sheet(sign_in("lead").get(BOOK))
    assert [value for value, _ in header] == list(COLUMNS)
    assert all(value is None for row in others for value, _ in row)


def test_a_review_that_was_closed_later_still_called_for_its_day_until_then(sign_in, cast):
    """The day of the closing is a fact as well."""
    alert = scenarios.active(cast, days=100)
    review = scenarios.under_review(cast, alert)
    with time_machine.travel(datetime(2026, 6, 20, 12, tzinfo=UTC), tick=False):
        scenarios.closed(cast, review)

    def row(on):
        (found,) = report.rows(report.Alert.objects.all(), Asked(on))
        return found.due_on, found.last_evaluated_on

    assert row(cast.today + timedelta(days=9)) == (date(2026, 7, 8), cast.today)
    assert row(cast.today + timedelta(days=10)) == (alert.review_due_on, None)


def test_the_database_reckons_the_first_review_as_the_procedure_does(cast):
    alert = scenarios.active(cast)
    for when in [date(2025, 1, 31), date(2025, 8, 30), date(2024, 2, 29), date(2025, 12, 31)]:
        for months in [1, 6, 12]:
            Alert.objects.filter(pk=alert.pk).update(effective_from=when, first_period=months)
            (row,) = report.rows(report.Alert.objects.all(), Asked(cast.today))
            assert row.due_on == procedure.review_due_on(when, months)


def test_a_review_was_opened_on_its_day_in_london(cast):
    review = scenarios.under_review(cast, scenarios.active(cast, days=200))
    for moment, when in [
        (datetime(2026, 6, 1, 23, 30, tzinfo=UTC), date(2026, 6, 2)),
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), date(2026, 1, 5)),
    ]:
        Review.objects.filter(pk=review.pk).update(created_at=moment)
        (row,) = report.rows(report.Alert.objects.all(), Asked(when))
        assert row.last_evaluated_on == when
