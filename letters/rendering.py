"""Letters to PDF: the only place that imports WeasyPrint.

A letter is printed from its template, the style sheet ``letter.css`` and the assets named below, and from nothing
else: every other address is refused, so no text can bring in a file or make a call. What staff write is text. It is
escaped by the template, never compiled, and made fit for print by :func:`printable`.

The same letter gives the same bytes each time.
"""

import functools
import threading
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
from django.template.loader import get_template
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

HERE = Path(__file__).parent
STYLE = HERE / "letter.css"
FAMILY = "Letter Sans"
ASSETS = {
    "asset:noto-sans": (fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf", "font/ttf"),
    "asset:mark-teign": (HERE / "marks" / "teign.svg", "image/svg+xml"),
    "asset:mark-templer": (HERE / "marks" / "templer.svg", "image/svg+xml"),
}
"""What the style sheet may name. The font is the whole of Noto Sans: a subset for the web prints names wrongly."""

NAMED_CHARACTERS = 8
"""How many characters a refusal lists."""


class CannotRender(Exception):  # noqa: N818
    """The letter cannot be printed as it is; the sentence says why and what to do."""


def render(template: str, context: dict[str, Any]) -> bytes:
    """The PDF/UA-1 of a letter. :raises CannotRender: with a sentence for the Lead.

    One letter at a time: the threads of a process share the fonts and the style sheet, which are read once.
    """
    source = get_template(template, using="jinja2").render(context)
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


class _NamedAssets(URLFetcher):
    """Gives out the named assets and stops the letter at any other address."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in ASSETS:
            raise FatalURLFetchingError(url)
        path, media_type = ASSETS[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media_type})


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
            return bytes(
                page.write_pdf(
                    finisher=_refuse_other_fonts,
                    font_config=self.fonts,
                    stylesheets=[self.style],
                    cache=self.images,
                    pdf_variant="pdf/ua-1",
                )
            )
        except FatalURLFetchingError as fault:
            raise CannotRender(
                f"This letter asks for something that is no part of it: {fault}. Nothing was fetched. Tell your administrator."
            ) from fault


@functools.cache
def _press() -> _Press:
    return _Press()


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
