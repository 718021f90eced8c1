"""Time the All Alerts report beside its plainest forms: bare joined rows, another writer, and itself on another day."""

import csv
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO

import openpyxl
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse

from alerts.models import Alert
from housing_alerts.kernel import spreadsheet
from monitoring.all_alerts import selectors
from monitoring.all_alerts.filters import Asked
from monitoring.all_alerts.tables import COLUMNS, Row, written

from .databases import asked
from .measuring import WARM_UP, Clock, readers_of
from .plain import BARE, bare_rows

READER = "leadership"
BACK = timedelta(days=400)
"""The age of the past day as at which the report is asked for."""
PART = 10
"""The part of the rows, a tenth, with whose memory that of all is compared."""
Timed = Callable[[], float]
Writer = Callable[[IO[bytes], Iterable[Row]], None]


@dataclass(frozen=True)
class Compared:
    """The ratio of one way to another, with the bound that it must keep."""

    name: str
    ratio: float
    bound: float
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Return whether the ratio is as high, or as low, as it must be."""
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound


def compared(database: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter, *, on: date) -> list[Compared]:
    """Compare the report's files, its first page and their memory with their plainest forms, in turns."""
    reader = next(one for one in readers_of(database, clock) if one.username == READER)
    page, file = reverse("monitoring:all_alerts"), reverse("monitoring:all_alerts_csv")
    as_page, as_csv, bare = (partial(reader.seconds, path) for path in (page, file, f"{BARE}?on={on}"))
    as_csv_then = partial(reader.seconds, f"{file}?as_at={on - BACK}")
    with asked(database):
        as_xlsx, as_openpyxl = (partial(_seconds, clock, partial(_write, one, on)) for one in (_xlsx, _openpyxl))
        bare_csv = partial(_seconds, clock, partial(_bare_csv, on))
        return [
            Compared("CSV, to the bare rows with their writer", _ratio(runs, as_csv, bare_csv), 2),
            Compared("CSV as at a past day, to today's", _ratio(runs, as_csv_then, as_csv), 3),
            Compared("openpyxl, to XLSX", _ratio(runs, as_openpyxl, as_xlsx), 1.6, at_least=True),
            Compared("the first page, to bare rows", _ratio(runs, as_page, bare), 3),
            Compared("memory of the rows and the CSV, to that of a tenth of them", _memory(_csv, on), 1.5),
        ]


def _ratio(runs: int, one: Timed, other: Timed) -> float:
    """Time both in turns, and return the median of their ratios."""
    return statistics.median([one() / other() for _ in range(WARM_UP + runs)][WARM_UP:])


def _seconds(clock: Clock, act: Callable[[], None]) -> float:
    start = clock()
    act()
    return clock() - start


def _rows(on: date) -> Iterable[Row]:
    return selectors.rows(Alert.objects.all(), Asked(on))


def _write(writer: Writer, on: date) -> None:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        writer(file, _rows(on))


def _memory(writer: Writer, on: date) -> float:
    """Return how many times the memory of a tenth of the rows all of them take, at the most."""
    part = selectors.count(Alert.objects.all(), Asked(on)) // PART
    _peak(writer, islice(_rows(on), part))
    tenth, whole = (_peak(writer, rows) for rows in (islice(_rows(on), part), _rows(on)))
    return whole / tenth


def _peak(writer: Writer, rows: Iterable[Row]) -> int:
    tracemalloc.start()
    with NamedTemporaryFile(suffix=".xlsx") as file:
        writer(file, rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _bare_csv(on: date) -> None:
    with TemporaryFile("w", newline="") as file:
        csv.writer(file).writerows(bare_rows(on=on).iterator(chunk_size=selectors.CHUNK))


def _csv(file: IO[bytes], rows: Iterable[Row]) -> None:
    file.writelines(spreadsheet.csv_file(COLUMNS, (row.cells(written) for row in rows)))


def _xlsx(file: IO[bytes], rows: Iterable[Row]) -> None:
    spreadsheet.write_xlsx(file.name, COLUMNS, (row.cells(lambda day: day) for row in rows))


def _openpyxl(file: IO[bytes], rows: Iterable[Row]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append(row.cells(lambda day: day))
    book.save(file)
