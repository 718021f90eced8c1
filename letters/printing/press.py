"""The process that prints letters: ``python -m letters.printing.press CPU_SECONDS BYTES [FONT …]``.

Nothing else imports WeasyPrint.

A letter is printed from its source, the style sheet ``letter.css`` and the assets named below, and from nothing else: every other
address is refused, so no text can bring in a file or make a call. The words that staff write are only text. The template escapes
them and never compiles them, and :func:`.printable.printable` makes them fit for print. The same source gives the same bytes each
time.

The process knows no setting, no database and no secret. Once the fonts are read it shuts itself in: it writes no file, opens no
socket, starts no program, and has a limit of memory and, for each letter, of seconds of the processor (:mod:`.rendering` keeps
the process, and ends it if it takes too long).
"""

import functools
import logging
import math
import os
import resource
import sys
import sysconfig
import traceback
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import uharfbuzz
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .printable import printable

HERE = Path(__file__).parent
STYLE = HERE / "letter.css"
FAMILY = "Letter Sans"
FONT = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"

NAMED_CHARACTERS = 8
"""The number of characters that a refusal lists."""

OPEN_FILES = 32
"""The most open files: enough to look into a font. A letter needs none."""


class CannotPrint(Exception):  # noqa: N818
    """The letter cannot be printed as it is. The sentence says why and what to do."""


def _face() -> uharfbuzz.Face:
    return uharfbuzz.Face(FONT.read_bytes())


def _weight(weight: int) -> bytes:
    """Return the whole of Noto Sans in one weight. A subset for the web would print names wrongly.

    WeasyPrint could take the weight out of the variable font, but it would do so again for each letter, and would write the time
    into it.
    """
    face, wanted = _face(), uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    wanted.pin_axis_location(face, "wdth", 100)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


ASSETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "asset:noto-sans": (functools.partial(_weight, 400), "font/ttf"),
    "asset:noto-sans-bold": (functools.partial(_weight, 700), "font/ttf"),
    "asset:fold": ((HERE / "marks" / "fold.svg").read_bytes, "image/svg+xml"),
    "asset:mark-teign": ((HERE / "marks" / "teign.svg").read_bytes, "image/svg+xml"),
    "asset:mark-templer": ((HERE / "marks" / "templer.svg").read_bytes, "image/svg+xml"),
}
"""The assets that the style sheet may name."""

FIRST = """<html lang="en-GB"><title>First</title><style>html { --brand: #000; }</style><body>
<div class="mark teign"></div><div class="mark templer"></div>
<h1>First</h1><p><b>A letter</b> to <a href="https://example.org">nobody</a></p><ul><li>one</li></ul>
<table><tr><th scope="row">two</th><td>three</td></tr></table></body></html>"""
"""A letter that is printed before the first one, so that everything a letter needs is read and imported."""


class _NamedAssets(URLFetcher):
    """A fetcher that gives out the named assets and stops the letter at any other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url not in ASSETS:
            raise FatalURLFetchingError(url)
        read, media_type = ASSETS[url]
        return URLFetcherResponse(url, read(), {"Content-Type": media_type})


class Press:
    """The printer, which keeps the fonts, the style sheet and the marks between letters.

    :param further: families of the machine's own fonts that may print a character which Noto Sans lacks.
    """

    def __init__(self, *further: str) -> None:
        self.assets = _NamedAssets()
        self.families = (FAMILY, *further)
        self.fonts = FontConfiguration()
        self.styles = [CSS(filename=STYLE, font_config=self.fonts, url_fetcher=self.assets)]
        if further:
            named = ", ".join(f'"{family}"' for family in self.families)
            self.styles.append(
                CSS(string=f"html, .document {{ font-family: {named} }} @page {{ font-family: {named} }}")
            )
        self.images: dict[str, Any] = {}
        self.pdf(FIRST)

    def pdf(self, source: str) -> bytes:
        """Return the PDF/UA-1 of a letter's source. :raises CannotPrint: with a sentence for the Lead."""
        try:
            page = HTML(string=source, url_fetcher=self.assets)
            _make_printable(page.etree_element)
            document = page.render(font_config=self.fonts, stylesheets=self.styles, cache=self.images)
            document.fonts = _LegibleFonts()
            return bytes(document.write_pdf(finisher=self._finish, pdf_variant="pdf/ua-1"))
        except FatalURLFetchingError as fault:
            raise CannotPrint(
                f"This letter asks for something that is no part of it: {fault}. Nothing was fetched. Tell your administrator."
            ) from fault

    def _finish(self, document: Any, pdf: Any) -> None:
        _refuse_other_fonts(document, self.families)
        _name_no_program(pdf)


class _LegibleFonts(dict[Any, Any]):
    """The fonts of one letter, as WeasyPrint collects them while it draws, each with a legible text layer."""

    def __setitem__(self, key: object, font: Any) -> None:
        if font.family == FAMILY:
            font.to_unicode = _TextLayer()
        super().__setitem__(key, font)


class _TextLayer(dict[int, str]):
    """The text for each glyph, so that copied, searched and spoken text reads as it is printed.

    If several glyphs make one letter, WeasyPrint gives the first one no text at all, and the last one the whole. When an "i" with
    a dot below came first, each "i" of the letter was lost. Here a base is itself, and so is an accent.
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


def _refuse_other_fonts(document: Any, families: Iterable[str]) -> None:
    """Refuse characters that our fonts lack: the machine would draw them from another font, or as an empty box.

    Text extracted from such a page still reads right, so nobody would notice but the customer.

    :raises CannotPrint: with the characters.
    """
    strange = {chr(codepoint) for font in document.fonts.values() for codepoint in font.missing}
    for font in document.fonts.values():
        if font.family not in families:
            strange.update(*font.to_unicode.values())
    if found := sorted(character for character in strange if not character.isspace()):
        raise CannotPrint(
            f"This letter cannot print {_listed(found)}. Write it in another way, for example in English letters."
        )


def _listed(characters: Iterable[str]) -> str:
    named = [f"‘{c}’" if c.isprintable() else f"the character U+{ord(c):04X}" for c in characters]
    if len(named) > NAMED_CHARACTERS:
        named = [*named[:NAMED_CHARACTERS], f"{len(named) - NAMED_CHARACTERS} more"]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _name_no_program(pdf: Any) -> None:
    """Remove the name and version of the program from the PDF's properties. They still say what the letter is."""
    program = pdf.info.pop("Producer").string
    for stream in pdf.objects:
        if getattr(stream, "extra", {}).get("Type") == "/Metadata":
            named = f' pdf:Producer="{program}"'.encode()
            stream.stream = [part.replace(named, b"") for part in stream.stream]


# The process


def shut_in(memory: int) -> None:
    """Forbid this process from now on to write a file, open a socket, start a program or leave a core."""
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        lowest = _within(limit, most)
        resource.setrlimit(limit, (lowest, lowest))
    readable = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
    forbidden = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system")

    def refuse(event: str, about: tuple[Any, ...]) -> None:
        if event.startswith(forbidden) or (event == "open" and not str(about[0]).startswith(readable)):
            raise PermissionError(f"{event} is no part of printing a letter")

    sys.addaudithook(refuse)


def _allow(seconds: int) -> None:
    """Allow this many seconds of the processor from now. The system ends a process that takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = _within(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _within(limit: int, most: int) -> int:
    """Return the lower of the value and the machine's limit: a request for more would be refused."""
    allowed = resource.getrlimit(limit)[1]
    return most if allowed == resource.RLIM_INFINITY else min(most, allowed)


def _answer(press: Press, source: str) -> tuple[str, bytes]:
    """Return the verdict with its content: the PDF, or the sentence that says why there is none.

    :raises SystemExit: on any other fault, of which only the place is written to standard error.
    """
    try:
        return "pdf", press.pdf(source)
    except CannotPrint as fault:
        return "refused", str(fault).encode()
    except (MemoryError, RecursionError):
        return "long", b""
    except Exception as fault:  # the exception's words, or a traceback, may quote the letter
        sys.stderr.write(f"A letter was not printed: {_where(fault)}\n")
        raise SystemExit(1) from None


def _where(fault: BaseException) -> str:
    """Return the kind of fault and its place in the program, without any words of the letter."""
    *_, (frame, line) = traceback.walk_tb(fault.__traceback__)
    return f"{type(fault).__name__} in {frame.f_code.co_filename}, line {line}"


def main(seconds: int, memory: int, *further: str) -> None:
    """Print each source that comes in until none does.

    A source comes as a line with its length, then the text; so does an answer.
    """
    logging.disable(logging.CRITICAL)  # a library's warning could quote the letter
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # anything else that is printed is no answer
    press = Press(*further)
    shut_in(memory)
    while length := sys.stdin.buffer.readline():
        source = sys.stdin.buffer.read(int(length))
        if len(source) < int(length):
            return  # the process that asked is gone
        _allow(seconds)
        verdict, content = _answer(press, source.decode("utf-8", "surrogatepass"))
        answers.write(f"{verdict} {len(content)}\n".encode() + content)
        answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
