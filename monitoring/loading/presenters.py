"""Build the counts of a load, and its list of earlier ones."""

from collections.abc import Iterable

from housing_alerts.importing.reading import Report
from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.web.rows import Rows
from monitoring.models import ContactLoad


def title(report: Report) -> str:
    """P12 Return what became of the file, in one line."""
    if report.kept:
        return "1 contact loaded" if report.created == 1 else f"{report.created:,} contacts loaded"
    if report.refused:
        return "Nothing was loaded: the file has lines that cannot be read"
    return "The file was checked: nothing was loaded"


def count_rows(report: Report) -> Rows:
    """P12 Return the counts of a file."""
    return [
        ("New" if report.kept else "Would be new", f"{report.created:,}"),
        ("There already", f"{report.unchanged:,}"),
        ("Matched to no customer", f"{sum(1 for note in report.notes if note.line):,}"),
        ("Cannot be read", f"{len(report.refused):,}"),
    ]


def load_rows(loads: Iterable[ContactLoad]) -> list[tuple[str, ...]]:
    """P12 Return the cells of each load of the list."""
    return [
        (
            show_datetime(load.created_at),
            load.get_source_display(),
            str(load.created_by or "A command of the server"),
            f"{load.created:,}",
            f"{load.unchanged:,}",
            f"{load.unmatched:,}",
        )
        for load in loads
    ]
