"""Make the bundle that leaves: one document of the released items, the same as data, and a passphrase to lock both."""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import fontpkg_noto_sans
import pikepdf
import uharfbuzz
from PIL import Image, UnidentifiedImageError

from housing_alerts.kernel import spreadsheet
from letters import periods
from letters.printing import rendering
from letters.printing.printable import printable
from privacy.choices import Exemption, Group, Verdict
from privacy.models import Disclosure, SubjectRequest

from .collecting import File, Item
from .redacting import redacted

TEMPLATE = "privacy/subject_access/bundle.html"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for another."""
FONT = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
A4_INCHES = 11.7
"""The longer side of a page."""
TOO_LONG = (
    "The bundle is too long to print as one document. Nothing is lost: every decision is kept. Ask the person to make clear "
    "what they want, and withhold nothing for its length: tell your administrator that a bundle is too long."
)
DAMAGED = (
    "File {} is not as it was kept, so the bundle cannot be made. Withhold that file and tell the administrator: every other "
    "decision is kept."
)


class CannotSeal(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The bundle cannot be made; the sentence says why and what to do."""


class Released(NamedTuple):
    """The released part of one item: its words without those taken out, and its file where it is released whole."""

    group: Group
    title: str
    lines: list[tuple[str, str]]
    file: File | None


class Bundle(NamedTuple):
    """The released items, and how often each exemption kept something back.

    Nothing is counted that was kept back because of crime: to say so would tell of what was kept back.
    """

    released: list[Released]
    withheld: list[tuple[str, int]]
    redacted: int


def passphrase() -> str:
    """Return a new passphrase of 24 characters, in groups that can be read out. Nobody keeps it."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(6))


def bundle(items: Iterable[Item], decided: dict[str, Disclosure]) -> Bundle:
    """Return the released parts of these items, by the decision on each.

    :raises KeyError: where something is not decided: nothing goes out undecided.
    """
    released, withheld, cut = [], Counter[str](), 0
    for item in items:
        decision = decided[item.key]
        if decision.verdict == Verdict.WITHHOLD:
            withheld[decision.exemption] += decision.exemption != Exemption.CRIME
            continue
        cut += decision.verdict == Verdict.REDACT
        words = decision.taken_out
        lines = [(redacted(label, words), redacted(text, words)) for label, text in item.lines]
        whole = item.file if decision.verdict == Verdict.RELEASE else None
        released.append(Released(item.group, redacted(item.title, words), lines, whole))
    counted = [(Exemption(code).label, times) for code, times in withheld.items() if times]
    return Bundle(released, sorted(counted), cut)


def data(request: SubjectRequest, made: Bundle) -> bytes:
    """Return the released items as JSON, each file by its SHA-256. The digest of these bytes proves what was given."""
    content = {
        "request": request.reference,
        "received_on": request.received_on.isoformat(),
        "withheld": dict(made.withheld),
        "items": [
            {
                "section": each.group.label,
                "title": each.title,
                "lines": [{"label": label, "words": words} for label, words in each.lines],
                "file": {"name": each.file.name, "sha256": each.file.sha256} if each.file else None,
            }
            for each in made.released
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def digest(request: SubjectRequest, made: Bundle) -> str:
    """Return the SHA-256, as hexadecimal digits, of the data that leave."""
    return hashlib.sha256(data(request, made)).hexdigest()


def table(made: Bundle) -> bytes:
    """Return the released items as a table for a spreadsheet."""
    rows = ((each.group.label, each.title, label, words) for each in made.released for label, words in each.lines)
    return (spreadsheet.BOM + "".join(spreadsheet.csv_lines(["Section", "Title", "Label", "Words"], rows))).encode()


def source(request: SubjectRequest, made: Bundle) -> str:
    """Return the bundle as it goes to print, with what the law lets the person know of it."""
    sections = [(group, [each for each in made.released if each.group == group]) for group in Group]
    context: dict[str, Any] = {
        "title": f"What we hold about {request.about or 'you'}",
        "about": request.about,
        "kept": periods.kept_by(request.customer.organisation),
        "reference": request.reference,
        "request": request,
        "customer": request.customer,
        "organisation": request.customer.organisation,
        "withheld": made.withheld,
        "redacted": made.redacted,
        "sections": [(group, found) for group, found in sections if found],
    }
    return rendering.source(TEMPLATE, context)


def document(request: SubjectRequest, made: Bundle) -> bytes:
    """Return the bundle as a PDF with contents, page numbers and bookmarks. :raises CannotSeal: with a sentence."""
    try:
        return rendering.printed(legible(source(request, made)))
    except rendering.TooLong:
        raise CannotSeal(TOO_LONG) from None
    except rendering.CannotRender as fault:
        raise CannotSeal(str(fault)) from fault


def legible(text: str) -> str:
    """Return the text with a code in place of each character that our font lacks, so that every bundle prints."""
    known = _characters()
    return "".join(each if ord(each) in known or each.isspace() else f"[U+{ord(each):04X}]" for each in printable(text))


@cache
def _characters() -> frozenset[int]:
    return frozenset(uharfbuzz.Face(FONT.read_bytes()).unicodes)


def sealed(request: SubjectRequest, made: Bundle, words: str) -> bytes:
    """Return the PDF with the data and the released files in it, encrypted by AES-256.

    :raises CannotSeal: with a sentence, where it is too long or a file in it is damaged.
    """
    with pikepdf.open(BytesIO(document(request, made))) as pdf:
        attached = [
            (f"{request.reference}.json", "application/json", data(request, made)),
            (f"{request.reference}.csv", "text/csv", table(made)),
            *((file.name, file.content_type, content) for file, content in _files(made)),
        ]
        for name, kind, content in attached:
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name, mime_type=kind)
        return _saved(pdf, encryption=pikepdf.Encryption(owner=words, user=words, R=6, aes=True, metadata=True))


def on_paper(request: SubjectRequest, made: Bundle) -> bytes:
    """Return the PDF to print, each released file behind it page by page.

    :raises CannotSeal: with a sentence, where it is too long or a file in it is damaged.
    """
    with pikepdf.open(BytesIO(document(request, made))) as pdf:
        for file, content in _files(made):
            try:
                with pikepdf.open(BytesIO(_pages(file, content))) as more:
                    pdf.pages.extend(more.pages)
            except (pikepdf.PdfError, UnidentifiedImageError) as fault:
                raise CannotSeal(DAMAGED.format(file.name)) from fault
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | bool = False) -> bytes:
    whole = BytesIO()
    pdf.save(whole, encryption=encryption)
    return whole.getvalue()


def _pages(file: File, content: bytes) -> bytes:
    """Return the file as a PDF; a picture fills a page."""
    if file.content_type == "application/pdf":
        return content
    page = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        picture.convert("RGB").save(page, format="PDF", resolution=max(picture.size) / A4_INCHES)
    return page.getvalue()


def _files(made: Bundle) -> Iterator[tuple[File, bytes]]:
    for file in filter(None, (each.file for each in made.released)):
        content = file.read()
        if content is None:
            raise CannotSeal(DAMAGED.format(file.name))
        yield file, content
