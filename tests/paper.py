"""Few tests ask how a letter stands on paper. For the others a blank page with the letter's source behind it stands in.

To print one takes half a second, and a fifth of the time of all tests went into it. What is asked of paper is marked
``on_paper``: how it is laid out, tagged and drawn, what cannot be printed, and that its words are those of its source.
"""

from io import BytesIO

import pikepdf
import pytest

from letters import services

ON_PAPER = {"browser", "printing", "races", "tools"}
"""The folders of tests in which each letter is printed."""
_SOURCE = b"\n%source of the letter: "


class _Now:
    """Whether the present test asks for paper."""

    asked = True


def is_asked() -> bool:
    """Whether the present test asks for paper."""
    return _Now.asked


def begin(item: pytest.Item) -> None:
    """A test begins."""
    _Now.asked = bool(ON_PAPER.intersection(item.path.parts)) or item.get_closest_marker("on_paper") is not None


def _blank() -> bytes:
    made, page = BytesIO(), pikepdf.new()
    page.add_blank_page()
    page.save(made, deterministic_id=True)
    return made.getvalue()


BLANK = _blank()


def stand_in(source: str) -> bytes:
    """Return what stands in for the letter of that source: other bytes for another source."""
    return BLANK + _SOURCE + source.encode("utf-8", "surrogatepass")


def words(pdf: bytes) -> str | None:
    """Return the words of the letter for which this stands in, with one space between them. None: it is printed."""
    _, mark, source = pdf.partition(_SOURCE)
    return " ".join(services.as_text(source.decode("utf-8", "surrogatepass")).split()) if mark else None
