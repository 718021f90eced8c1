"""What a page is asked and sent: its address, and good answers."""

from datetime import date
from typing import Any, NamedTuple

from tests.scenarios import Cast

TYPED = "A sentence that was typed."
LONG = "Our solicitor asks for it: claim 4711 of May."
LONG_PASSWORD = "brisk-otter-mends-fences"


class Page(NamedTuple):
    """The address to ask, and what is sent to it."""

    url: str
    sent: dict[str, Any]


def day(name: str, value: date) -> dict[str, int]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def days(cast: Cast) -> dict[str, int]:
    return day("starts", cast.today) | day("ends", cast.ago(-7))
