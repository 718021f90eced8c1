"""The bench: what it fills a database with, which pages it measures, and what it says of them."""

import time
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from alerts.models import Alert
from alerts.visits.models import VisitList
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.models import Duty
from housing_alerts.staff.models import Colleague, ServiceArea
from tests import snapshot
from tests.permissions.table import TABLE, rows
from tools import demo_cases
from tools.bench import filling, looking_up, measuring, reporting, visiting
from tools.bench.addresses import Address, addresses
from tools.bench.databases import asked, scratch
from tools.bench.plain import bare_rows
from tools.management.commands import bench

pytestmark = pytest.mark.same_on_both
SIZES = {"customers": 130, "alerts": 120, "duties": 360}


def _fill():
    demo_cases.load(timezone.localdate())
    filling.fill(**SIZES, today=timezone.localdate())


@pytest.fixture(scope="module")
def stock():
    """The rows of the filled database, kept from the first test that asks for it."""
    return []


@pytest.fixture
def filled(db, settings, stock):
    settings.ROOT_URLCONF = "tools.bench.plain"
    if stock:
        snapshot.put(*stock)
    else:
        stock.extend(snapshot.left_by(_fill))
    return connections["default"]


def test_the_stock_has_what_was_asked_for_and_each_role_holds_some_of_its_duties(filled):
    assert Customer.objects.filter(reference__startswith="B").count() == SIZES["customers"]
    assert Membership.objects.filter(customer__reference__startswith="B").count() == SIZES["customers"]
    assert Alert.objects.active().filter(reference__startswith="CM-2020").count() == SIZES["alerts"]
    assert Alert.history.filter(reference__startswith="CM-2020").count() == SIZES["alerts"]
    stock = Duty.objects.open().filter(opened_by="bench")
    assert stock.count() == SIZES["duties"]
    assert ServiceArea.objects.count() == stock.exclude(area=None).values("area").distinct().count() == filling.AREAS
    holders = {colleague: duties.held_by(colleague, on=timezone.localdate()) for colleague in Colleague.objects.all()}
    assert {"lead", "head", "leadership"} <= {one.username for one, held in holders.items() if held & stock}
    assert any(held.exclude(colleague=None) & stock for held in holders.values())


def test_every_page_that_somebody_may_read_is_walked_to(db):
    readable = {
        name for (name, method), answers in rows(TABLE).items() if method == "GET" and "200" in answers.values()
    }
    assert readable <= {address.name for address in addresses()}


def test_the_audit_site_is_walked_to_and_its_exports_are_not(db):
    names = {address.name for address in addresses() if address.name.startswith("admin:")}
    assert {"admin:index", "admin:alerts_alert_changelist", "admin:alerts_alert_change"} <= names
    assert not [name for name in names if name.endswith("_export")], "to write a whole table takes as long as it is"


def test_the_worklist_of_each_role_is_measured(filled):
    found = measuring.worklists(filled, 1)
    readers = ["lead", "head", "leadership", "manager", "officer", "contractor", "dpo", "admin"]
    assert [one.reader for one in found] == readers
    assert all(one.ratio > 0 and one.number for one in found)
    assert [one.reader for one in measuring.grown(filled, filled, 1)] == [one.reader for one in found]


def test_a_page_is_read_as_the_first_whom_it_answers_by_the_record_that_asks_most(filled, monkeypatch):
    case = Alert.objects.get(type__code="DANGEROUS_DOGS", reference__gt="CM-2021")
    bare = Alert.objects.filter(reference__startswith="CM-2020", service_area=case.service_area).first()
    paths = [f"/alerts/{one.reference}/" for one in (bare, case)]
    walked = [Address("alert", paths), Address("types", ["/alert-types/"]), Address("nobody", ["/alerts/CM-1/"])]
    monkeypatch.setattr(measuring, "addresses", lambda: walked)
    measured, silent = measuring.pages(filled, 1)
    assert [(one.name, one.reader, one.path) for one in measured] == [
        ("alert", "lead", paths[1]),
        ("types", "admin", "/alert-types/"),
    ]
    assert silent == ["nobody"]


def test_a_file_of_lines_is_read_to_its_end_once(filled, monkeypatch):
    report = Address("report", ["/reports/all-alerts.csv"])
    monkeypatch.setattr(measuring, "addresses", lambda: [report, Address("types", ["/alert-types/"])])
    found = measuring.files(filled, 1)
    assert [(one.name, one.reader, one.of) for one in found] == [
        ("report", reader, "rows") for reader in ("lead", "head", "leadership", "dpo")
    ]
    whole = {one.reader: one.number for one in found}
    assert whole["dpo"] > SIZES["alerts"] and all(one.ratio > 0 for one in found)


def test_a_page_that_stops_to_answer_is_said(filled):
    (reader, *_) = measuring.readers_of(filled, time.perf_counter)
    with pytest.raises(CommandError, match="/alerts/CM-1/ did not answer lead"):
        reader.seconds("/alerts/CM-1/")


@pytest.mark.long
def test_a_busy_machine_is_left_out_where_the_processors_time_counts(filled, monkeypatch):
    monkeypatch.setattr(measuring.Reader, "opens", lambda reader, path: time.sleep(0.05) or True)
    (by_the_clock, *_), (by_the_processor, *_) = (
        measuring.worklists(filled, 1, clock) for clock in (time.perf_counter, time.process_time)
    )
    assert by_the_clock.milliseconds >= 50 > by_the_processor.milliseconds


@pytest.mark.parametrize(("asked_for", "clock"), [([], time.perf_counter), (["--processor"], time.process_time)])
def test_what_is_above_its_bound_is_marked_and_the_slowest_stands_first(monkeypatch, asked_for, clock):
    slow, quick = (measuring.Measured(f"page {n}", "lead", f"/{n}/", n, 20.0, 9, 4.0) for n in (5, 1))

    @contextmanager
    def nothing(sizes, *, keep):
        yield None, None

    monkeypatch.setattr(bench, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(bench, "_filled", nothing)
    counted = []
    monkeypatch.setattr(measuring, "worklists", lambda large, runs, clock: counted.append(clock) or [])
    monkeypatch.setattr(measuring, "grown", lambda large, demo, runs, clock: counted.append(clock) or [])
    monkeypatch.setattr(measuring, "files", lambda large, runs, clock: counted.append(clock) or [])
    monkeypatch.setattr(
        measuring, "pages", lambda large, runs, clock: counted.append(clock) or ([quick, slow], ["alerts:review"])
    )
    said = StringIO()
    call_command("bench", "pages", *asked_for, stdout=said)
    assert counted == [clock] * 4
    lines = said.getvalue().splitlines()
    assert "Every page, to a plain list: 1 of 2 above their bound" in lines
    assert ["above 4.0" in line for line in lines if "page" in line and "/" in line] == [True, False]
    assert lines[-1].endswith("alerts:review")


def test_the_report_is_compared_with_bare_rows_and_with_itself(filled):
    found = reporting.compared(filled, 1, on=timezone.localdate())
    assert [one.bound for one in found] == [2, 3, 1.6, 3, 1.5]
    assert all(one.ratio > 0 for one in found)
    assert bare_rows(on=timezone.localdate()).count() >= SIZES["alerts"]


def test_what_the_report_does_not_keep_is_marked(monkeypatch):
    @contextmanager
    def nothing(sizes, *, keep):
        yield None, None

    monkeypatch.setattr(bench, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(bench, "_filled", nothing)
    found = [
        reporting.Compared("CSV", 2.5, 2),
        reporting.Compared("XLSX", 1.5, 1.6, at_least=True),
        reporting.Compared("page", 3, 3),
    ]
    monkeypatch.setattr(reporting, "compared", lambda *args, **options: found)
    said = StringIO()
    call_command("bench", "report", stdout=said)
    assert said.getvalue().splitlines() == [
        "  2.50 at most 2: not kept  CSV",
        "  1.50 at least 1.6: not kept  XLSX",
        "  3.00 at most 3  page",
    ]


def test_each_alert_needs_a_customer():
    with pytest.raises(CommandError, match="Each alert needs a customer of its own"):
        call_command("bench", "pages", customers=1, alerts=2)


@pytest.mark.parametrize("keep", [True, False])
def test_the_database_in_use_is_not_touched(django_db_blocker, monkeypatch, settings, tmp_path, keep):
    monkeypatch.setattr(
        "django.core.management.call_command", lambda *args, **options: None
    )  # migrate, which takes long
    settings.BASE_DIR = tmp_path
    (tmp_path / "var").mkdir()
    with django_db_blocker.unblock():
        in_use, name = connections["default"], settings.DATABASES["default"]["NAME"]
        with scratch("bench_of_a_test", keep=keep) as database:
            with asked(database), connections["default"].cursor() as cursor:
                cursor.execute("CREATE TABLE of_the_bench (id integer)")
            assert connections["default"] is in_use
            assert "of_the_bench" not in in_use.introspection.table_names()
        assert settings.DATABASES["default"]["NAME"] == name
        with scratch("bench_of_a_test", keep=True) as database:
            assert ("of_the_bench" in database.introspection.table_names()) == keep
        with scratch("bench_of_a_test", keep=False):
            pass


def test_look_ups_are_compared_as_they_are_and_with_a_slip(filled):
    right, misspelt = looking_up.compared(filled, 8, on=timezone.localdate())
    assert (right.kind, len(right.ratios), right.found) == (looking_up.RIGHT, 8, 8)
    assert misspelt.kind == looking_up.MISSPELT and misspelt.found >= len(misspelt.ratios) - 1
    assert min([*right.milliseconds, *misspelt.milliseconds]) > 0


def test_what_is_slower_than_its_bound_is_said():
    quick = looking_up.Compared(looking_up.RIGHT, [60, 200, 400], [1], 3)
    assert not quick.is_below
    assert looking_up.Compared(looking_up.RIGHT, [59, 200, 400], [1], 3).is_below
    assert looking_up.Compared(looking_up.RIGHT, [60, 199, 400], [1], 3).is_below
    said = StringIO()
    bench.Command(stdout=said)._print_look_ups(
        [looking_up.Compared(looking_up.MISSPELT, [10, 20, 30], [2, 4, 6], 3), quick]
    )
    misspelt, right = said.getvalue().splitlines()
    assert misspelt.startswith(
        "misspelt words, 3 look-ups, 3 found: 20 times faster than icontains at the median, 10 at the worst;"
    )
    assert misspelt.endswith("4.0 ms at the median, 6.0 at the worst  below 15 and 15")
    assert right.endswith(
        "200 times faster than icontains at the median, 60 at the worst; 1.0 ms at the median, 1.0 at the worst"
    )


@pytest.mark.long
def test_the_sheet_of_thirty_visits_is_compared_to_their_look_ups(filled):
    before = VisitList.objects.count()
    found = visiting.visited(filled, 1, now=timezone.now())
    assert len(found.ratios) == 1
    assert found.ratios[0] > 1
    assert found.queries
    assert VisitList.objects.count() == before, "a kept database is as it was"


def test_a_sheet_that_is_slower_than_its_bound_is_said():
    said = StringIO()
    command = bench.Command(stdout=said)
    command._print_sheet(visiting.Visited([9, 12, 11], [40, 50, 60], 18))
    command._print_sheet(visiting.Visited([9, 9.9, 11], [40, 50, 60], 18))
    quick, slow = said.getvalue().splitlines()
    assert quick.startswith(
        "the sheet of 30 visits: 11.0 times faster than their look-ups at the median, 9.0 at the worst;"
    )
    assert quick.endswith("50 ms and 18 queries")
    assert slow.endswith("below 10")
