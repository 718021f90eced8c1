"""F1 Say the report in words: its rows on the page, its file names, and what an export takes in."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify

from alerts.models import Alert
from housing_alerts.kernel.written_dates import show_date

from .filters import Asked
from .tables import COLUMNS, Row

HEADINGS = (*COLUMNS, "Type", "Lead", "Informing")


def page_rows(shown: Sequence[Row], beside: dict[str, Alert], *, linked: bool) -> list[tuple[str, ...]]:
    """Return the rows as a page shows them: the ten columns, and beside them the type, the Lead and whether they were informed.

    :param linked: whether the name leads to the alert.
    """
    return [(*_cells(row, linked=linked), *_beside(beside[row.reference])) for row in shown]


def _cells(row: Row, *, linked: bool) -> tuple[str, ...]:
    name, *others = row.cells(show_date)
    if linked:
        address = reverse("alerts:alert", args=[row.reference])
        name = format_html('<a class="govuk-link" href="{}">{}</a>', address, name or row.reference)
    return (name, *others)


def _beside(alert: Alert) -> tuple[str, str, str]:
    lead = alert.responsible_lead or (alert.investigation.lead if alert.investigation else None)
    return str(alert.type), str(lead or ""), alert.get_informing_display()


def file_name(asked: Asked, scope: str, ending: str) -> str:
    """Return the name of an export. It says the day, the areas, and whether there were filters."""
    filtered = "-filtered" if asked.filters() else ""
    return f"all-alerts-{asked.as_at}-{slugify(scope)}{filtered}.{ending}"


def about(
    asked: Asked, chips: Sequence[tuple[str, str]], scope: str, in_all_areas: int, restricted: int
) -> list[tuple[str, str]]:
    """List what an export takes in and leaves out, each with its name."""
    return [
        ("As at", show_date(asked.as_at)),
        ("Of", scope),
        ("Filters", "; ".join(words for words, _ in chips) or "none"),
        ("In all service areas, restricted files apart", str(in_all_areas)),
        ("In restricted files today, in all service areas and both landlords", str(restricted)),
    ]
