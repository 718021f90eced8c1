"""Draw the pages of a PDF as pictures beside a form: phones and some browsers show no PDF within a page.

A picture is the PDF itself, drawn by the program that draws PDFs in Chromium; it holds no text of its own.
"""

import base64
import functools
import io
import re
import threading
from typing import NamedTuple

import pypdfium2

SCALE = 1.75
"""The dots of a picture for each point of the page: sharp on a screen at half a window's width, and small to send."""
MOST_PAGES = 12
"""The most pages that are shown. For a longer letter the page says how many there are."""
MOST_DOTS = 1500
"""The greatest height or width of a picture: an A4 page has 1,474 dots."""
KEPT = 16
"""The PDFs whose pictures a process keeps in its memory: colleagues open the same letter several times in a row."""
WAIT_SECONDS = 25
"""The seconds that pages wait while those of others are drawn."""
_SHADES = 32
_HYPHEN = re.compile("[\x02\ufffe](\r\n)?")
"""The characters that the library writes for a hyphen at the end of a line."""
_DRAWING = threading.Lock()  # the library draws one page at a time


class Pages(NamedTuple):
    """The shown pages of a PDF, each as a picture in a ``data:`` address, and the number of pages.

    None is shown if others took too long or nothing can be drawn: the PDF is there all the same.
    """

    shown: list[str]
    of: int


NONE = Pages([], 0)


def pictures(pdf: bytes) -> Pages:
    """Return pictures of the first pages. They are part of the page, so nothing is kept on disk to be fetched later."""
    try:
        return _drawn(pdf)
    except (pypdfium2.PdfiumError, TimeoutError):
        return Pages([], 1)


@functools.lru_cache(maxsize=KEPT)
def _drawn(pdf: bytes) -> Pages:
    """Draw the first pages, or take them from the memory of this process if the same PDF was drawn lately.

    :raises TimeoutError: if pages of others are drawn for too long.
    """
    if not _DRAWING.acquire(timeout=WAIT_SECONDS):
        raise TimeoutError
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            pages = len(document)
            return Pages([_address(document[number]) for number in range(min(pages, MOST_PAGES))], pages)
    finally:
        _DRAWING.release()


def text(pdf: bytes) -> str:
    """Return the text of the pages, line by line, or "" if the PDF cannot be read."""
    try:
        with _DRAWING, pypdfium2.PdfDocument(pdf) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError:
        return ""
    return "\n\n".join(_HYPHEN.sub("-", page).replace("\r\n", "\n").strip() for page in pages)


def _address(page: pypdfium2.PdfPage) -> str:
    scale = min(SCALE, MOST_DOTS / max(page.get_size()))
    drawn = page.render(scale=scale).to_pil().quantize(_SHADES)
    held = io.BytesIO()
    drawn.save(held, "PNG", compress_level=6)
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode()
