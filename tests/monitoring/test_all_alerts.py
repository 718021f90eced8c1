"""The page of the All Alerts report, its pages of fifty and its file (Appendix F)."""

import csv
import io
from datetime import date, timedelta

import lxml.html
import pytest
from django.core.management import call_command

from alerts.models import Alert
from housing_alerts.customers.models import Customer
from monitoring import all_alerts as report
from tests import scenarios
from tests.deep import MANY
from tests.page import assert_asks, day, nothing_changes, words

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("F1")]
PAGE, FILE = "/reports/all-alerts/", "/reports/all-alerts.csv"


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
        (row,) = report.rows(report.Alert.objects.all(), as_at=on)
        return row.cells()[5:8]

    assert of(cast.ago(11)) == ("12 Months", "", "02/03/2027")
    assert of(cast.ago(10)) == ("1 Month", "31/05/2026", "30/06/2026")


def test_an_earlier_day_that_a_trigger_set_wins_from_the_day_it_was_set(cast):
    alert = scenarios.active(cast, days=100)
    review = scenarios.under_review(cast, alert)

    def due(on):
        (row,) = report.rows(report.Alert.objects.all(), as_at=on)
        return row.due_on

    assert (due(cast.ago(1)), due(cast.today)) == (date(2027, 3, 2), date(2026, 7, 8))
    scenarios.reviewed(cast, review, on=cast.today + timedelta(days=9), months=1)
    assert (due(cast.today), due(cast.today + timedelta(days=9))) == (date(2026, 7, 8), date(2026, 7, 19))


def test_a_review_opened_in_error_sets_no_day(cast):
    alert = scenarios.active(cast, days=100)
    scenarios.closed(cast, scenarios.under_review(cast, alert))

    (row,) = report.rows(report.Alert.objects.all(), as_at=cast.today)
    assert row.due_on == alert.review_due_on


def test_overdue_begins_the_day_after_the_due_date(cast):
    alert = scenarios.active(cast, days=365)

    def overdue(on):
        (row,) = report.rows(report.Alert.objects.all(), as_at=on)
        return row.cells()[-1]

    assert (overdue(alert.review_due_on), overdue(alert.review_due_on + timedelta(days=1))) == ("No", "Yes")


def test_a_person_stands_where_they_lived_on_the_day(cast):
    alert = scenarios.active(cast, days=9)
    scenarios.moved(cast, alert.customer)

    def home(on):
        (row,) = report.rows(report.Alert.objects.all(), as_at=on)
        return row.asset_reference

    assert (home(cast.ago(1)), home(cast.today)) == ("A-D1", "A-NEW")


def test_an_alert_on_a_property_has_no_name_and_its_own_asset(cast):
    scenarios.on_a_property(cast)

    (row,) = report.rows(report.Alert.objects.all(), as_at=cast.today)

    assert (row.contact_name, row.group_name, row.asset_reference) == ("", "", "A-D1")


def test_the_order_is_effective_from_then_surname_then_forenames(cast):
    for code, reference, days in [
        ("VISIT_IN_PAIRS", "D900001", 1),
        ("VISIT_IN_PAIRS", "D900009", 1),
        ("VISIT_IN_PAIRS", "D900005", 1),
        ("WEAPONS", "D900005", 5),
    ]:
        scenarios.active(cast, code, reference, days=days)

    names = [row.contact_name for row in report.rows(report.Alert.objects.all(), as_at=cast.today)]

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
    (whole,) = report.rows(Alert.objects.all(), as_at=cast.today)
    assert whole.cells()[:4] == tuple(row[:4])


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


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (day("as_at", date(2026, 6, 11)), "The day of the report must be today or in the past"),
        (
            day("as_at", date(2026, 6, 1)) | {"as_at_day": "31"},
            "The day of the report must be a real date, such as 5 4 2026",
        ),
    ],
)
def test_the_page_refuses_what_is_no_day_of_a_report(sign_in, cast, asked, sentence):
    response = sign_in("lead").get(PAGE, asked)

    assert_asks(response, sentence, typed=(str(asked["as_at_day"]),))


@pytest.mark.parametrize("url", [PAGE, FILE])
@pytest.mark.parametrize("named", ["2026-02-30", "yesterday"])
def test_an_address_that_names_no_day_is_not_answered_with_another_day(sign_in, url, named):
    assert sign_in("lead").get(url, {"as_at": named}).status_code == 400


def test_the_next_fifty_follow_where_the_first_end(sign_in, cast, monkeypatch):
    monkeypatch.setattr("monitoring.views.PAGE", 2)
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
    assert header == " | ".join(report.COLUMNS)
    assert row.startswith("Lewis Lodger | Lodger household | A-D1 | ")


def test_reading_changes_nothing(sign_in, cast):
    scenarios.active(cast)
    client = sign_in("lead")
    with nothing_changes():
        client.get(PAGE)
        client.get(FILE).getvalue()


@pytest.mark.same_on_both
def test_it_costs_the_same_for_1_and_for_many(sign_in, cast, queries_of):
    scenarios.many_active(cast, range(1))
    client = sign_in("lead")
    one = queries_of(client, PAGE)

    scenarios.many_active(cast, range(1, MANY))

    assert queries_of(client, PAGE) == one
