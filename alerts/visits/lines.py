"""Read the lines of a list of visits, as they were pasted or as a file has them."""

import codecs
import re
from typing import NamedTuple

from housing_alerts.customers.models import fold
from housing_alerts.importing.reading import Unreadable, bare, cells_of

from .models import LONGEST_LINE

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_FILES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of pictures, of PDFs, and of new and old files of Excel and Word."""
_REFERENCE = re.compile("((asset|property|contact|customer|tenant|tenancy)?ref(erence)?(number)?|uprn)")
_ADDRESS = re.compile(
    r"(full|property|site|visit)?address(line)?\d?|flat(number)?|house(number|name)?|building(name)?|street(name)?|road"
    "|locality|village|town|city|county"
)
_PROPERTY, _POSTCODE = re.compile("property"), re.compile("post(al)?code")
_NAME = re.compile(
    "((contact|customer|tenant|resident|client|full)?name|contact|customer|tenant|resident|client|occupier)"
)
"""The columns by which a file says where to go."""


class Row(NamedTuple):
    """A row of a file: what it says of where to go, in each kind the surest first.

    :param whole: the words for a row of which nothing is found.
    """

    references: list[str]
    addresses: list[str]
    names: list[str]
    whole: str

    @property
    def ways(self) -> list[str]:
        """All that can be looked for, the surest first."""
        return [*self.references, *self.addresses, *self.names]


def lines_of(text: str) -> list[str]:
    """Return the lines of pasted text that say something, each with single spaces."""
    lines = (" ".join(line.split()).lstrip("•*- ") for line in text.splitlines())
    return [line[:LONGEST_LINE] for line in lines if fold(line)]


def rows_in(raw: bytes) -> list[Row]:
    """Return each row of a text or CSV file. If its first row names columns, these say which cells count.

    :raises Unreadable: if the file is no text.
    """
    if raw.startswith(_OTHER_FILES) or (b"\0" in raw and not raw.startswith(_UTF_16)):
        raise Unreadable("This is not a text or CSV file.")
    rows = cells_of(raw)
    header = [bare(cell) for cell in rows[0]] if rows else []
    kinds = (_REFERENCE, _ADDRESS, _PROPERTY, _NAME, _POSTCODE)
    columns = [[at for at, name in enumerate(header) if kind.fullmatch(name)] for kind in kinds]
    named = any(columns)
    return [
        _row(number, cells, columns if named else [[], [], [], [], []])
        for number, cells in enumerate(rows, start=1)
        if number > 1 or not named
    ]


def _row(number: int, cells: list[str], columns: list[list[int]]) -> Row:
    """Return the row. Where no known column says anything, all its cells do; and where these have no word, its number."""
    said = [[cells[at] for at in places if at < len(cells) and fold(cells[at])] for places in columns]
    references, parts, properties, names, postcodes = said
    addresses = [", ".join([*some, *postcodes]) for some in _shorter(parts or properties, known=bool(postcodes))]
    told = ", ".join([*references, *addresses[:1], *names]) or ", ".join(filter(None, cells))
    whole = told if fold(told) else f"Row {number} of the file"
    references, addresses, names = ([way[:LONGEST_LINE] for way in ways] for ways in (references, addresses, names))
    return Row(references, addresses, names, whole[:LONGEST_LINE])


def _shorter(parts: list[str], *, known: bool) -> list[list[str]]:
    """Return the parts of an address, then without the last, and so on: ours may lack the town, where a postcode is known."""
    if not parts:
        return [[]] if known else []
    shortest = 1 if known else len(parts)
    return [parts[:most] for most in range(len(parts), shortest - 1, -1)]
