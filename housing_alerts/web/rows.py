"""Rows that pair a label with its value, as a summary list or a table of facts shows them."""

Row = tuple[str, object]
Rows = list[Row]
"""A list of rows. A value is a text, a record, or a list of them. The template escapes it, and has words for an empty value."""


def given(*rows: Row) -> Rows:
    """Return the rows that have a value, in their order."""
    return [row for row in rows if row[1]]
