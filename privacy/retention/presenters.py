"""Build the rows of the pages about retention."""

from collections.abc import Mapping
from typing import NamedTuple

from housing_alerts.kernel.written_dates import show_date
from privacy.choices import RUNS_FROM

from .policies import Fate, Key


class FileRow(NamedTuple):
    """A file as a list shows it."""

    name: str
    reference: str
    keeping: str
    since: str
    due_from: str
    held_by: tuple[str, ...]


def file_rows(found: list[Fate], names: Mapping[Key, str]) -> list[FileRow]:
    """P13a Return a row for each file: whose it is, from when it is due and by which period, and what holds it."""
    return [
        FileRow(
            names[each.file.key],
            each.file.reference,
            each.due.keeping.label,
            show_date(each.due.since),
            show_date(each.due.on),
            each.held_by,
        )
        for each in found
        if each.due
    ]


def line(fate: Fate) -> str:
    """P13a Return a file as the command prints it, without a name."""
    assert fate.due is not None  # what is printed has a day from which it is due
    why = f"{fate.due.keeping.label.lower()}, {RUNS_FROM[fate.due.keeping]} was {show_date(fate.due.since)}"
    held = f" Held: {' '.join(fate.held_by)}" if fate.held_by else ""
    return f"{fate.file.reference}: due from {show_date(fate.due.on)} ({why}).{held}"
