"""The days of the procedure reckoned a second time, from its clauses alone: nothing of the product stands behind them.

Counting: the day after is day 1 (§9). A business day is Monday to Friday and no bank holiday of England and Wales.
The bank holidays follow from their law: the Banking and Financial Dealings Act 1971 and the days proclaimed each year
since. No day is announced beyond these for 2026 to 2037; should one be, it belongs in ``PROCLAIMED``.
"""

import functools
from datetime import date, timedelta

PROCLAIMED: frozenset[date] = frozenset()
"""Bank holidays of one year only, such as a coronation: none is announced."""
SATURDAY = 6
"""As ``isoweekday`` counts."""
WINDOW, ANSWER, REVIEW_MONTHS, WARNING_MONTHS, ACKNOWLEDGED, EARLY, MARKED = 28, 28, 12, 6, 5, 28, 10
"""§9, §9, §8, and the product's own: months a warning counts, working days to acknowledge an appeal, days for
an early review, working days that an interim marker lasts."""
POST = {"FIRST_CLASS": 2, "RECORDED": 2, "SECOND_CLASS": 4}
"""Business days until something posted counts as received."""


def days(first: int, last: int) -> list[date]:
    """Every day from the first of January of one year to the last of December of another."""
    start, end = date(first, 1, 1), date(last, 12, 31)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous rule of 1876)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarters, odd = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarters - epact - odd) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday(year: int, month: int, *, last: bool = False) -> date:
    found = [day for day in days(year, year) if day.month == month and day.isoweekday() == 1]
    return found[-1 if last else 0]


@functools.cache
def bank_holidays(year: int) -> frozenset[date]:
    """Of England and Wales: a fixed day on a weekend moves to the next weekday that is not one already."""
    sunday = easter(year)
    found = {sunday - timedelta(days=2), sunday + timedelta(days=1)}
    found |= {_monday(year, 5), _monday(year, 5, last=True), _monday(year, 8, last=True)}
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found |= {day for day in fixed if day.isoweekday() < SATURDAY}
    for day in fixed:
        if day.isoweekday() >= SATURDAY:
            while day.isoweekday() >= SATURDAY or day in found:
                day += timedelta(days=1)
            found.add(day)
    return frozenset(found | {day for day in PROCLAIMED if day.year == year})


@functools.cache
def business(day: date) -> bool:
    """Whether people work on it."""
    return day.isoweekday() < SATURDAY and day not in bank_holidays(day.year)


def after(day: date, count: int) -> date:
    """The so-many-th business day after ``day``."""
    while count:
        day += timedelta(days=1)
        count -= business(day)
    return day


def received(method: str, sent: date, *, by_half_past_four: bool = False) -> date:
    """P9a When a letter counts as received. By hand or e-mail: that business day before 16:30, else the next."""
    if method in POST:
        return after(sent, POST[method])
    return sent if by_half_past_four and business(sent) else after(sent, 1)


def last_day_to_appeal(receipt: date, window: int = WINDOW) -> date:
    """P9a Day 28 after receipt is in time; a landlord may allow more days, never fewer."""
    return receipt + timedelta(days=max(WINDOW, window))


def answer_due(receipt: date, answer: int = ANSWER) -> date:
    """P9b Day 28 after the appeal came; a landlord may promise fewer days, never more."""
    return receipt + timedelta(days=min(ANSWER, answer))


def acknowledged(receipt: date, promised: int = ACKNOWLEDGED) -> date:
    """P9b The fifth working day after the appeal came; a landlord may promise fewer days, never more."""
    return after(receipt, min(ACKNOWLEDGED, promised))


def months_after(day: date, months: int) -> date:
    """The same day of a later month; where that month has no such day, its last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    wanted = day.day
    while True:
        try:
            return date(year, month, wanted)
        except ValueError:
            wanted -= 1


def review_due(since: date, months: int) -> date:
    """P8a So many months after the start or the last completed review, 12 at most."""
    return months_after(since, min(REVIEW_MONTHS, months))


def early_review_due(opened: date, due: date) -> date:
    """P8a Four weeks after an early review was opened, unless the alert is due sooner anyway."""
    return min(opened + timedelta(days=EARLY), due)


def warning_ends(given: date) -> date:
    """D3a The last day on which a warning counts."""
    return months_after(given, WARNING_MONTHS)


def marker_ends(placed: date) -> date:
    """D4 The tenth working day after a marker was placed is the last on which it counts."""
    return after(placed, MARKED)


def asked_after(logged: date) -> date:
    """P2 The second working day after an incident was logged is the last to ask how a colleague is."""
    return after(logged, 2)


def working_days_left(ends: date, today: date) -> int:
    """D4 How many working days come after today until the last day, itself included."""
    return sum(business(today + timedelta(days=number)) for number in range(1, (ends - today).days + 1))


def subject_access_due(since: date, *, months: int, stopped: int) -> date:
    """P13b So many calendar months later, and the days for which the clock stood still; then the next business day."""
    day = months_after(since, months) + timedelta(days=stopped)
    while not business(day):
        day += timedelta(days=1)
    return day
