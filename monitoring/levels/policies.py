"""The rules for a level of contact that is high, whoever counts (§12)."""

from datetime import date, timedelta

WEEKS_SHOWN = 13
"""P12 The weeks that a page shows: a quarter of a year."""
DAYS_TO_TELL = 7
"""P12 The days after which a strategy can be told to work or not."""


def days_counted(weeks: int, *, on: date) -> tuple[date, date]:
    """P12 Return the first day that is counted and the day after the last: whole weeks that end the day before ``on``."""
    return on - timedelta(weeks=weeks), on


def places_above(customers: int, most: int) -> int:
    """P12 Return how many customers at most are high, of so many with any contact.

    :param most: how many of each 1,000.
    """
    return customers * most // 1000


def more_than(floor: int, next_below: int | None) -> int:
    """P12 Return the number of contacts above which a level is high: the landlord's floor, or the busiest of the others.

    :param next_below: the contacts of the busiest customer who is not among the few that may be high; None where these few
        are nobody, so that the floor alone decides.
    """
    return max(floor, next_below or 0)


def first_week(last: date) -> date:
    """P12 Return the first day of the weeks that a page shows up to that day."""
    return last - timedelta(weeks=WEEKS_SHOWN - 1)
