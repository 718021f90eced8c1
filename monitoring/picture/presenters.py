"""Say the picture in words: its scope, its contents, and the cells of its tables."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from housing_alerts.kernel.written_dates import show_date

from . import plots
from .filters import Asked
from .tables import Figure, Line

ONE_AREA = "Choose one service area: then its alerts lead to their lists."


def scope(asked: Asked) -> str:
    """P11a Say which service areas the picture shows."""
    if asked.everywhere:
        return "all service areas"
    return " and ".join(area.name for area in asked.shown.values()) or "no service area"


def looks_back(asked: Asked) -> str:
    """Say which days the picture counts."""
    return f"{show_date(asked.first)} to {show_date(asked.today)}"


def rows(figure: Figure, *, linked: bool = True) -> list[tuple[str, ...]]:
    """Return the cells of a figure's table.

    :param linked: whether a number leads to the list of what it counts, where there is one.
    """
    return [(line.name, *_cells(line, linked=linked)) for line in figure.lines]


def _cells(line: Line, *, linked: bool) -> Iterable[str]:
    for column, number in enumerate(line.numbers):
        address = line.addresses[column] if linked and column < len(line.addresses) else ""
        told = f"{number:,}"
        if address:
            link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">, {}</span></a>'
            told = format_html(link, address, told, line.name)
        yield told


def plot_address(figure: Figure, asked: Asked) -> str:
    """Return the address of a plot. It names the figure, an area and a number of months, and nobody."""
    return f"{reverse('monitoring:picture_plot', args=[figure.plot])}?{asked.address()}"


def on_paper(figure: Figure) -> str:
    """Return the plot as a part of the PDF. The texts in it are escaped already."""
    return SafeString(plots.svg(figure, plots.ON_PAPER))


def landlords(names: Iterable[str]) -> dict[str, str]:
    """Return the head of the PDF: both landlords, in black, because the picture is of both."""
    return {"name": " and ".join(names), "colour": "#14191b"}


def file_name(asked: Asked) -> str:
    """Return the name of the PDF, by its day and its areas."""
    return f"picture-{asked.today.isoformat()}-{slugify(scope(asked))[:60]}"
