"""The quarters of the calendar year."""

from datetime import date, timedelta
from typing import NamedTuple


class Quarter(NamedTuple):
    """A quarter, by its first and its last day."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first:%B} to {self.last:%B %Y}"

    @property
    def before(self) -> "Quarter":
        """Return the quarter before this one."""
        return quarter_of(self.first - timedelta(days=1))


def quarter_of(day: date) -> Quarter:
    """P11b Return the quarter in which the day is."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    following = date(day.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return Quarter(first, following - timedelta(days=1))


def closed(on: date, number: int) -> list[Quarter]:
    """P11b Return so many of the last quarters that are over, the newest first."""
    found = [quarter_of(on).before]
    while len(found) < number:
        found.append(found[-1].before)
    return found
