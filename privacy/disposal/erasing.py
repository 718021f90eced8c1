"""Delete the file of a person, or of a property where nobody is known: every row, with its history, and its trail.

What has a period of its own beside the files is deleted in the same way, each row with what follows it.

A test compares :data:`PLAN` with every table of the service: a new one fails until it stands here or says why it stays.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from alerts.models import (
    Action,
    Alert,
    Condition,
    Confirmation,
    Difference,
    Discussion,
    Entry,
    Incident,
    Investigation,
    Marker,
    Review,
    Visit,
    VisitNotice,
    WelfareCheck,
)
from appeals.models import Appeal
from housing_alerts.attachments.models import AttachedBytes, Attachment
from housing_alerts.customers.models import (
    Adjustment,
    Asset,
    Customer,
    EmergencyAccess,
    Merge,
    Pair,
    Representative,
    Vulnerability,
)
from housing_alerts.duties.models import Duty, Telling
from housing_alerts.kernel.audit import disposal
from housing_alerts.kernel.audit.models import AuditEvent, Link, Proof, ReadEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.outbox.models import Message
from letters.models import AlsoAbout, IssuedPdf, Letter
from monitoring.models import Characteristic, Contact, HighContact, Strategy
from privacy.models import Disclosure, DisposalItem, LegalHold, SharingRequest, SubjectRequest

Keys = dict[type[models.Model], list[int]]


@dataclass(frozen=True)
class Goes:
    """A table whose rows go with a file.

    :param of: the fields that name the person.
    :param place: whether a row that names no person is of the property that it names.
    :param follows: the fields that name a row of this list; this row goes with it.
    :param about: whether the row names its subject by type and key, and goes with it.
    """

    model: type[models.Model]
    of: tuple[str, ...] = ()
    place: bool = False
    follows: tuple[str, ...] = ()
    about: bool = False

    def rows(self, file: "_File", keys: Keys) -> Q:
        """Return the condition for the rows that go. :param keys: the keys of what goes, of the tables before this one."""
        found = Q(pk__in=file.alone.get(self.model, []))
        for name in self.of:
            found |= Q(**{f"{name}__in": file.people})
        if self.place:
            found |= Q(customer__isnull=True, asset__in=file.places)
        for name in self.follows:
            field = self.model._meta.get_field(name)
            found |= Q(**{f"{name}__in": keys[field.related_model]})  # type: ignore[index]
        if self.about:
            for model, gone in keys.items():
                found |= Q(subject_type=ContentType.objects.get_for_model(model), subject_id__in=gone)
        return found


PLAN = (
    Goes(Incident, of=("customer",), place=True),
    Goes(Investigation, of=("customer",), place=True),
    Goes(Alert, of=("customer",), place=True),
    Goes(LegalHold, of=("customer",), place=True),
    Goes(DisposalItem, of=("customer",), place=True),
    Goes(Appeal, of=("customer",)),
    Goes(SubjectRequest, of=("customer",)),
    Goes(SharingRequest, of=("customer",)),
    Goes(Letter, of=("customer",)),
    Goes(Visit, of=("customer",), place=True),
    Goes(VisitNotice, follows=("visit",)),
    Goes(Vulnerability, of=("customer",)),
    Goes(Adjustment, of=("customer",)),
    Goes(Representative, of=("customer",)),
    Goes(Characteristic, of=("customer",)),
    Goes(Contact, of=("customer",)),
    Goes(HighContact, of=("customer",)),
    Goes(Strategy, of=("customer",)),
    Goes(EmergencyAccess, of=("customer",)),
    Goes(Merge, of=("kept", "merged")),
    Goes(Pair, of=("new", "known")),
    Goes(Marker, of=("customer",), place=True, follows=("incident",)),
    Goes(Action, follows=("incident", "investigation")),
    Goes(WelfareCheck, follows=("incident",)),
    Goes(Discussion, follows=("investigation",)),
    Goes(Condition, follows=("alert",)),
    Goes(Review, follows=("alert",)),
    Goes(Difference, of=("customer",), place=True, follows=("alert",)),
    Goes(Entry, follows=("incident", "alert", "difference")),
    Goes(Confirmation, follows=("alert", "investigation", "incident")),
    Goes(Disclosure, follows=("request",)),
    Goes(AlsoAbout, follows=("letter",)),
    Goes(IssuedPdf, follows=("letter",)),
    Goes(Attachment, about=True),
    Goes(AttachedBytes, follows=("attachment",)),
    Goes(Duty, of=("customer",), place=True, about=True),
    Goes(Telling, follows=("duty",)),
)
"""Every table whose rows go with a file, each after those that it follows. Mail and the trail go by the references of these."""
OURS: dict[str, object] = {
    "format": "",
    "former_names": "",
    "restricted": False,
    "restricted_because": "",
    "restricted_since": None,
}
"""What we noted of a person beside the housing system, which goes; so do the readers. Never-write and never-message stay."""


class _File(NamedTuple):
    """The keys of the person and of whom was merged into them, or of the property; or of rows that go without a file."""

    people: list[int]
    places: list[int]
    alone: Keys


class Erased(NamedTuple):
    """How many rows of each kind went, and the rows of the trail that were emptied."""

    rows: dict[str, int]
    blanked: dict[type[Link], list[int]]

    @property
    def in_words(self) -> str:
        """Return how many of which kind went, such as "Alerts: 2, Incidents: 1"."""
        return ", ".join(f"{kind}: {number}" for kind, number in sorted(self.rows.items()))


def erase(file: Customer | Asset, *, batch: str) -> Erased:
    """Delete what is held of the person or property, in the caller's transaction. What the import brings stays.

    :param batch: the reference of a confirmed batch.
    """
    people = [file, *file.merged_from.all()] if isinstance(file, Customer) else []
    return _erase(_keys(_File([each.pk for each in people], [] if people else [file.pk], {})), people, batch)


def erase_beside(rows: QuerySet[Any], *, batch: str) -> Erased:
    """Delete rows that go without their file, in the caller's transaction. Readings are emptied, and their rows stay.

    :param batch: the reference of a confirmed batch.
    """
    keys, model, counts = list(rows.order_by("pk").values_list("pk", flat=True)), rows.model, Counter[str]()
    if issubclass(model, Link):
        disposal.blank(model, keys, batch=batch)
        counts[str(capfirst(model._meta.verbose_name_plural))] = len(keys)
        return Erased(dict(+counts), {model: keys})
    blanked: dict[type[Link], list[int]] = {}
    for some in disposal.in_chunks(keys):
        erased = _erase(_keys(_File([], [], {model: list(some)})), [], batch)
        counts.update(erased.rows)
        blanked = {each: [*blanked.get(each, []), *positions] for each, positions in erased.blanked.items()}
    return Erased(dict(counts), blanked)


def _erase(keys: Keys, people: list[Customer], batch: str) -> Erased:
    """Delete the rows, and what names them. :param people: those of whom the import's row stays, and nothing else."""
    references = [*_references(keys), *(each.reference for each in people)]
    told = {model: len(gone) for model, gone in keys.items() if model is not DisposalItem}  # our own list is no content
    counts = Counter({str(capfirst(model._meta.verbose_name_plural)): number for model, number in told.items()})
    counts["Mails to colleagues"] = _erase_mail(references)
    proved = list(_with_past({**keys, Customer: [each.pk for each in people]}))
    for model, gone in keys.items():
        _erase_rows(model, gone, batch)
    for person in people:
        _leave_what_is_imported(person, batch)
    blanked = _blank_trail(references, [each.reference for each in people], proved, batch)
    return Erased(dict(+counts), blanked)


def _keys(file: _File) -> Keys:
    keys: Keys = {**file.alone}
    for each in PLAN:
        rows = each.model._base_manager.filter(each.rows(file, keys)).order_by("pk")
        keys[each.model] = list(rows.values_list("pk", flat=True))
    return keys


def _references(keys: Keys) -> Iterator[str]:
    """Yield the references by which mail and the trail name the rows."""
    for model, gone in keys.items():
        if issubclass(model, Referenced):
            yield from model._base_manager.filter(pk__in=gone).values_list("reference", flat=True)


# Rows


def _erase_rows(model: type[models.Model], keys: list[int], batch: str) -> None:
    """Delete the rows with their history, and what joins them to others. The database checks at the end what still names them."""
    _note_what_names(model, keys)
    for through, field in joined(model):
        _raw_delete(through, field, keys)
    erase_history(model, keys)
    if getattr(model, "APPEND_ONLY", False):
        disposal.delete(model, keys, batch=batch)
    else:
        _raw_delete(model, "pk", keys)
    records.note(model, keys)


def _note_what_names(model: type[models.Model], keys: list[int]) -> None:
    """Note each row of another table that is joined to one of these: the step proves it as it is without them."""
    for theirs in model._meta.related_objects:
        if isinstance(theirs, models.ManyToManyRel):
            join: Any = theirs.through
            of, to = theirs.field.m2m_field_name(), theirs.field.m2m_reverse_field_name()
            for some in disposal.in_chunks(keys):
                found = join._base_manager.filter(**{f"{to}__in": some})
                records.note(theirs.related_model, found.values_list(f"{of}_id", flat=True))


def joined(model: type[models.Model]) -> Iterator[tuple[Any, str]]:
    """Yield each table that joins rows of the model to others, with the field for the model's row."""
    for mine in model._meta.local_many_to_many:
        yield mine.remote_field.through, mine.m2m_field_name()
    for theirs in model._meta.related_objects:
        if isinstance(theirs, models.ManyToManyRel):
            yield theirs.through, theirs.field.m2m_reverse_field_name()


def erase_history(model: type[models.Model], keys: list[int]) -> None:
    """Delete what the rows were before, and which rows they were joined to then."""
    history, past = _past(model, keys)
    if history is None:
        return
    for relation in history._meta.related_objects:
        _raw_delete(relation.related_model, relation.field.name, past)
    _raw_delete(history, "pk", past)
    records.note(history, past)


def _past(model: type[models.Model], keys: list[int]) -> tuple[Any, list[int]]:
    """Return the table of what the rows were before, or None, with the keys of its rows."""
    history: Any = model.history.model if hasattr(model, "history") else None
    if history is None:
        return None, []
    return history, list(history.objects.filter(**{f"{model._meta.pk.attname}__in": keys}).values_list("pk", flat=True))


def _with_past(keys: Keys) -> Iterator[tuple[type[models.Model], list[int]]]:
    """Yield each table with the keys of its rows, and that of their history with its keys."""
    for model, gone in keys.items():
        yield model, gone
        history, past = _past(model, gone)
        if history is not None:
            yield history, past


def _raw_delete(model: type[models.Model], field: str, keys: list[int]) -> None:
    """Delete the rows without asking what else names them: rows of a file name each other in circles."""
    for some in disposal.in_chunks(keys):
        rows = model._base_manager.filter(**{f"{field}__in": some})
        rows._raw_delete(rows.db)


def _leave_what_is_imported(person: Customer, batch: str) -> None:
    """Empty what we noted of the person, with all earlier versions of the row."""
    person.readers.clear()
    for name, value in OURS.items():
        setattr(person, name, value)
    erase_history(Customer, [person.pk])
    records.save(person, by=None, why=f"Disposed of under {batch}")


# What names the rows


def _erase_mail(references: list[str]) -> int:
    """Delete the mail that names one of the references, a reference that only begins like one left out."""
    found: set[int] = set()
    for reference in references:
        whole = re.compile(rf"(?<![\w-]){re.escape(reference)}(?![\w-])")
        asked = Q(body__contains=reference) | Q(subject__contains=reference)
        for mail in Message.objects.filter(asked).only("subject", "body"):
            if whole.search(f"{mail.subject}\n{mail.body}"):
                found.add(mail.pk)
    _raw_delete(Message, "pk", sorted(found))
    return len(found)


def _blank_trail(
    references: list[str], people: list[str], proved: Iterable[tuple[type[models.Model], list[int]]], batch: str
) -> dict[type[Link], list[int]]:
    """Empty what names one of the references: events and readings.

    The events of the people and the proofs of the rows are emptied too.
    """
    asked: dict[type[Link], list[Q]] = {
        AuditEvent: [*_named("reference", references), *_named("customer", people)],
        ReadEvent: _named("reference", references),
        Proof: [
            Q(of_table=model._meta.db_table, key__in=some)
            for model, keys in proved
            for some in disposal.in_chunks(keys)
        ],
    }
    found = {
        model: sorted(set(chain.from_iterable(_positions(model, each) for each in conditions)))
        for model, conditions in asked.items()
    }
    for model, positions in found.items():
        disposal.blank(model, positions, batch=batch)
    return found


def _named(field: str, references: list[str]) -> list[Q]:
    return [Q(**{f"{field}__in": some}) for some in disposal.in_chunks(references)]


def _positions(model: type[Link], condition: Q) -> Iterable[int]:
    return model._default_manager.filter(condition).order_by().values_list("position", flat=True)
