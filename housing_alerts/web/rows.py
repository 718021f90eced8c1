"""Rows pair a label with its value, as a summary list or a table of facts shows them."""

Row = tuple[str, object]
Rows = list[Row]
"""A value is a text, a record, or several in a list. The template escapes it, and says how a row without one reads."""


def given(*rows: Row) -> Rows:
    """Return the rows that have a value, in their order."""
    return [row for row in rows if row[1]]
