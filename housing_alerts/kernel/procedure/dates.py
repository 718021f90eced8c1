"""Calculate the days that follow from a day: receipt, answers, reviews.

There is no clock here: each function is given the day.
"""

import calendar
import functools
from datetime import date, datetime, timedelta
from enum import StrEnum

import holidays

from .periods import (
    ACKNOWLEDGE_BUSINESS_DAYS,
    ADULT_AGE,
    ANSWER_DAYS,
    APPEAL_DAYS,
    DATA_COMPLAINT_ACKNOWLEDGE_DAYS,
    DECIDE_BUSINESS_DAYS,
    EARLY_REVIEW_DAYS,
    MARKER_BUSINESS_DAYS,
    MARKER_SOON_BUSINESS_DAYS,
    OFFICE_CLOSES,
    OFFICE_OPENS,
    REVIEW_MONTHS,
    REVIEW_MONTHS_WITHHELD,
    SUBJECT_ACCESS_EXTENSION_MONTHS,
    SUBJECT_ACCESS_MONTHS,
    WARNING_MONTHS,
    WELFARE_BUSINESS_DAYS,
)


def add_months(start: date, months: int) -> date:
    """Return the same day ``months`` later, or the month's last day if that month is shorter (P8a)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@functools.cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_business_day(day: date) -> bool:
    """Return whether the day is Monday to Friday and no bank holiday of England and Wales."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def is_out_of_hours(moment: datetime) -> bool:
    """P2 Return whether no office was open at that moment.

    :param moment: in London time.
    """
    return not (is_business_day(moment.date()) and OFFICE_OPENS <= moment.time() < OFFICE_CLOSES)


def is_child(born: date, *, on: date) -> bool:
    """P2 Return whether somebody was younger than 18 on that day. A person born on 29 February comes of age on 1 March."""
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) < ADULT_AGE


def business_day_after(start: date, days: int) -> date:
    """Return the ``days``-th business day after ``start``, which itself does not count."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day


class Method(StrEnum):
    """The way in which a letter leaves us."""

    FIRST_CLASS = "FIRST_CLASS"
    RECORDED = "RECORDED"
    SECOND_CLASS = "SECOND_CLASS"
    BY_HAND = "BY_HAND"
    EMAIL = "EMAIL"


DEEMED_BUSINESS_DAYS = {Method.FIRST_CLASS: 2, Method.RECORDED: 2, Method.SECOND_CLASS: 4}
"""P9a The business days after posting on which a letter counts as received (Civil Procedure Rules 6.26 by analogy)."""


def deemed_receipt(method: Method, sent_on: date, *, before_half_past_four: bool = False) -> date:
    """P9a Return the day on which a letter counts as received.

    By hand or e-mail it is the same day if that is a business day and it was before 16:30, otherwise the next business day. The
    time is not known when a letter is planned, so the kinder next day is the default.
    """
    if method in DEEMED_BUSINESS_DAYS:
        return business_day_after(sent_on, DEEMED_BUSINESS_DAYS[method])
    if before_half_past_four and is_business_day(sent_on):
        return sent_on
    return business_day_after(sent_on, 1)


DAYS_TO_ACT = 7
"""§13 The least days that a letter gives for what it asks. Ours, not the procedure's."""


def first_day_to_ask_for(method: Method, sent_on: date) -> date:
    """Return the first day by which a letter may ask for something: a week after it counts as received."""
    return deemed_receipt(method, sent_on) + timedelta(days=DAYS_TO_ACT)


def last_day_to_appeal(received_on: date, days: int = APPEAL_DAYS) -> date:
    """P9a Return the last day that is in time: the day after receipt is day 1. Never shorter than 28 days."""
    return received_on + timedelta(days=max(days, APPEAL_DAYS))


def answer_due_on(received_on: date, days: int = ANSWER_DAYS) -> date:
    """P9b Return the day by which the appeal's answer must be sent. Never later than 28 days."""
    return received_on + timedelta(days=min(days, ANSWER_DAYS))


def acknowledge_due_on(received_on: date, days: int = ACKNOWLEDGE_BUSINESS_DAYS) -> date:
    """P9b Return the day by which the customer must be told that we have the appeal. Never later than 5 business days."""
    return business_day_after(received_on, min(days, ACKNOWLEDGE_BUSINESS_DAYS))


def review_due_on(since: date, months: int) -> date:
    """P8a Return the day on which the next review is due, counted from the start or the last completed review.

    It is the same day of the month, or the month's last day if it has no such day: 31 January and one month is 28 February, or 29
    in a leap year; 29 February and twelve months is 28 February. The next review is counted from the day on which the review was
    completed, so that a short month shifts nothing for good. Days are days in London.
    """
    return add_months(since, min(months, REVIEW_MONTHS))


def months_between(since: date, due_on: date) -> int:
    """P8a Return the months of the review period that runs from one day to the other."""
    return (due_on.year - since.year) * 12 + due_on.month - since.month


def months_to_review(months: int, *, withheld: bool, own: int = REVIEW_MONTHS_WITHHELD) -> int:
    """P8a Return the months until the next review: fewer if the customer is not told of the alert.

    :param own: the standard that the landlord sets itself for that.
    """
    return min(months, own, REVIEW_MONTHS) if withheld else months


def early_review_due_on(opened_on: date, due_on: date) -> date:
    """P8a Return the day by which an early review is completed, never after the day on which it was due anyway."""
    return min(opened_on + timedelta(days=EARLY_REVIEW_DAYS), due_on)


def live_until(given_on: date, months: int = WARNING_MONTHS) -> date:
    """D3a Return the last day on which an informal warning counts."""
    return add_months(given_on, months)


def decide_by(recommended_on: date) -> date:
    """P7a Return the day by which the Head of Service decides a recommendation: our own standard."""
    return business_day_after(recommended_on, DECIDE_BUSINESS_DAYS)


def marker_lapses_on(placed_on: date) -> date:
    """D4 Return the last day on which an interim marker is in force, unless a decision comes first."""
    return business_day_after(placed_on, MARKER_BUSINESS_DAYS)


def marker_soon_from(lapses_on: date) -> date:
    """D4 Return the first day on which an interim marker with that last day is about to lapse."""
    day = lapses_on
    while business_day_after(day - timedelta(days=1), MARKER_SOON_BUSINESS_DAYS) >= lapses_on:
        day -= timedelta(days=1)
    return day


def welfare_due_on(logged_on: date) -> date:
    """P2 Return the day by which a colleague who was in danger or hurt is asked how they are."""
    return business_day_after(logged_on, WELFARE_BUSINESS_DAYS)


def subject_access_due_on(since: date, *, extended: bool = False, stopped: int = 0) -> date:
    """P13b The last day to answer a subject access request: a calendar month later, or three where it was extended.

    The same day of the month, or the month's last day where it has no such day. Each day on which the clock stood still
    comes on top. A weekend or a bank holiday leads to the next business day.
    """
    months = SUBJECT_ACCESS_MONTHS + (SUBJECT_ACCESS_EXTENSION_MONTHS if extended else 0)
    day = add_months(since, months) + timedelta(days=stopped)
    return day if is_business_day(day) else business_day_after(day, 1)


def data_complaint_acknowledge_by(received_on: date) -> date:
    """P13b Return the last day to acknowledge a complaint about data: the thirtieth, the day of its receipt being the first."""
    return received_on + timedelta(days=DATA_COMPLAINT_ACKNOWLEDGE_DAYS - 1)
