"""Build the rows of the pages about equality."""

from housing_alerts.importing.reading import Report
from housing_alerts.web.rows import Rows

from .choices import Protected


def share(part: int, whole: int) -> str:
    """P11b Return the share as a percentage, such as "12%"."""
    return f"{100 * part / whole:.0f}%" if whole else ""


def known_rows(customers: int, known: dict[str, tuple[int, int]]) -> list[tuple[str, ...]]:
    """P11b Return for each characteristic how many answered, prefer not to say, and are not known, with their share."""
    return [
        (
            Protected(each).label,
            f"{said - not_said:,}",
            f"{not_said:,}",
            f"{customers - said:,}",
            share(customers - said, customers),
        )
        for each, (said, not_said) in known.items()
    ]


def load_title(report: Report) -> str:
    """P11b Return what became of the file, in one line."""
    if report.kept:
        return "The file was loaded"
    if report.refused:
        return "Nothing was loaded: the file has lines that cannot be read"
    return "The file was checked: nothing was loaded"


def load_rows(report: Report) -> Rows:
    """P11b Return the counts of a file: its answers, and its lines that were not read or are of nobody."""
    return [
        ("New answers", f"{report.created:,}"),
        ("Changed answers", f"{report.updated:,}"),
        ("There already", f"{report.unchanged:,}"),
        ("Lines to look at", f"{sum(1 for note in report.notes if note.line):,}"),
        ("Lines that cannot be read", f"{len(report.refused):,}"),
    ]
