"""Draw the contacts of a customer: a bar for each week, and a table that says the same."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html

from housing_alerts.kernel.written_dates import show_date
from monitoring.models import HighContact

from .counting import WAYS, Week

WIDTH, LEFT, TOP, BOTTOM = 400, 32, 12, 166
"""The measures of the plot. It is drawn larger or smaller as a whole."""
FILLS = dict(zip(WAYS, ("#12436d", "#28a197", "#801650", "#f46a25"), strict=True))
"""A colour for each way. They stand apart for the colour-blind, and light beside dark in grey."""


class Bar(NamedTuple):
    """A part of a bar: one week's contacts by one way."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Label(NamedTuple):
    """Words at a place of the plot."""

    x: float
    y: float
    words: str


class Plot(NamedTuple):
    """The weeks of a customer as they are drawn, and as a table."""

    words: str
    bars: list[Bar]
    lines: list[Label]
    days: list[Label]
    legend: list[tuple[str, str]]
    marks: list[Label]
    table: list[tuple[str, ...]]


def plot(weeks: Sequence[Week], marks: Iterable[tuple[date, str]] = ()) -> Plot:
    """P12 Return the plot of these weeks, with its table and a sentence that says what it shows.

    :param marks: days of which a line tells, each with its word, such as the day on which a strategy began.
    """
    most = max((week.total for week in weeks), default=0)
    top = _round_up(most)
    step = (WIDTH - LEFT) / len(weeks)
    used = [way for way in WAYS if any(week.contacts[way] for week in weeks)]
    return Plot(
        words=_said(weeks, most),
        bars=[bar for number, week in enumerate(weeks) for bar in _stacked(week, LEFT + number * step, step, top)],
        lines=[Label(LEFT, _height(value, top), str(value)) for value in (0, top // 2, top)],
        days=[
            Label(round(LEFT + number * step, 1), BOTTOM + 18, f"{week.starts:%-d %b}")
            for number, week in enumerate(weeks[:-1] or weeks)
            if number % max(1, len(weeks) // 4) == 0
        ],
        legend=[(way, FILLS[way]) for way in used],
        marks=[
            Label(round(LEFT + (on - weeks[0].starts).days / 7 * step, 1), 0, word)
            for on, word in marks
            if on >= weeks[0].starts
        ],
        table=[
            (show_date(week.starts), *(str(week.contacts[way]) for way in WAYS), str(week.total))
            for week in reversed(weeks)
        ],
    )


def _said(weeks: Sequence[Week], most: int) -> str:
    total, span = sum(week.total for week in weeks), f"{len(weeks)} weeks from {show_date(weeks[0].starts)}"
    if not total:
        return f"No contact in the {span}."
    busiest = next(week for week in weeks if week.total == most)
    return f"{_contacts(total)} in the {span}; most in the week from {show_date(busiest.starts)}: {most}."


def _contacts(number: int) -> str:
    return "1 contact" if number == 1 else f"{number:,} contacts"


def _stacked(week: Week, x: float, step: float, top: int) -> Iterable[Bar]:
    """Yield the parts of a week's bar, the first way at the bottom."""
    below = 0
    for way, number in week.contacts.items():
        if number:
            y = _height(below + number, top)
            yield Bar(
                round(x + step * 0.12, 1), y, round(step * 0.76, 1), round(_height(below, top) - y, 1), FILLS[way]
            )
            below += number


def _height(value: int, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _round_up(most: int) -> int:
    """Return the top of the scale: an even number, so that its half is a whole one."""
    steps = (4, 10, 20, 40, 60, 100, 200, 400, 1000)
    return next((top for top in steps if most <= top), most + most % 2)


def level_words(level: HighContact) -> str:
    """P12 Return a sentence that says how high the level is, since when, and by which rule."""
    return (
        f"High since {show_date(level.since)}: {level.contacts} contacts in the {level.weeks} weeks before "
        f"{show_date(level.counted_on)}. High is more than {level.more_than}."
    )


def level_rows(levels: Iterable[Any]) -> list[tuple[str, ...]]:
    """P12 Return the cells of each customer of the list."""
    return [
        (
            _link("contacts", level.customer.reference, str(level.customer)),
            level.customer.reference,
            str(level.customer.service_area),
            str(level.contacts),
            str(level.weeks),
            show_date(level.since),
            _link("strategy", level.strategy, level.strategy) if level.strategy else "None",
        )
        for level in levels
    ]


def _link(page: str, reference: str, words: str) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse(f"monitoring:{page}", args=[reference]), words)
