"""Write a table as CSV or XLSX, with no cell that a spreadsheet would run as a formula. No other code writes files of tables."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice
from tempfile import NamedTemporaryFile

from rustpy_xlsxwriter import write_worksheets

BOM = "\ufeff"
FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""The beginnings of a cell that a spreadsheet may run as a formula, full-width characters among them."""
LINES = 500
"""The number of lines that are sent at once."""
PIECE = 64 * 1024
"""The number of bytes of a workbook that are sent at once."""
ROWS, ABOUT = "Rows", "About this file"
"""The names of the sheets of a workbook."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a CSV file, header first, with CRLF. A cell that begins like a formula gets an apostrophe before it."""
    return (_csv([row]) for row in _harmless(columns, rows))


def csv_file(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield the same lines as a file in UTF-8 with a byte order mark, some hundred lines at a time."""
    safe = _harmless(columns, rows)
    yield BOM.encode()
    while part := list(islice(safe, LINES)):
        yield _csv(part).encode()


def _harmless(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    for row in chain([columns], rows):
        yield [f"'{cell}" if cell[:1] in FORMULA else cell for cell in row]


def _csv(rows: list[list[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()


def write_xlsx(
    path: str,
    columns: Sequence[str],
    rows: Iterable[Iterable[str | date | None]],
    *,
    about: Iterable[tuple[str, str]] = (),
) -> None:
    """Write a workbook, row by row: days are real dates, and all else is text, whatever it begins with.

    :param about: what a second sheet says of the rows, each with its name.
    """
    cells = (dict(zip(columns, row, strict=True)) for row in rows)
    first = next(cells, dict.fromkeys(columns))  # without a row there would be no header either
    sheets = [(ROWS, chain([first], cells)), (ABOUT, [{ABOUT: name, "": words} for name, words in about])]
    panes = {ROWS: {"row": 1, "col": 0}}
    write_worksheets(sheets, path, freeze_panes=panes, bold_headers=True, datetime_format="dd/mm/yyyy")


def xlsx_file(
    columns: Sequence[str], rows: Iterable[Iterable[str | date | None]], *, about: Iterable[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield the same workbook piece by piece, from a file that is gone afterwards."""
    with NamedTemporaryFile(suffix=".xlsx") as file:
        write_xlsx(file.name, columns, rows, about=about)
        yield from iter(partial(file.read, PIECE), b"")
