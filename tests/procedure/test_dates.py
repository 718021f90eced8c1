"""The dates of the procedure against an oracle that imports nothing of the product."""

from datetime import date, timedelta

import pytest

from housing_alerts import procedure
from housing_alerts.procedure import Method

# fmt: off
BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for day in [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
        "2028-01-03",
        "2028-04-14",
        "2028-04-17",
        "2028-05-01",
        "2028-05-29",
        "2028-08-28",
        "2028-12-25",
        "2028-12-26",
        "2029-01-01",
    ]
}
# fmt: on
"""Bank holidays of England and Wales, as the government lists them or their rule gives them."""
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 365)]


def business(day):
    return day.isoweekday() <= 5 and day not in BANK_HOLIDAYS


def after(day, count):
    while count:
        day += timedelta(days=1)
        if business(day):
            count -= 1
    return day


@pytest.mark.clause("P9a")
@pytest.mark.parametrize(
    ("method", "count"),
    [(Method.FIRST_CLASS, 2), (Method.RECORDED, 2), (Method.SECOND_CLASS, 4), (Method.BY_HAND, 1), (Method.EMAIL, 1)],
)
def test_deemed_receipt_and_the_last_day_to_appeal(method, count):
    for day in DAYS:
        received = procedure.deemed_receipt(method, day)
        assert received == after(day, count), day
        assert procedure.last_day_to_appeal(received) == received + timedelta(days=28)


@pytest.mark.clause("P9a")
def test_by_hand_before_half_past_four_counts_the_same_business_day():
    for day in DAYS:
        expected = day if business(day) else after(day, 1)
        assert procedure.deemed_receipt(Method.BY_HAND, day, before_half_past_four=True) == expected, day


@pytest.mark.clause("P9b")
def test_an_appeal_is_acknowledged_by_the_fifth_business_day_after_its_receipt():
    for day in DAYS:
        assert procedure.acknowledge_due_on(day) == after(day, 5), day


@pytest.mark.clause("P9b")
def test_an_organisation_may_only_be_kinder():
    day = date(2026, 3, 2)

    assert procedure.last_day_to_appeal(day, 42) == day + timedelta(days=42)
    assert procedure.last_day_to_appeal(day, 14) == day + timedelta(days=28)
    assert procedure.answer_due_on(day, 14) == day + timedelta(days=14)
    assert procedure.answer_due_on(day, 42) == day + timedelta(days=28)
    assert procedure.acknowledge_due_on(day, 2) == after(day, 2)
    assert procedure.acknowledge_due_on(day, 9) == after(day, 5)


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
def test_a_review_is_due_on_the_same_day_or_the_months_last_and_within_a_year(since, months, due):
    assert procedure.review_due_on(since, months) == due


def test_a_warning_lives_for_six_months():
    assert procedure.live_until(date(2026, 3, 3)) == date(2026, 9, 3)
