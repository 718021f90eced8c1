"""The bundle of one person: every row that is held about them, as items in plain words."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from alerts.incidents.beside import AT_THE_ADDRESS
from alerts.models import Incident
from housing_alerts.attachments.models import Attachable, AttachedBytes, Attachment
from housing_alerts.customers.models import Customer
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit import reading
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.records.models import Record, Referenced
from housing_alerts.kernel.records.parts import not_empty
from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.outbox.models import Message
from letters.models import IssuedPdf
from privacy.choices import Group
from privacy.models import SubjectRequest

from .held import HELD, Held, Person

Line = tuple[str, str]
BATCH = 200
"""The number of references that one query asks for."""


@dataclass(frozen=True)
class File:
    """A file that belongs to an item, with its SHA-256 as it was kept. ``read`` gives nothing where it is no longer that."""

    name: str
    content_type: str
    sha256: str
    read: Callable[[], bytes | None]


@dataclass(frozen=True)
class Item:
    """One part of the bundle: a row of a table with its history, or all rows of a kind about one thing.

    :param lines: labels with the words beside them.
    :param of_others: the words in it that tell of somebody else by the box in which they stand, with its label.
    """

    key: str
    group: Group
    title: str
    lines: tuple[Line, ...]
    of_others: tuple[Line, ...] = ()
    file: File | None = None

    @property
    def text(self) -> str:
        """Return all its words."""
        return "\n".join([self.title, *(words for _, words in self.lines)])

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256, as hexadecimal digits, of all that stands in it, the bytes of its file included."""
        content = [self.title, self.lines, self.file.sha256 if self.file else ""]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def person_of(customer: Customer) -> Person:
    """Return the keys and names of the customer, and of the files that were merged into theirs."""
    people = [customer, *customer.merged_from.all()]
    return Person([each.pk for each in people], list(dict.fromkeys(each.full_name for each in people)))


def collect(request: SubjectRequest) -> list[Item]:
    """Return everything held about the person of the request, section by section.

    Rows that are written all the time, such as readings, are included up to the receipt of the request.
    """
    person = person_of(request.customer)
    until = min(timezone.make_aware(datetime.combine(request.received_on, time.max)), request.created_at)
    of_rows = [held for held in HELD if held.model not in _COLLECTED]
    there = not_empty([rows_of(held, person) for held in of_rows])
    empty = {held.model for number, held in enumerate(of_rows) if number not in there}
    asked = [held for held in HELD if held.model not in empty]
    found = [item for held in asked for item in _COLLECTED.get(held.model, _rows)(held, person, request, until)]
    order = list(Group)
    return sorted(found, key=lambda item: order.index(item.group))


def rows_of(held: Held, person: Person) -> QuerySet[Any]:
    """Return the rows of a table that are about the person."""
    manager = held.model._default_manager
    return manager.filter(pk__in=manager.filter(held.of(person)).values("pk")).order_by("pk")


def references(person: Person, request: SubjectRequest) -> list[str]:
    """Return the references by which mail and the trail name the person's records, without the request itself."""
    named = [held for held in HELD if held.ways and issubclass(held.model, Referenced)]
    found = [rows_of(held, person).order_by().values_list("reference", flat=True) for held in named]
    return sorted(set(found[0].union(*found[1:])) - {request.reference})


# A row


def _rows(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    found = rows_of(held, person)
    if held.model is SubjectRequest:
        found = found.filter(created_at__lt=request.created_at)
    yield from items(held, found)


def items(held: Held, found: QuerySet[Any]) -> Iterator[Item]:
    """Yield an item for each of these rows, with its history."""
    rows = list(_with_names(found, held))
    histories = reading.histories(rows) if issubclass(held.model, Record) else {}
    for row in rows:
        yield _item(held, row, histories.get(row.pk, []))


def _with_names(found: QuerySet[Any], held: Held) -> QuerySet[Any]:
    fields = [held.model._meta.get_field(name) for name in held.fields]
    joined = [field.name for field in fields if isinstance(field, models.ForeignKey)]
    many = [field.name for field in fields if field.many_to_many]
    return found.select_related(*joined).prefetch_related(*many)


def _item(
    held: Held, row: models.Model, saves: Iterable[reading.Entry] = (), *, title: str = "", file: File | None = None
) -> Item:
    lines = _lines(held, row)
    labels = {_label(held.model, name) for name in held.of_others}
    of_others = tuple(line for line in lines if line[0] in labels)
    key = f"{row._meta.label_lower}.{row.pk}"
    return Item(key, held.group, title or _title(row), (*lines, *_history(held, saves)), of_others, file)


def titles(keys: Iterable[str]) -> dict[str, str]:
    """Return the title of each item of one row that one of these keys names, while that row is there."""
    numbers: dict[type[models.Model], list[int]] = {}
    for label, _, number in (key.rpartition(".") for key in keys):
        if number.isdecimal():
            numbers.setdefault(apps.get_model(label), []).append(int(number))
    found = {}
    for model, wanted in numbers.items():
        joined = [field.name for field in model._meta.concrete_fields if field.name in _RECORDS]
        for row in model._default_manager.select_related(*joined).filter(pk__in=wanted):
            found[f"{model._meta.label_lower}.{row.pk}"] = _title(row)
    return found


_RECORDS = ("alert", "investigation", "incident", "letter")
"""The fields for the record on which a row without a reference hangs."""


def _title(row: models.Model) -> str:
    """Return the kind and the reference of the row. If it has none, its record's reference is taken."""
    named: list[Any] = [row, *(getattr(row, name, None) for name in _RECORDS)]
    reference = next((each.reference for each in named if getattr(each, "reference", "")), "")
    unnamed = f", {AT_THE_ADDRESS}" if isinstance(row, Incident) and row.customer_id is None and row.asset_id else ""
    return f"{capfirst(row._meta.verbose_name)} {reference}{unnamed}".strip()


def _lines(held: Held, row: models.Model) -> list[Line]:
    found = []
    for name in held.fields:
        words = _words(row, name)
        if words:
            found.append((_label(held.model, name), words))
    return found


def _label(model: type[models.Model], name: str) -> str:
    return str(capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name))))


def _words(row: models.Model, name: str) -> str:
    """Return the value of a field in words; nothing where it is empty."""
    value = getattr(row, name)
    if row._meta.get_field(name).many_to_many:
        return ", ".join(str(each) for each in value.all())
    return "" if value in (None, "", [], {}) else reading.in_words(type(row), name, value)


def _history(held: Held, saves: Iterable[reading.Entry]) -> Iterable[Line]:
    """Yield each change of the given fields with its reason, the oldest first. The trail says who made it."""
    given = {_label(held.model, name) for name in held.fields}
    for entry in reversed(list(saves)):
        changes = [f"{each.field}: {each.before} became {each.after}" for each in entry.changes if each.field in given]
        words = "\n".join([*([entry.why] if entry.why else []), *changes])
        if words:
            yield f"{'Written' if entry.first else 'Changed'} {show_datetime(entry.at)}", words


# Letters and files


def _issued(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    yield from issued(held, rows_of(held, person))


def issued(held: Held, found: QuerySet[IssuedPdf]) -> Iterator[Item]:
    """Yield an item for each of these letters as it was issued, with its PDF."""
    for pdf in found.select_related("letter").defer("content"):
        name = f"{pdf.letter.reference}.pdf"
        file = File(name, "application/pdf", pdf.letter.sha256, _reads(IssuedPdf, pdf.pk, pdf.letter.sha256))
        yield _item(held, pdf, title=f"Letter {pdf.letter.reference} as it was issued", file=file)


def _attached(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    yield from attached(held, Attachment.objects.filter(files_of(person)))


def files_of(person: Person) -> Q:
    """Return the condition for the photos and files on what is held about the person."""
    about = Q(pk__in=[])
    for each in HELD:
        if issubclass(each.model, Attachable):
            keys = rows_of(each, person).order_by().values("pk")
            about |= Q(subject_type=ContentType.objects.get_for_model(each.model), subject_id__in=keys)
    return about


def attached(held: Held, found: QuerySet[Attachment]) -> Iterator[Item]:
    """Yield an item for each of these photos and files, with its bytes."""
    for one in found.select_related("bytes", "taken_off_by").defer("bytes__content"):
        file = File(one.file_name, one.content_type, one.sha256, _reads(AttachedBytes, one.bytes.pk, one.sha256))
        yield _item(held, one, title=f"File {one.reference} of {one.subject.reference}", file=file)


def _reads(model: type[models.Model], pk: int, sha256: str) -> Callable[[], bytes | None]:
    def read() -> bytes | None:
        kept = bytes(model._default_manager.values_list("content", flat=True).get(pk=pk))
        return kept if hashlib.sha256(kept).hexdigest() == sha256 else None

    return read


# What is written all the time


def _duties(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    found = rows_of(held, person).filter(opened_at__lt=until).exclude(reference=request.reference)
    yield from together(held, "What somebody had to do", found)


def _mail(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    """Yield the lines of each mail to colleagues that name anything of the person."""
    known = references(person, request)
    found = Message.objects.filter(pk__in=naming(Message.objects.filter(written_at__lt=until), known))
    lines = []
    for mail in found.order_by("written_at", "pk"):
        told = [line for line in [mail.subject, *mail.body.splitlines()] if any(one in line for one in known)]
        lines.append((show_datetime(mail.written_at), "\n".join(told)))
    if lines:
        yield Item(Message._meta.label_lower, held.group, "Mail to colleagues about your file", tuple(lines))


def naming(messages: QuerySet[Message], known: list[str]) -> set[int]:
    """Return the keys of the mails that name one of these references."""
    found: set[int] = set()
    for start in range(0, len(known), BATCH):
        names = Q(pk__in=[])
        for reference in known[start : start + BATCH]:
            names |= Q(body__contains=reference) | Q(subject__contains=reference)
        found |= set(messages.filter(names).values_list("pk", flat=True))
    return found


def _steps(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    own = Customer.objects.filter(pk__in=person.keys).values_list("reference", flat=True)
    about = Q(reference__in=references(person, request)) | Q(customer__in=[*own])
    found = AuditEvent.objects.filter(about, at__lt=until).exclude(reference=request.reference)
    yield from together(held, "Steps that were taken", found.order_by("position"))


def _readings(held: Held, person: Person, request: SubjectRequest, until: datetime) -> Iterator[Item]:
    found = ReadEvent.objects.filter(reference__in=references(person, request), at__lt=until, again=False)
    yield from together(held, "Who read your file, by role", found.order_by("position"))


def together(held: Held, title: str, found: QuerySet[Any]) -> Iterator[Item]:
    """Yield one item for all these rows, a line for each: when, which is the first field, and what."""
    lines = []
    for row in found:
        (_, when), *others = _lines(held, row)
        lines.append((when, "; ".join(f"{label}: {words}" for label, words in others)))
    if lines:
        yield Item(held.model._meta.label_lower, held.group, title, tuple(lines))


_COLLECTED: dict[type[models.Model], Callable[[Held, Person, SubjectRequest, datetime], Iterator[Item]]] = {
    IssuedPdf: _issued,
    Attachment: _attached,
    Duty: _duties,
    Message: _mail,
    AuditEvent: _steps,
    ReadEvent: _readings,
}
