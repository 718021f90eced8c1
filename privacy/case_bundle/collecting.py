"""The bundle of one case: every row of the file, as items in plain words, with its letters, photos and files."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet

from alerts.models import Action, Alert, Condition, Discussion, Incident, Investigation, Marker, Review
from appeals.models import Appeal
from housing_alerts.attachments.models import Attachable, Attachment
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.records.models import Referenced
from letters.models import IssuedPdf, Letter
from privacy.bundle import collecting
from privacy.bundle.collecting import Item
from privacy.bundle.held import HELD

OF_THE_CASE: dict[type[models.Model], tuple[str, ...]] = {
    Incident: ("investigations",),
    Action: ("investigation", "incident__investigations"),
    Marker: ("incident__investigations",),
    Investigation: ("pk",),
    Discussion: ("investigation",),
    Alert: ("investigation",),
    Condition: ("alert__investigation",),
    Review: ("alert__investigation",),
    Appeal: ("alert__investigation", "action__investigation"),
}
"""The tables of a case, each with the paths from a row to the file, in the order of the bundle."""
_HELD = {each.model: each for each in HELD}
_Rows = dict[type[models.Model], QuerySet[Any]]


def collect_case(file: Investigation) -> list[Item]:
    """Return everything on the file: its records with their history, letters, photos and files, and the trail."""
    rows = _rows(file)
    letters = Letter.objects.filter(_about(rows, Letter)).order_by("pk")
    known = references(file)
    found = [item for model, found in rows.items() for item in collecting.items(_HELD[model], found)]
    found += collecting.items(_HELD[Letter], letters)
    found += collecting.issued(_HELD[IssuedPdf], IssuedPdf.objects.filter(letter__in=letters).order_by("pk"))
    found += collecting.attached(_HELD[Attachment], Attachment.objects.filter(_about(rows, Attachable)).order_by("pk"))
    steps = AuditEvent.objects.filter(reference__in=known).order_by("position")
    readings = ReadEvent.objects.filter(reference__in=known, again=False).order_by("position")
    found += collecting.together(_HELD[AuditEvent], "Steps that were taken", steps)
    found += collecting.together(_HELD[ReadEvent], "Who read it, by role", readings)
    return found


def references(file: Investigation) -> list[str]:
    """Return the references of the file and of all records on it, its letters among them."""
    rows = _rows(file)
    named = [found for model, found in rows.items() if issubclass(model, Referenced)]
    named.append(Letter.objects.filter(_about(rows, Letter)))
    return sorted({one for found in named for one in found.values_list("reference", flat=True)})


def _rows(file: Investigation) -> _Rows:
    return {model: _of(model, paths, file) for model, paths in OF_THE_CASE.items()}


def _of(model: type[models.Model], paths: tuple[str, ...], file: Investigation) -> QuerySet[Any]:
    found = Q()
    for path in paths:
        found |= Q(**{path: file.pk})
    keys = model._default_manager.filter(found).values("pk")
    return model._default_manager.filter(pk__in=keys).order_by("pk")


def _about(rows: _Rows, kind: type[Any]) -> Q:
    """Return the condition for letters or files on these rows: of each table that can bear one."""
    return Q(*_each_about(rows, kind), _connector=Q.OR)


def _each_about(rows: _Rows, kind: type[Any]) -> Iterator[Q]:
    for model, found in rows.items():
        if kind is Letter or issubclass(model, kind):
            keys = found.order_by().values("pk")
            yield Q(subject_type=ContentType.objects.get_for_model(model), subject_id__in=keys)
