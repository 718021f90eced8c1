"""Letters to PDF: the only place that imports WeasyPrint.

A letter is printed from its template, the style sheet ``letter.css`` and the assets named below, and from nothing
else: every other address is refused, so no text can bring in a file or make a call. What staff write is text. It is
escaped by the template, never compiled, and made fit for print by :func:`printable`.

The same letter gives the same bytes each time.
"""

import functools
import threading
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import uharfbuzz
from django.template.loader import get_template
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from . import layouts

HERE = Path(__file__).parent
STYLE = HERE / "letter.css"
FAMILY = "Letter Sans"
FONT = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"

NAMED_CHARACTERS = 8
"""How many characters a refusal lists."""


class CannotRender(Exception):  # noqa: N818
    """The letter cannot be printed as it is; the sentence says why and what to do."""


def render(template: str, context: dict[str, Any]) -> bytes:
    """The PDF/UA-1 of a letter. :raises CannotRender: with a sentence for the Lead.

    One letter at a time: the threads of a process share the fonts and the style sheet, which are read once.
    """
    return printed(source(template, context))


def source(template: str, context: dict[str, Any]) -> str:
    """The letter as it goes to print: all that its PDF is made from, so the same source gives the same PDF."""
    written = get_template(template, using="jinja2").render(context)
    return layouts.easy_read(written) if context.get("easy_read") else written


def printed(source: str) -> bytes:
    """The PDF of a letter's source. :raises CannotRender: with a sentence for the Lead."""
    with _PRINTING:
        return _press().pdf(source)


_PRINTING = threading.Lock()
_NOT_PRINTED = ("Cc", "Cf", "Cs")
_PRINTED_ALL_THE_SAME = "\t\n\r\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def printable(text: str) -> str:
    """The text as it goes to print: composed, and without what nobody can see.

    Control characters, invisible format characters, overrides of the writing direction and stray halves of a character are
    left out, not refused: they come with pasted text, the Lead could not find them, and an override would print
    words in another order than they are stored in.
    """
    kept = (
        character
        for character in text
        if character in _PRINTED_ALL_THE_SAME or unicodedata.category(character) not in _NOT_PRINTED
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _face() -> uharfbuzz.Face:
    return uharfbuzz.Face(FONT.read_bytes())


def _weight(weight: int) -> bytes:
    """All of Noto Sans in one weight. A subset for the web would print names wrongly.

    WeasyPrint could take the weight out of the variable font, for each letter again, and would write the time into it.
    """
    face, wanted = _face(), uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    wanted.pin_axis_location(face, "wdth", 100)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


ASSETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "asset:noto-sans": (functools.partial(_weight, 400), "font/ttf"),
    "asset:noto-sans-bold": (functools.partial(_weight, 700), "font/ttf"),
    "asset:mark-teign": ((HERE / "marks" / "teign.svg").read_bytes, "image/svg+xml"),
    "asset:mark-templer": ((HERE / "marks" / "templer.svg").read_bytes, "image/svg+xml"),
}
"""What the style sheet may name."""


class _NamedAssets(URLFetcher):
    """Gives out the named assets and stops the letter at any other address."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in ASSETS:
            raise FatalURLFetchingError(url)
        read, media_type = ASSETS[url]
        return URLFetcherResponse(url, read(), {"Content-Type": media_type})


class _Press:
    """The fonts, the style sheet and the marks, kept between letters."""

    def __init__(self) -> None:
        self.assets = _NamedAssets()
        self.fonts = FontConfiguration()
        self.style = CSS(filename=STYLE, font_config=self.fonts, url_fetcher=self.assets)
        self.images: dict[str, Any] = {}

    def pdf(self, source: str) -> bytes:
        try:
            page = HTML(string=source, url_fetcher=self.assets)
            _make_printable(page.etree_element)
            document = page.render(font_config=self.fonts, stylesheets=[self.style], cache=self.images)
            document.fonts = _LegibleFonts()
            return bytes(document.write_pdf(finisher=_refuse_other_fonts, pdf_variant="pdf/ua-1"))
        except FatalURLFetchingError as fault:
            raise CannotRender(
                f"This letter asks for something that is no part of it: {fault}. Nothing was fetched. Tell your administrator."
            ) from fault


@functools.cache
def _press() -> _Press:
    return _Press()


class _LegibleFonts(dict[Any, Any]):
    """The fonts of one letter, as WeasyPrint collects them while it draws, each with a legible text layer."""

    def __setitem__(self, key: Any, font: Any) -> None:
        if font.family == FAMILY:
            font.to_unicode = _TextLayer()
        super().__setitem__(key, font)


class _TextLayer(dict[int, str]):
    """Which text each glyph stands for, so that copied, searched and spoken text reads as it is printed.

    WeasyPrint gives the first of several glyphs of one letter no text at all, and the last one the whole: where an "i"
    with a dot below came first, each "i" of the letter was lost. Here a base is itself, and so is an accent.
    """

    def __setitem__(self, glyph: int, text: str) -> None:
        itself = _characters().get(glyph, "")
        super().__setitem__(glyph, itself if not text or unicodedata.combining(itself or " ") else text)


@functools.cache
def _characters() -> dict[int, str]:
    font = uharfbuzz.Font(_face())
    return {font.get_nominal_glyph(code): chr(code) for code in sorted(font.face.unicodes, reverse=True)}


def _make_printable(root: Any) -> None:
    for element in root.iter():
        element.text = printable(element.text or "")
        element.tail = printable(element.tail or "")


def _refuse_other_fonts(document: Any, _: Any) -> None:
    """A character that our font lacks is drawn from another font of the machine, or as an empty box: neither goes out.

    Text extracted from such a page still reads right, so nobody would notice but the customer.
    """
    strange = {chr(codepoint) for font in document.fonts.values() for codepoint in font.missing}
    for font in document.fonts.values():
        if font.family != FAMILY:
            strange.update(*font.to_unicode.values())
    if found := sorted(character for character in strange if not character.isspace()):
        raise CannotRender(
            f"This letter cannot print {_listed(found)}. Write it in another way, for example in English letters."
        )


def _listed(characters: Iterable[str]) -> str:
    named = [f"‘{c}’" if c.isprintable() else f"the character U+{ord(c):04X}" for c in characters]
    if len(named) > NAMED_CHARACTERS:
        named = [*named[:NAMED_CHARACTERS], f"{len(named) - NAMED_CHARACTERS} more"]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
