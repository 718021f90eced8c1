"""What a reader sees on a printed letter: its text as it can be copied, and its pixels."""

from io import BytesIO
from typing import Any

import fontpkg_noto_sans
import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps, ImageStat

NOTO_SANS = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
PIXELS_PER_POINT = 8
POINTS_PER_MM = 72 / 25.4


def text(pdf: bytes) -> str:
    """The words of all pages, with one space between them."""
    return " ".join(pages(pdf))


def stream(pdf: bytes) -> BytesIO:
    """The PDF as a library opens it."""
    return BytesIO(pdf)


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def place(pdf: bytes, words: str) -> tuple[float, ...]:
    """Where ``words`` first stand on the first page: left, top, right, bottom in mm from its top left corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        left, bottom, right, top = _box(page, words)
        height = page.get_height()
    return tuple(value / POINTS_PER_MM for value in (left, height - top, right, height - bottom))


def _box(page: Any, words: str) -> tuple[float, float, float, float]:
    textpage = page.get_textpage()
    found = textpage.search(words, match_case=True).get_next()
    assert found, f"{words!r} does not stand on the page"
    boxes = [textpage.get_charbox(index) for index in range(found[0], sum(found))]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def print_sizes(pdf: bytes) -> set[float]:
    """The sizes of all letters on all pages, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {
            round(printed.get_font_size() * printed.get_matrix().a, 1)
            for page in document
            for printed in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        }


def cut(pdf: bytes, where: tuple[float, ...]) -> Image.Image:
    """The ink at a place on the first page, with a millimetre around it for the accents."""
    with pypdfium2.PdfDocument(pdf) as document:
        whole = document[0].render(scale=PIXELS_PER_POINT, grayscale=True).to_pil()
    left, top, right, bottom = where
    box = (left - 1, top - 1, right + 1, bottom + 1)
    return _ink(whole.crop(tuple(round(value * POINTS_PER_MM * PIXELS_PER_POINT) for value in box)))


def drawn(words: str, points: float) -> Image.Image:
    """The ink of ``words`` as another program draws them from the same font."""
    font = ImageFont.truetype(NOTO_SANS, points * PIXELS_PER_POINT, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([400, 100])
    left, top, right, bottom = font.getbbox(words)
    image = Image.new("L", (round(right - left) + 40, round(bottom - top) + 40), 255)
    ImageDraw.Draw(image).text((20 - left, 20 - top), words, font=font, fill=0)
    return _ink(image)


def _ink(image: Image.Image) -> Image.Image:
    black = ImageOps.autocontrast(ImageOps.invert(image)).point(lambda value: 255 * (value > 127))
    return black.crop(black.getbbox())


def unlikeness(printed: Image.Image, expected: Image.Image) -> float:
    """The ink that only one of the two has, as a share of all ink, in the worst stretch of the line: 0 is the same.

    A stretch is as wide as the line is high, about two letters, so that one wrong accent is not lost in a long name.
    Edges may be off by two pixels, a quarter of a point.
    """
    printed = printed.resize(expected.size)
    only_printed = ImageChops.subtract(printed, expected.filter(ImageFilter.MaxFilter(5)))
    only_expected = ImageChops.subtract(expected, printed.filter(ImageFilter.MaxFilter(5)))
    wrong, ink = ImageChops.add(only_printed, only_expected), ImageChops.lighter(printed, expected)
    width, height = expected.size
    stretches = [(x, 0, min(x + height, width), height) for x in range(0, width - height // 2, height // 2)]
    return max(_sum(wrong.crop(stretch)) / max(_sum(ink.crop(stretch)), 1) for stretch in stretches)


def _sum(image: Image.Image) -> float:
    return ImageStat.Stat(image).sum[0]
