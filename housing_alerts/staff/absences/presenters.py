"""Build the rows that show absences in words."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Absence, Colleague

from . import steps


class Row(NamedTuple):
    """One absence: the colleague, the days, the deputy, and the links to its steps."""

    who: str
    days: str
    deputy: str
    links: list[tuple[str, str]]


def rows(found: Iterable[Absence], by: Colleague, *, on: date) -> list[Row]:
    """Return a row for each absence, with the steps that the reader may take."""
    return [_row(absence, by, on) for absence in found]


def _row(absence: Absence, by: Colleague, on: date) -> Row:
    days = f"{show_date(absence.starts)} to {show_date(absence.last_day)}"
    nobody = f"Nobody: {absence.told} is told" if absence.told else "Nobody: name one"
    deputy = _name(absence.deputy, by) if absence.deputy else nobody
    return Row(_name(absence.colleague, by), days, deputy, _links(absence, by, on))


def _name(colleague: Colleague, by: Colleague) -> str:
    return f"{colleague} (you)" if colleague == by else str(colleague)


def _links(absence: Absence, by: Colleague, on: date) -> list[tuple[str, str]]:
    if steps.why_not_change(absence, by, on):
        return []
    back = "Back already" if absence.lasts_on(on) else "Take back"
    return [
        ("Change", reverse("staff:absence", args=[absence.pk])),
        (back, reverse("staff:absence_end", args=[absence.pk])),
        ("Hand over", reverse("staff:hand_over", args=[absence.colleague_id])),
    ]
