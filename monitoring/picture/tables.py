"""A month and a figure of the picture: the lines that its plot draws and its table says."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from monitoring.choices import Plot


class Month(NamedTuple):
    """A month of the picture, up to its last day or today."""

    first: date
    last: date

    @property
    def code(self) -> str:
        """Return the month as the database writes it, as in 2026-05."""
        return f"{self.first:%Y-%m}"

    def __str__(self) -> str:
        return f"{self.first:%B %Y}"


class Line(NamedTuple):
    """One line of a figure: its name, its numbers, and the address of the list behind each; "" where there is none."""

    name: str
    numbers: tuple[int, ...]
    addresses: tuple[str, ...] = ()


class Figure(NamedTuple):
    """A plot and its table, which say the same numbers.

    ``words`` says in one sentence what it shows. ``head`` names the column of the lines, then those of the numbers;
    the plot draws the first ``drawn`` of these, on an axis named ``axis``. ``by_month``: the lines are months, drawn from
    left to right. ``whole`` is the address of the list of everything that it counts.
    """

    plot: Plot
    words: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    axis: str
    drawn: int = 1
    by_month: bool = False
    whole: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not any(number for line in self.lines for number in line.numbers)


class Table(NamedTuple):
    """A table beside the plots, with numbers in all columns but the first ``names``."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    names: int
    empty: str


def counted(number: int, what: str) -> str:
    """Return the number with its noun, as in "1 alert" or "No alerts"."""
    if number == 1:
        return f"1 {what}"
    return f"{number:,} {what}s" if number else f"No {what}s"


def most(lines: Sequence[Line]) -> str:
    """Return the end of a sentence that names the line with the highest number; "" where one line says it all."""
    if len(lines) < 2:
        return ""
    first = max(lines, key=lambda line: line.numbers[0])
    return f", most often “{first.name}”: {first.numbers[0]:,}"
