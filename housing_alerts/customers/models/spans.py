"""Periods from one day to another, and the one over several."""

from datetime import date
from typing import Protocol

DaysUnder = dict[str, list[str]]
"""The first and the last day, as in 2026-05-31, by the reference in the housing system. An empty day is unknown or to come."""


class Span(Protocol):
    """A period from one day to another. A missing day is unknown or still to come."""

    @property
    def starts(self) -> date | None: ...

    @property
    def ends(self) -> date | None: ...


def days_of(place: Span) -> list[str]:
    """Return the first and the last day as text."""
    return [day.isoformat() if day else "" for day in (place.starts, place.ends)]


def span(under: DaysUnder) -> tuple[date | None, date | None]:
    """Return the earliest first day and the latest last day of places that are one."""
    starts, ends = zip(*under.values(), strict=True)
    return _day(min(starts)), None if "" in ends else _day(max(ends))


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
