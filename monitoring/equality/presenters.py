"""Build the rows of the pages about equality."""

from django.urls import reverse
from django.utils.html import format_html

from housing_alerts.importing.reading import Report
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows
from monitoring.models import Publication, Response

from .choices import Finding, Group, Measure, Protected
from .statistics import Rate, wilson
from .tables import ALL, Figure, ordered


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


# The published table

HAPPENED: dict[str, str] = {
    Measure.REPORTED: "were reported",
    Measure.REFERRED: "had a report referred, of those reported,",
    Measure.IMPOSED: "had an alert imposed",
    Measure.WITHHELD: "were not told of it, of those with an alert imposed,",
    Measure.DECLINED: "had an alert declined",
    Measure.APPEALED: "had an appeal decided",
    Measure.UPHELD: "were right at least in part, of those with an appeal decided,",
}
HIDDEN = "–"
MARKS: dict[str, str] = {Finding.MORE: "More often than others", Finding.LESS: "Less often than others"}


def headings() -> list[str]:
    """P11b Return the names of the columns of each table."""
    return ["Group", *(measure.label for measure in Measure)]


def tables(figures: list[Figure]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """P11b Return a table for each characteristic: its title, and a row for each group after the row of all customers."""
    everybody = {one.measure: one for one in figures if one.protected == ALL}
    all_customers = everybody[Measure.CUSTOMERS].number or 0
    first = _cells("All customers", everybody, all_customers)
    return [
        (protected.label, [first, *(_cells(Group(group).label, row, all_customers) for group, row in _sorted(groups))])
        for protected, groups in ordered(figures)
    ]


def _sorted(groups: dict[str, dict[str, Figure]]) -> list[tuple[str, dict[str, Figure]]]:
    return sorted(groups.items(), key=lambda each: list(Group).index(Group(each[0])))


def _cells(name: str, row: dict[str, Figure], all_customers: int) -> tuple[str, ...]:
    return (name, *(_cell(row[measure], all_customers) for measure in Measure))


def _cell(figure: Figure, all_customers: int) -> str:
    """Return the number with its rate and the interval of that, such as "25 (8%, 6% to 12%)"."""
    if figure.number is None or figure.of is None:
        return HIDDEN
    if figure.measure == Measure.CUSTOMERS:
        return f"{figure.number:,} ({share(figure.number, all_customers)})"
    low, high = wilson(Rate(figure.number, figure.of))
    words = f"{figure.number:,} ({share(figure.number, figure.of)}, {low:.0%} to {high:.0%})"
    return f"{words}. {MARKS[figure.finding]}" if figure.finding in MARKS else words


def sentences(figures: list[Figure]) -> list[str]:
    """P11b Say in words which groups differ from other customers by more than chance would explain."""
    everybody = {figure.measure: figure for figure in figures if figure.protected == ALL}
    return [_sentence(figure, everybody[figure.measure]) for figure in figures if figure.finding in MARKS]


def _sentence(figure: Figure, everybody: Figure) -> str:
    often = MARKS[figure.finding].lower().replace("others", "other customers")
    return (
        f"{Protected(figure.protected).label}, {Group(figure.group).label}: they {HAPPENED[figure.measure]} {often} "
        f"({_rate(figure)} against {_rate(everybody)} of all)."
    )


def _rate(figure: Figure) -> str:
    return share(existing(figure.number, "only what is shown is compared"), existing(figure.of, "the same"))


def publication_rows(found: list[Publication]) -> list[tuple[str, ...]]:
    """P11b Return the cells of each published table of the list."""
    return [
        (
            format_html(
                '<a class="govuk-link" href="{}">{}</a>',
                reverse("monitoring:equality_table", args=[each.reference]),
                each.quarter,
            ),
            show_date(each.created_at),
            str(each.created_by),
        )
        for each in found
    ]


def response_rows(found: list[Response]) -> list[tuple[str, ...]]:
    """P11b Return the cells of what was done about a table: when, by whom, and what."""
    return [(show_date(each.created_at), str(each.created_by), each.words) for each in found]
