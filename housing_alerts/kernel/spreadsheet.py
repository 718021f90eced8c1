"""Write a table as CSV, with no cell that a spreadsheet would run as a formula. No other code writes files of tables."""

import csv
import io
from collections.abc import Iterable, Iterator

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""The beginnings of a cell that a spreadsheet may run as a formula, full-width characters among them."""


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a CSV file, header first, with CRLF. A cell that begins like a formula gets an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in _all(columns, rows):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _all(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[Iterable[str]]:
    yield columns
    yield from rows
