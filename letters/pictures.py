"""The pages of a PDF as pictures, to be shown beside a form: a phone shows no PDF within a page, and neither does every browser.

A picture is the very PDF, drawn by the program that draws PDFs in Chromium; it holds no text of its own.
"""

import base64
import io
import threading

import pypdfium2

SCALE = 1.75
"""Dots of a picture for each point of the page: sharp on a screen at the width of half a window, and small to send."""
_SHADES = 32
_DRAWING = threading.Lock()  # the library draws one page at a time


def pictures(pdf: bytes) -> list[str]:
    """Each page as the address of a picture that holds it itself (``data:``), so that nothing is kept to be fetched."""
    with _DRAWING, pypdfium2.PdfDocument(pdf) as document:
        return [_address(page) for page in document]


def _address(page: pypdfium2.PdfPage) -> str:
    drawn = page.render(scale=SCALE).to_pil().quantize(_SHADES)
    held = io.BytesIO()
    drawn.save(held, "PNG", compress_level=6)
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode()
