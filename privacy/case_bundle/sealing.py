"""Make the bundle of a case: one document with contents and chronology, and with it the letters and the chosen files."""

import hashlib
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from alerts.models import Investigation
from alerts.writing.selectors import organisation
from housing_alerts.kernel import spreadsheet
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.web.rows import Rows
from letters.printing import rendering
from privacy.bundle.collecting import File, Item
from privacy.bundle.redacting import redacted
from privacy.bundle.sealing import DAMAGED, CannotSeal, legible
from privacy.choices import Group
from privacy.models import TrailCheck

from . import selectors
from .selectors import Case

TEMPLATE = "privacy/case_bundle/bundle.html"
TOO_LONG = (
    "The case is too long to print as one document. Nothing is lost: tell your administrator that a bundle is too long."
)
VERSIONS = ("procedure_version", "triaged_under", "accepted_under", "ended_under")
"""The fields that name the version of the procedure by which something was decided."""


class Asked(NamedTuple):
    """The answers of the page: who asks, the words that are taken out, and the keys of the files that go with it."""

    asked: str
    taken_out: list[str]
    files: Collection[str]


class Part(NamedTuple):
    """A file of the bundle: its place in it, what it is, and its bytes."""

    name: str
    title: str
    content: bytes


def made(case: Case, asked: Asked) -> bytes:
    """Return the bundle as a ZIP: the document, the letters, the chosen files, and an index with the SHA-256 of each.

    :raises CannotSeal: with a sentence, where it is too long or a file in it is damaged.
    """
    reference = case.file.reference
    parts = [Part(f"{reference}.pdf", f"Case {reference}", document(case, asked)), *_beside(case, asked)]
    rows = ((each.name, each.title, hashlib.sha256(each.content).hexdigest()) for each in parts)
    index = spreadsheet.BOM + "".join(spreadsheet.csv_lines(["File", "What it is", "SHA-256"], rows))
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in parts:
            archive.writestr(each.name, each.content)
        archive.writestr("index.csv", index)
    return whole.getvalue()


def _beside(case: Case, asked: Asked) -> Iterator[Part]:
    chosen = [item for item in case.files if item.key in asked.files]
    for folder, items in (("letters", case.letters), ("files", chosen)):
        for item in items:
            if item.file:
                yield Part(f"{folder}/{item.file.name}", redacted(item.title, asked.taken_out), _bytes(item.file))


def _bytes(file: File) -> bytes:
    content = file.read()
    if content is None:
        raise CannotSeal(DAMAGED.format(file.name))
    return content


def document(case: Case, asked: Asked) -> bytes:
    """Return the document of the bundle as a PDF. :raises CannotSeal: with a sentence."""
    try:
        return rendering.printed(legible(rendering.source(TEMPLATE, _context(case, asked))))
    except rendering.TooLong:
        raise CannotSeal(TOO_LONG) from None
    except rendering.CannotRender as fault:
        raise CannotSeal(str(fault)) from fault


def _context(case: Case, asked: Asked) -> dict[str, Any]:
    def without(text: str) -> str:
        return redacted(text, asked.taken_out)

    file = case.file
    chosen = [(each.file.name, each.file.sha256) for each in case.letters if each.file]
    items = [item for item in case.items if item not in case.files or item.key in asked.files]
    return {
        "title": f"Case {file.reference}",
        "reference": file.reference,
        "organisation": organisation(file, on=file.created_at.date()),
        "subject": without(str(file.subject)),
        "asked": asked.asked,
        "cautions": [without(caution) for caution in case.cautions],
        "taken_out": bool(asked.taken_out),
        "left_out": len(case.files) - sum(item.key in asked.files for item in case.files),
        "chronology": [
            (show_date(event.on), without(event.title), without(event.by), without(event.words))
            for event in selectors.chronology(file)
        ],
        "versions": _versions(file, case),
        "letters": chosen,
        "sections": list(_sections(items, without)),
        "trail": _trail(),
    }


def _sections(items: Iterable[Item], without: Callable[[str], str]) -> Iterator[tuple[Group, list[tuple[str, Rows]]]]:
    every = list(items)
    for group in Group:
        found: list[tuple[str, Rows]] = [
            (without(item.title), [(without(label), without(words)) for label, words in item.lines])
            for item in every
            if item.group == group
        ]
        if found:
            yield group, found


def _versions(file: Investigation, case: Case) -> list[str]:
    """Return the versions of the procedure by which something on the case was decided."""
    alerts = list(file.alerts.prefetch_related("reviews", "appeals"))
    below = [one for alert in alerts for one in [*alert.reviews.all(), *alert.appeals.all()]]
    records: list[Any] = [*file.incidents.all(), file, *file.actions.all(), *alerts, *below]
    return sorted({version for one in records for name in VERSIONS if (version := getattr(one, name, ""))})


def _trail() -> Rows:
    """Return when the trail was checked last, what was found, and the newest link of each chain."""
    check = TrailCheck.objects.first()
    checked = check and check.ended_at and check.started_at
    rows: Rows = [
        ("Last check of the whole trail", show_datetime(check.ended_at) if check and checked else "None has ended")
    ]
    if check and checked:
        rows.append(("Rows and records looked at", f"{check.positions:,} and {check.rows:,}"))
        rows.append(("Found", f"{check.found_count:,}" if check.is_broken else "Nothing: all is as a step left it"))
    rows += [
        (f"Newest link, {one.chain}", f"Position {one.position}, SHA-256 {one.digest}") for one in chain.checkpoints()
    ]
    return rows
