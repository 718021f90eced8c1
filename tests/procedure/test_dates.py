"""The dates of the procedure for every day of 2026 to 2036, against an oracle that imports nothing of the product."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Method
from tests.procedure import oracle

DAYS = oracle.days(2026, 2036)

# fmt: off
LISTED = {
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}
# fmt: on
"""Bank holidays of England and Wales, as the government lists them."""


@pytest.mark.parametrize("year", LISTED)
def test_the_oracle_knows_the_bank_holidays_that_are_published(year):
    assert sorted(oracle.bank_holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in LISTED[year]]


def test_the_oracle_stands_alone():
    """It imports the standard library and nothing else, least of all what it is to judge."""
    tree = ast.parse(Path(oracle.__file__).read_text())
    named = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert named == {"datetime", "functools"}


@pytest.mark.parametrize("year", range(2026, 2038))
def test_a_business_day_is_one_for_both(year):
    for day in oracle.days(year, year):
        assert procedure.is_business_day(day) == oracle.business(day), day


@pytest.mark.clause("P9a")
@pytest.mark.parametrize("method", Method)
def test_a_letter_posted_on_any_day_gives_the_same_last_day_to_appeal(method):
    for day in DAYS:
        received = procedure.deemed_receipt(method, day)
        assert received == oracle.received(method.value, day), day
        assert procedure.last_day_to_appeal(received) == oracle.last_day_to_appeal(received), day


@pytest.mark.clause("P9a")
@pytest.mark.parametrize("method", [Method.BY_HAND, Method.EMAIL])
def test_by_hand_or_email_before_half_past_four_counts_the_same_business_day(method):
    for day in DAYS:
        received = procedure.deemed_receipt(method, day, before_half_past_four=True)
        assert received == oracle.received(method.value, day, by_half_past_four=True), day


@pytest.mark.parametrize("method", oracle.POST)
def test_the_hour_of_posting_changes_nothing(method):
    for day in DAYS[:365]:
        assert procedure.deemed_receipt(Method(method), day, before_half_past_four=True) == oracle.received(method, day)


@pytest.mark.clause("P9a")
@pytest.mark.parametrize("window", [7, 27, 28, 29, 42])
def test_received_on_any_day_the_window_is_28_days_or_longer(window):
    for day in DAYS:
        assert procedure.last_day_to_appeal(day, window) == oracle.last_day_to_appeal(day, window), day


@pytest.mark.clause("P9b")
@pytest.mark.parametrize("answer", [7, 27, 28, 29, 42])
def test_an_appeal_received_on_any_day_is_answered_within_28_days_or_sooner(answer):
    for day in DAYS:
        assert procedure.answer_due_on(day) == oracle.answer_due(day), day
        assert procedure.answer_due_on(day, answer) == oracle.answer_due(day, answer), day


@pytest.mark.clause("P8a")
@pytest.mark.parametrize("months", [*range(1, 13), 13, 24])
def test_a_review_of_any_day_is_due_on_the_same_day_or_the_months_last_and_within_a_year(months):
    for day in DAYS:
        assert procedure.review_due_on(day, months) == oracle.review_due(day, months), day


@pytest.mark.clause("P8a")
@pytest.mark.parametrize(
    ("since", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 3, date(2027, 3, 15)),
        (date(2026, 5, 4), 24, date(2027, 5, 4)),
    ],
)
def test_both_know_the_ends_of_months_by_heart(since, months, due):
    assert procedure.review_due_on(since, months) == oracle.review_due(since, months) == due


def test_a_warning_of_any_day_lives_for_six_months():
    for day in DAYS:
        assert procedure.live_until(day) == oracle.warning_ends(day), day


def test_twelve_months_before_any_day():
    """D1 An earlier incident counts for 12 months: looked at from its own day, that is the same span, or a day more."""
    for day in DAYS:
        since = procedure.add_months(day, -procedure.RECENT_MONTHS)
        assert oracle.months_after(since, 12) == (day if (day.month, day.day) != (2, 29) else date(day.year, 2, 28))


@pytest.mark.clause("P9b")
@pytest.mark.parametrize("promised", [1, 4, 5, 6])
def test_an_appeal_received_on_any_day_is_acknowledged_within_five_working_days_or_sooner(promised):
    for day in DAYS:
        assert procedure.acknowledge_due_on(day) == oracle.acknowledged(day), day
        assert procedure.acknowledge_due_on(day, promised) == oracle.acknowledged(day, promised), day


@pytest.mark.clause("P8a")
@pytest.mark.parametrize("left", [0, 27, 28, 29, 200])
def test_an_early_review_opened_on_any_day_is_completed_in_four_weeks_or_when_it_is_due_anyway(left):
    for day in DAYS:
        due = day + timedelta(days=left)
        assert procedure.early_review_due_on(day, due) == oracle.early_review_due(day, due), day


@pytest.mark.clause("D4")
def test_an_interim_marker_of_any_day_lasts_ten_working_days_and_is_about_to_lapse_in_the_last_three():
    for placed in DAYS:
        last = procedure.marker_lapses_on(placed)
        assert last == oracle.marker_ends(placed), placed
        for number in range((last - placed).days + 1):
            today = placed + timedelta(days=number)
            soon = oracle.working_days_left(last, today) <= 3
            assert (today >= procedure.marker_soon_from(last)) == soon, (placed, today)


@pytest.mark.clause("P2")
def test_after_an_incident_of_any_day_a_colleague_is_asked_within_two_working_days():
    for logged in DAYS:
        assert procedure.welfare_due_on(logged) == oracle.asked_after(logged), logged
    assert procedure.welfare_due_on(date(2026, 12, 24)) == date(2026, 12, 30)


@pytest.mark.clause("D4")
def test_both_know_markers_over_bank_holidays_by_heart():
    known = {date(2026, 11, 25): date(2026, 12, 9), date(2026, 12, 18): date(2027, 1, 6)}
    for placed, last in known.items():
        assert procedure.marker_lapses_on(placed) == oracle.marker_ends(placed) == last


@pytest.mark.clause("P13b")
@pytest.mark.parametrize("stopped", [0, 1, 17])
def test_a_subject_access_request_of_any_day_is_answered_by_the_same_day(stopped):
    for day in DAYS:
        due = procedure.subject_access_due_on(day, stopped=stopped)
        assert due == oracle.subject_access_due(day, months=1, stopped=stopped), day
        longer = procedure.subject_access_due_on(day, extended=True, stopped=stopped)
        assert longer == oracle.subject_access_due(day, months=3, stopped=stopped), day


@pytest.mark.clause("P13b")
@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-01-31", "2026-03-02"),  # the last day of February is a Saturday
        ("2026-03-31", "2026-04-30"),
        ("2026-03-03", "2026-04-07"),  # Good Friday to Easter Monday
        ("2028-01-31", "2028-02-29"),
    ],
)
def test_the_month_of_a_subject_access_request_ends_on_a_day_on_which_people_work(since, due):
    assert procedure.subject_access_due_on(date.fromisoformat(since)) == date.fromisoformat(due)
