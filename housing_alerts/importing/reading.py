"""Read an export of the housing system, with the faults that real ones have, without guessing.

An export is a text file with one header line: UTF-8 (with or without a byte order mark), UTF-16 or Windows-1252, cells separated
by commas, semicolons or tabs. Columns are found by their names, in any order; others are left alone. Dates are day/month/year;
year-month-day is understood too, and nothing else.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process, utils

LONDON = ZoneInfo("Europe/London")
EARLIEST = date(1900, 1, 1)
NOTHING = frozenset({"", "n/a", "#n/a", "null", "nil", "none", "-", "--", "unknown", "not known", "tbc"})
"""The words that exports write if nothing is known."""
ALIKE, ALIKE_IN_PART = 75, 85
"""The least likeness, of 100, of a name and its typing error; and of two names of which one may be a part of the other."""

_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_CLOCK = re.compile(r"[ T](?P<hour>\d{1,2}):(?P<minute>\d{2})(:\d{2}(\.\d+)?)?$")
_MONTHS = re.compile(r"(?P<number>\d{1,3})\s*(?P<unit>months?|mths?|years?|yrs?)?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


class Unreadable(Exception):  # noqa: N818  (it is an answer about the file)
    """The exception for a file that cannot be read as a whole. The sentence says why."""


class Refused(Exception):  # noqa: N818  (it is an answer about one line)
    """The exception for one line that cannot be imported. The sentence says why."""


class Bar(Protocol):
    """A progress bar, which shows how far a run is."""

    def update(self, n: float | None = 1) -> object: ...


class Progress(Protocol):
    """A function that makes a progress bar, as tqdm does."""

    def __call__(self, *, total: int, desc: str) -> Bar: ...


class Column(NamedTuple):
    """A column of an export, by the name in its header line."""

    name: str
    required: bool = False


class Said(NamedTuple):
    """A sentence about a line of the file, or about the whole file if ``line`` is 0."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}" if self.line else self.sentence


@dataclass
class Report:
    """The result for each line, and the notes that a person should look at."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    kept: bool = False

    def refuse(self, line: int, sentence: str) -> None:
        """Record that the line is refused, and why."""
        self.refused.append(Said(line, sentence))

    def note(self, line: int, sentence: str) -> None:
        """Record that the line is imported, but that somebody should look at it."""
        self.notes.append(Said(line, sentence))

    def count(self, outcome: str) -> None:
        """Count one more line as ``created``, ``updated`` or ``unchanged``."""
        setattr(self, outcome, getattr(self, outcome) + 1)


@dataclass(frozen=True)
class Line:
    """One line of an export: its number in the file, its cells by the names of our columns, and why it is torn."""

    number: int
    cells: Mapping[str, str]
    torn: str = ""

    def has(self, column: str) -> bool:
        """Return whether the file has the column at all."""
        return column in self.cells

    def text(self, column: str) -> str:
        """Return the cell, or "" if it is blank, says that nothing is known, or is not in the file."""
        value = self.cells.get(column, "")
        return "" if value.casefold() in NOTHING else value

    def name(self, column: str) -> str:
        """Return the cell of a name. Only a blank cell or "n/a" counts as empty: somebody may really be called None."""
        value = self.cells.get(column, "")
        return "" if value.casefold() in ("n/a", "#n/a") else value

    def needed(self, column: str) -> str:
        """Return the cell. :raises Refused: if it is blank."""
        value = self.text(column)
        if not value:
            raise Refused(f"{column} is empty.")
        return value

    def day(self, column: str, *, earliest: date = EARLIEST, latest: date | None = None) -> date | None:
        """Return the cell's date, or None if it is blank. :raises Refused: if it is no plausible date."""
        value = self.text(column)
        return parse_day(value, column, earliest=earliest, latest=latest) if value else None

    def months(self, column: str) -> int | None:
        """Return the cell's months, as in "12 Months" or "1 Year", or None if it is blank. :raises Refused: if it is neither."""
        said = self.text(column)
        if not said:
            return None
        found = _MONTHS.fullmatch(said)
        months = int(found["number"]) * (12 if (found["unit"] or "m").lower().startswith("y") else 1) if found else 0
        if not months:
            raise Refused(f"{column} is “{said}”. Write months, such as 12 Months.")
        return months

    def moment(self, column: str, *, latest: datetime) -> datetime:
        """Return the cell's day and time in London. :raises Refused: if it is blank, or no moment up to ``latest``."""
        return parse_moment(self.needed(column), column, latest=latest)


class Silent:
    """A progress bar that shows nothing."""

    def __init__(self, *, total: int, desc: str) -> None: ...

    def update(self, n: float | None = 1) -> object: ...


def parse_day(text: str, called: str, *, earliest: date = EARLIEST, latest: date | None = None) -> date:
    """Read a date written as day/month/year or year-month-day.

    :raises Refused: if the text is no date, or no plausible one.
    """
    bare = _MIDNIGHT.sub("", text)
    found = _DAY.fullmatch(bare) or _ISO.fullmatch(bare)
    if found is None:
        raise Refused(f"{called} is “{text}”. Write a date as day/month/year, such as 31/12/1980.")
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise Refused(f"{called} is “{text}”, which is no day of the calendar. Write day/month/year.") from None
    if day < earliest:
        raise Refused(f"{called} is “{text}”, which is too long ago.")
    if latest is not None and day > latest:
        raise Refused(f"{called} is “{text}”, which is after {latest:%d/%m/%Y}.")
    return day


def parse_moment(text: str, called: str, *, latest: datetime) -> datetime:
    """Read a day and a time in London, such as 31/12/2026 14:05 or 2026-12-31T14:05:09.

    :raises Refused: if the text is no day and time, or a moment after ``latest``.
    """
    found = _CLOCK.search(text)
    if found is None:
        raise Refused(f"{called} is “{text}”. Write the day and the time in London, such as 31/12/2026 14:05.")
    day = parse_day(text[: found.start()], called)
    try:
        at = datetime.combine(day, time(int(found["hour"]), int(found["minute"])), tzinfo=LONDON)
    except ValueError:
        raise Refused(f"{called} is “{text}”, which is no time of the day.") from None
    if at > latest:
        raise Refused(f"{called} is “{text}”, which is still to come.")
    return at


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name of which ``word`` may be a typing error, or ""."""
    names = list(known)
    found = process.extractOne(word, names, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=ALIKE)
    return found[0] if found else ""


def read(path: Path, columns: Sequence[Column], report: Report) -> list[Line]:
    """Return the lines of a file of this machine, as :func:`lines_of` does.

    :raises Unreadable: if the file is none of ours.
    """
    return lines_of(bytes_of(path), path.name, columns, report)


def lines_of(raw: bytes, name: str, columns: Sequence[Column], report: Report) -> list[Line]:
    """Return the lines of the file below its header, without the blank ones. A torn line says so in ``torn``.

    :raises Unreadable: if the file is none of ours.
    """
    rows = _rows(_decode(raw, report))
    _, header = next(rows, (0, []))
    if not header:
        raise Unreadable(f"{name} is empty.")
    places = _places(header, columns, report)
    lines = []
    for number, cells in rows:
        torn = _why_torn(cells, len(header))
        cells += [""] * (len(header) - len(cells))
        lines.append(Line(number, {name: _clean(cells[place]) for name, place in places.items()}, torn))
    return lines


def cells_of(raw: bytes) -> list[list[str]]:
    """Return the cells of each row of the file, without the blank rows. It needs no header, and may have one column.

    :raises Unreadable: if the file is no text.
    """
    return [[_clean(cell) for cell in cells] for _, cells in _rows(_decode(raw, Report()))]


def bytes_of(path: Path) -> bytes:
    """Return the bytes of the file. :raises Unreadable: if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as fault:
        raise Unreadable(f"{path} cannot be read: {fault.strerror}.") from None


def _decode(raw: bytes, report: Report) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if raw.startswith(codecs.BOM_UTF8):
            line = fault.object.count(b"\n", 0, fault.start) + 1
            raise Unreadable(f"The file says that it is UTF-8, but it is damaged on line {line}.") from None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise Unreadable(f"The file is neither UTF-8 nor Windows-1252: line {line} has a byte of neither.") from None
    report.note(
        0, "The file is not UTF-8, so it was read as Windows-1252. Check that accents came over as they should."
    )
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the number of the line on which it begins.

    :raises Unreadable: if the file is not well-formed CSV from some line on.
    """
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise Unreadable(f"The file cannot be read from line {begins} on: {fault}.") from None


def _why_torn(cells: list[str], columns: int) -> str:
    """Say why the row does not fit the header. Return "" if it fits."""
    if len(cells) == columns or (len(cells) > columns and not any(cells[columns:])):
        return ""
    several = any("\n" in cell or "\r" in cell for cell in cells)
    if several:
        return "Several lines run together here: a quotation mark is missing or too many."
    if len(cells) < columns:
        return f"The line is cut short: it has {len(cells)} cells, the header {columns} columns."
    return (
        f"The line has {len(cells)} cells, the header {columns} columns. Is a cell with a comma not in quotation marks?"
    )


def _places(header: list[str], columns: Sequence[Column], report: Report) -> dict[str, int]:
    """Return the place of each of our columns. :raises Unreadable: if one is missing or there twice."""
    found: dict[str, int] = {}
    ours = {bare(column.name): column.name for column in columns}
    others = []
    for place, title in enumerate(header):
        name = ours.get(bare(title))
        if name is None:
            others.append(_clean(title))
        elif name in found:
            raise Unreadable(f"The file has the column {name} twice.")
        else:
            found[name] = place
    others = [title for title in others if title]
    hint = _hint(others, [column.name for column in columns if column.name not in found])
    missing = [column.name for column in columns if column.required and column.name not in found]
    if missing:
        raise Unreadable(f"The file has no column {_joined(missing)}.{hint} Its first line must name each column.")
    if others:
        report.note(0, f"Not used: the column {_joined(others)}.{hint}")
    return found


def _hint(others: list[str], missed: list[str]) -> str:
    """Ask whether columns of the file are ours under another name. It is not guessed."""
    hint = ""
    for title in others:
        found = process.extractOne(
            title, missed, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=ALIKE_IN_PART
        )
        hint += f" Did you mean {found[0]} by “{title}”?" if found else ""
    return hint


def bare(title: str) -> str:
    """Return the name of a column without what counts for nothing: capitals, spaces and punctuation."""
    return "".join(character for character in title.casefold() if character.isalnum())


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _clean(text: str) -> str:
    """Return the text on one line, with single spaces, accents composed, and no control characters."""
    plain = unicodedata.normalize("NFC", text).translate(_CONTROLS)
    return " ".join(plain.replace("\ufeff", " ").split())
