"""What a section of the worklist is made of."""

from dataclasses import dataclass

MOST = 50


@dataclass(frozen=True)
class Row:
    """One thing to do: the link, what it is about, and until when with a colour for its urgency.

    ``discard``: the address that gives it up at once; empty where nothing can.
    """

    label: str
    url: str
    about: str
    due: str = ""
    colour: str = ""
    discard: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the worklist."""

    title: str
    rows: list[Row]
