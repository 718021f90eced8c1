"""What a reader sees on a printed letter: its text as it can be copied, and its pixels.

Of a letter whose source stands in for it (``tests/paper.py``) the text is all there is, as if on one page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import pypdfium2
import pypdfium2.raw
from fontTools import subset
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps, ImageStat

from tests import paper

NOTO_SANS = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
PIXELS_PER_POINT = 8
POINTS_PER_MM = 72 / 25.4
FOOT_MM = 20
ALIKE = 0.02
"""The same words differ by less (their edges alone), in the worst two letters; another accent, digit or face by more than twice
as much: see the controls of the facts."""
BESIDE = 0.2
"""Millimetres at both ends of a line that is cut: what stands next to it is not cut with it."""


def text(pdf: bytes) -> str:
    """The words of all pages, with one space between them."""
    return " ".join(pages(pdf))


def body(pdf: bytes) -> str:
    """The words of all pages as they run on, without what stands at the foot of each."""
    if (words := paper.words(pdf)) is not None:
        return words
    foot = FOOT_MM * POINTS_PER_MM
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded(bottom=foot).split()) for page in document)


def stream(pdf: bytes) -> BytesIO:
    """The PDF as a library opens it."""
    return BytesIO(pdf)


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    if (words := paper.words(pdf)) is not None:
        return [words]
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def place(pdf: bytes, words: str) -> tuple[float, ...]:
    """Where ``words`` first stand on the first page: left, top, right, bottom in mm from its top left corner."""
    first, *more = lines(pdf, words)
    assert first.page == 0 and not more, f"{words!r} stands on no single line of the first page"
    return first.box


@dataclass(frozen=True)
class Line:
    """Words on one line of a page; where they stand, in mm from its top left corner."""

    words: str
    page: int
    box: tuple[float, ...]


def lines(pdf: bytes, words: str) -> list[Line]:
    """Where ``words`` first stand, line by line."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            printed = list(_characters(page))
            text = "".join(character for character, _ in printed)
            found = re.search(r"\s+".join(map(re.escape, words.split())), text)
            if found:
                return _by_line(printed[found.start() : found.end()], number)
    raise AssertionError(f"{words!r} does not stand in the letter")


def characters(pdf: bytes, page: int = 0) -> list[tuple[str, tuple[float, ...]]]:
    """Each character of a page that can be seen, and where it stands, in mm from its top left corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(character, box) for character, box in _characters(document[page]) if not character.isspace()]


def _characters(page: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    textpage, height = page.get_textpage(), page.get_height()
    for index in range(textpage.count_chars()):
        left, bottom, right, top = textpage.get_charbox(index)
        box = (left, height - top, right, height - bottom)
        character = chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, index))
        yield character, tuple(value / POINTS_PER_MM for value in box)


def _by_line(printed: list[tuple[str, tuple[float, ...]]], page: int) -> list[Line]:
    """The characters of each line together: the next begins where one stands left of the one before."""
    rows: list[list[tuple[str, tuple[float, ...]]]] = [[]]
    for character, box in printed:
        seen = [one for one in rows[-1] if not one[0].isspace()]
        if seen and not character.isspace() and box[0] < seen[-1][1][0]:
            rows.append([])
        rows[-1].append((character, box))
    found = []
    for row in rows:
        lefts, tops, rights, bottoms = zip(*[box for character, box in row if not character.isspace()], strict=True)
        said = " ".join("".join(character for character, _ in row).split())
        found.append(Line(said, page, (min(lefts), min(tops), max(rights), max(bottoms))))
    return found


def print_sizes(pdf: bytes) -> set[float]:
    """The sizes of all letters on all pages, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {
            round(printed.get_font_size() * printed.get_matrix().a, 1)
            for page in document
            for printed in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        }


def cut(pdf: bytes, where: tuple[float, ...], page: int = 0) -> Image.Image:
    """The ink at a place on a page, with a millimetre above and below for the accents."""
    left, top, right, bottom = where
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = (size / POINTS_PER_MM for size in document[page].get_size())
        off = (left - BESIDE, height - bottom - 1, width - right - BESIDE, top - 1)
        crop = tuple(value * POINTS_PER_MM for value in off)
        return _ink(document[page].render(scale=PIXELS_PER_POINT, grayscale=True, crop=crop).to_pil())


def inked(pdf: bytes, where: tuple[float, ...], page: int) -> bool:
    """Whether anything is drawn within that place of a page."""
    left, top, right, bottom = where
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = (size / POINTS_PER_MM for size in document[page].get_size())
        crop = tuple(value * POINTS_PER_MM for value in (left, height - bottom, width - right, top))
        seen = document[page].render(scale=PIXELS_PER_POINT, grayscale=True, crop=crop).to_pil()
    return seen.getextrema()[0] < 250


def drawn(words: str, points: float, *, weight: int = 400, font: Path = NOTO_SANS) -> Image.Image:
    """The ink of ``words`` as another program draws them from the same font."""
    face = ImageFont.truetype(font, points * PIXELS_PER_POINT, layout_engine=ImageFont.Layout.RAQM)
    if font == NOTO_SANS:
        face.set_variation_by_axes([weight, 100])
    left, top, right, bottom = face.getbbox(words)
    image = Image.new("L", (round(right - left) + 40, round(bottom - top) + 40), 255)
    ImageDraw.Draw(image).text((20 - left, 20 - top), words, font=face, fill=0)
    return _ink(image)


def for_the_web(path: Path, without: str = "") -> Path:
    """Noto Sans as a site for western Europe would serve it, and without some characters more, kept at ``path``."""
    options = subset.Options(notdef_outline=True, layout_features=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "–‘’“”•·")} - {*map(ord, without)})
    with subset.load_font(NOTO_SANS, options) as font:
        cutter.subset(font)
        font.save(path)
    return path


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
