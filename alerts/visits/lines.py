"""Read the lines of a list of visits, as they were pasted or as a file has them."""

from housing_alerts.customers.models import fold
from housing_alerts.importing.reading import cells_of

from .models import LONGEST_LINE

WITH_A_HEADER = (
    ("asset reference", "property reference", "contact reference", "customer reference", "reference"),
    ("address", "property address", "property"),
    ("name", "contact name", "customer name", "customer"),
)
"""The columns by which a file says where to go. Of each row the first that says something counts."""
POSTCODE = "postcode"


def lines_of(text: str) -> list[str]:
    """Return the lines of pasted text that say something, each with single spaces."""
    lines = (" ".join(line.split()).lstrip("•*- ") for line in text.splitlines())
    return [line[:LONGEST_LINE] for line in lines if fold(line)]


def lines_in(raw: bytes) -> list[str]:
    """Return a line for each row of a text or CSV file. If its first row names columns, these say which cells count.

    :raises Unreadable: if the file is no text.
    """
    rows = cells_of(raw)
    header = [fold(cell) for cell in rows[0]] if rows else []
    ours = [[header.index(name) for name in names if name in header] for names in WITH_A_HEADER]
    if not any(ours):
        return lines_of("\n".join(", ".join(filter(None, row)) for row in rows))
    postcode = header.index(POSTCODE) if POSTCODE in header else None
    return lines_of("\n".join(_line(row + [""] * len(header), ours, postcode) for row in rows[1:]))


def _line(row: list[str], ours: list[list[int]], postcode: int | None) -> str:
    references, addresses, names = ([row[at] for at in places if row[at]] for places in ours)
    if references:
        return references[0]
    if addresses:
        return ", ".join(filter(None, [addresses[0], row[postcode] if postcode is not None else ""]))
    return names[0] if names else ""
