"""The figures of the alerts and their reviews."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from monitoring.all_alerts.filters import WITHIN
from monitoring.choices import About, Plot, ReviewDue

from .filters import Asked
from .selectors import NONE, Counted, InForce, Monthly
from .statistics import within
from .tables import Figure, Line, counted, most

AXIS = "Alerts"
BANDS = (
    ("Less than 3 months", 0, 90),
    ("3 to 6 months", 91, 182),
    ("6 to 12 months", 183, 364),
    ("1 to 2 years", 365, 729),
    ("2 years or more", 730, None),
)
"""How long an alert lasted: each band with its first and last day."""


def _list(asked: Asked, found: Counted, **filters: str) -> str:
    """Return the address of these alerts in All Alerts, or "" where the reader finds none of them there."""
    if asked.listed is None or found.number == found.closed:
        return ""
    return f"{reverse('monitoring:all_alerts')}?{urlencode({**asked.listed, **filters})}"


def _in_force(asked: Asked, plot: Plot, of: str, named: Iterable[tuple[str, Counted, str]]) -> Figure:
    """Return a figure of the alerts in force today: a line for each name, with the address of its list."""
    found = sorted(named, key=lambda each: (-each[1].number, each[0]))
    whole = sum((number for _, number, _ in found), NONE)
    lines = tuple(Line(name, (number.number,), (address,)) for name, number, address in found)
    words = f"{counted(whole.number, 'alert')} in force on {show_date(asked.today)}{most(lines)}."
    return Figure(plot, words, (of, AXIS), lines, AXIS, whole=_list(asked, whole))


def types(asked: Asked, found: InForce) -> Figure:
    """P7b Return how many alerts of each type are in force."""
    named = ((name, number, _list(asked, number, type=code)) for (code, name), number in found.types.items())
    return _in_force(asked, Plot.TYPES, "Type", named)


def areas(asked: Asked, found: InForce) -> Figure:
    """P11a Return how many alerts of each service area are in force."""
    named = (
        (name, number, _list(asked._replace(area=asked.areas[pk], everywhere=False), number))
        for (pk, name), number in found.areas.items()
    )
    return _in_force(asked, Plot.AREAS, "Service area", named)


def organisations(asked: Asked, found: InForce) -> Figure:
    """P1 Return how many alerts on the customers of each landlord are in force, and how many on a property alone."""
    named = (
        (name, number, _list(asked, number, organisation=str(pk)))
        if pk
        else ("A property alone", number, _list(asked, number, about=About.PROPERTY))
        for (pk, name), number in found.organisations.items()
    )
    return _in_force(asked, Plot.ORGANISATIONS, "Organisation", named)


def months(asked: Asked, found: Monthly) -> Figure:
    """F1 Return how many alerts were in force at the end of each month."""
    standing = _less(found.started.get("", NONE), found.ended.get("", NONE))
    lines = []
    for month in asked.months:
        standing = _less(standing + found.started.get(month.code, NONE), found.ended.get(month.code, NONE))
        address = _list(asked, standing, as_at=month.last.isoformat())
        lines.append(Line(str(month), (standing.number,), (address,)))
    words = (
        f"{counted(standing.number, 'alert')} in force today; {lines[0].numbers[0]:,} at the end of {lines[0].name}."
    )
    return Figure(Plot.MONTHS, words, ("Month", "In force at its end"), tuple(lines), AXIS, by_month=True)


def _less(these: Counted, gone: Counted) -> Counted:
    return Counted(these.number - gone.number, these.closed - gone.closed)


def begun(asked: Asked, found: Monthly) -> Figure:
    """P7a P8b Return how many alerts started and ended in each month."""
    lines = tuple(
        Line(str(month), (found.started.get(month.code, NONE).number, found.ended.get(month.code, NONE).number))
        for month in asked.months
    )
    started, ended = (sum(line.numbers[column] for line in lines) for column in (0, 1))
    words = f"{counted(started, 'alert')} started and {ended:,} ended since {show_date(asked.first)}."
    head = ("Month", "Started", "Ended")
    return Figure(Plot.BEGUN, words, head, lines, AXIS, drawn=2, by_month=True)


def lengths(asked: Asked, days: Mapping[int, int]) -> Figure:
    """P8b Return how long the alerts lasted that ended in these months."""
    lines = tuple(
        Line(name, (sum(number for each, number in days.items() if first <= each and (last is None or each <= last)),))
        for name, first, last in BANDS
    )
    words = f"{counted(sum(days.values()), 'alert')} ended since {show_date(asked.first)}"
    if days:
        half, nine = (counted(within(days, share), "day") for share in (50, 90))
        words += f": half had lasted {half} or less, nine in ten {nine} or less"
    return Figure(Plot.LENGTHS, f"{words}.", ("Lasted", AXIS), lines, AXIS)


def due(asked: Asked, days: Mapping[date, Counted]) -> Figure:
    """P8a Return how many reviews are due within 30, 60 and 90 days."""
    found = {near: _between(days, asked.today, asked.today + timedelta(days=until)) for near, until in WITHIN.items()}
    lines = tuple(
        Line(f"Within {WITHIN[near]} days", (number.number,), (_list(asked, number, review=near),))
        for near, number in found.items()
    )
    soonest, *_, all_of_them = (line.numbers[0] for line in lines)
    words = f"{counted(all_of_them, 'review')} due in the next 90 days, {soonest:,} within the next 30."
    return Figure(Plot.DUE, words, ("Due", "Reviews"), lines, "Reviews")


def overdue(asked: Asked, days: Mapping[date, Counted]) -> Figure:
    """P8b Return how many reviews are overdue, by the days after which the Head of Service and then all are told."""
    head, leadership = procedure.OVERDUE_HEAD_DAYS, procedure.OVERDUE_LEADERSHIP_DAYS
    bands = [(1, head - 1), (head, leadership - 1), (leadership, None)]
    found = [
        _between(days, asked.today - timedelta(days=last) if last else date.min, asked.today - timedelta(days=first))
        for first, last in bands
    ]
    names = [f"{first} to {last} days" for first, last in bands[:-1]] + [f"{leadership} days or more: unreviewed"]
    addresses = ("", "", _list(asked, found[-1], review=ReviewDue.UNREVIEWED))
    lines = tuple(Line(name, (number.number,), (to,)) for name, number, to in zip(names, found, addresses, strict=True))
    whole = sum(found, NONE)
    words = f"{counted(whole.number, 'review')} overdue, {found[-1].number:,} for {leadership} days or more."
    every = _list(asked, whole, review=ReviewDue.OVERDUE)
    return Figure(Plot.OVERDUE, words, ("Overdue for", "Reviews"), lines, "Reviews", whole=every)


def _between(days: Mapping[date, Counted], first: date, last: date) -> Counted:
    return sum((number for day, number in days.items() if first <= day <= last), NONE)
