"""The sections of the picture: the figures that each has, and what they are made from."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.text import slugify

from monitoring.choices import Plot

from . import imposed, selectors, work
from .filters import Asked
from .tables import Figure, Table


class Source(NamedTuple):
    """Numbers that are selected at once, and the figures and tables that are made from them."""

    select: Callable[[Asked], Any]
    figures: dict[Plot, Callable[[Asked, Any], Figure]]
    tables: Callable[[Asked, Any], list[Table]] | None = None


class Section(NamedTuple):
    """A section as it is shown."""

    title: str
    figures: list[Figure]
    tables: list[Table]

    @property
    def anchor(self) -> str:
        """Return the name of its place on the page."""
        return slugify(self.title)


SECTIONS: dict[str, list[Source]] = {
    "Alerts": [
        Source(
            selectors.in_force,
            {Plot.TYPES: imposed.types, Plot.AREAS: imposed.areas, Plot.ORGANISATIONS: imposed.organisations},
        ),
        Source(selectors.monthly, {Plot.MONTHS: imposed.months, Plot.BEGUN: imposed.begun}),
        Source(selectors.lengths, {Plot.LENGTHS: imposed.lengths}),
    ],
    "Reviews": [Source(selectors.due, {Plot.DUE: imposed.due, Plot.OVERDUE: imposed.overdue})],
    "Incidents": [
        Source(selectors.kinds_of_incidents, {Plot.BEHAVIOURS: work.behaviours, Plot.PLACES: work.places}),
        Source(selectors.incidents, {Plot.CHANNELS: work.channels, Plot.VIOLENCE: work.violence}),
        Source(selectors.markers, {Plot.MARKERS: work.markers}),
    ],
    "Appeals and letters": [
        Source(selectors.appeals, {Plot.APPEALS: work.appeals, Plot.OUTCOMES: work.outcomes}),
        Source(selectors.letters, {Plot.LETTERS: work.letters}),
    ],
    "How long we take": [Source(selectors.stages, {Plot.STAGES: work.stages}, work.stage_tables)],
}


def picture(asked: Asked) -> Iterator[Section]:
    """Yield every section with its figures."""
    for title, sources in SECTIONS.items():
        section = Section(title, [], [])
        for source in sources:
            found = source.select(asked)
            section.figures.extend(make(asked, found) for make in source.figures.values())
            if source.tables:
                section.tables.extend(source.tables(asked, found))
        yield section


def figure(asked: Asked, plot: Plot) -> Figure:
    """Return one figure. Nothing is selected for the others."""
    for source in (source for sources in SECTIONS.values() for source in sources):
        if plot in source.figures:
            return source.figures[plot](asked, source.select(asked))
    raise LookupError(f"{plot} stands in no section")
