"""The pages of a PDF as pictures, to be shown beside a form: a phone shows no PDF within a page, and neither does every browser.

A picture is the very PDF, drawn by the program that draws PDFs in Chromium; it holds no text of its own.
"""

import base64
import io
import re
import threading
from typing import NamedTuple

import pypdfium2

SCALE = 1.75
"""Dots of a picture for each point of the page: sharp on a screen at the width of half a window, and small to send."""
MOST_PAGES = 12
"""How many pages are shown; of a longer letter it is said how many there are."""
MOST_DOTS = 1500
"""How high or wide a picture is at the most: an A4 page has 1,474 dots."""
WAIT_SECONDS = 25
"""How long pages wait for those of others to be drawn."""
_SHADES = 32
_HYPHEN = re.compile("[\x02\ufffe](\r\n)?")
"""What the library makes of a hyphen at which a line ends."""
_DRAWING = threading.Lock()  # the library draws one page at a time


class Pages(NamedTuple):
    """The pages of a PDF that are shown, each as the address of a picture that holds it itself (``data:``), and how many it has.

    None is shown where others took too long or there is nothing that can be drawn: the PDF is there all the same.
    """

    shown: list[str]
    of: int


NONE = Pages([], 0)


def pictures(pdf: bytes) -> Pages:
    """The first pages, so that nothing is kept to be fetched."""
    if not _DRAWING.acquire(timeout=WAIT_SECONDS):
        return Pages([], 1)
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            pages = len(document)
            return Pages([_address(document[number]) for number in range(min(pages, MOST_PAGES))], pages)
    except pypdfium2.PdfiumError:
        return Pages([], 1)
    finally:
        _DRAWING.release()


def text(pdf: bytes) -> str:
    """What the pages say, line by line; nothing where it is no PDF that can be read."""
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
