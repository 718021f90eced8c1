"""Find the records that belong to a customer's file, in any app: those that a merge moves, and those they follow from."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from alerts.models import Condition
from appeals.models import Appeal
from housing_alerts.customers.models import Customer, EmergencyAccess, Merge, Pair, Representative
from housing_alerts.kernel.records.models import Record, Referenced
from housing_alerts.kernel.records.parts import not_empty
from monitoring.models import Characteristic

STAYS = (Characteristic, EmergencyAccess, Merge, Pair)
"""The models whose rows stay with the file they name: they say who opened it, which files were merged or found alike,
and what each said of itself: that is read through the file that was kept (decision 88)."""


def relations() -> list[tuple[type[models.Model], str]]:
    """List every model that names a customer, with the field that does; models added later are found too."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in Customer._meta.related_objects
        if isinstance(relation.field, models.ForeignKey) and relation.related_model not in STAYS
    ]
    return sorted(found, key=lambda each: (each[0]._meta.label, each[1]))


def belongings(customer: Customer) -> Iterator[tuple[str, Any]]:
    """Yield each row that is the customer's, with the field that names the customer."""
    asked = [(field, model._default_manager.filter(**{field: customer}).order_by("pk")) for model, field in relations()]
    there = not_empty([found for _, found in asked])
    yield from ((field, row) for number, (field, found) in enumerate(asked) if number in there for row in found)


def is_case(row: models.Model) -> bool:
    """Return whether the row is part of a case, and not a fact about the person alone."""
    return isinstance(row, Referenced) and not isinstance(row, Customer)


def named(row: models.Model) -> str:
    """Return its kind and reference, such as "alert CM-2026-00001", or its own words where it has no reference."""
    if isinstance(row, Referenced):
        return f"{row._meta.verbose_name} {row.reference}"
    words = str(row)
    return words[0].lower() + words[1:]


def acted_for(customer: Customer) -> Iterator[tuple[Any, Representative | None]]:
    """Yield each alert and appeal of the customer that names a representative, with that representative."""
    for condition in Condition.objects.filter(alert__customer=customer, representative__isnull=False):
        yield condition.alert, condition.representative
    for appeal in Appeal.objects.filter(customer=customer, representative__isnull=False):
        yield appeal, appeal.representative


def rests_on(row: Record) -> Iterator[Record]:
    """Yield every record from which this one follows, directly or through others. The person is not among them."""
    waiting, met = [row], {row}
    while waiting:
        for other in _named_by(waiting.pop()):
            if other not in met:
                met.add(other)
                waiting.append(other)
                yield other


def _named_by(row: Record) -> Iterator[Any]:
    fields = [field for field in row._meta.get_fields() if not (field.auto_created or field.one_to_many)]
    for field in fields:
        if isinstance(field, models.ManyToManyField):
            others = list(getattr(row, field.name).all()) if _is_of_a_case(field.related_model) else []
        elif isinstance(field, GenericForeignKey) or _is_of_a_case(field.related_model):
            others = [getattr(row, field.name)]
        else:
            others = []
        yield from (other for other in others if other is not None)


def _is_of_a_case(model: object) -> bool:
    """Return whether the model's rows tie cases together. Reference data, people and places do not."""
    return isinstance(model, type) and issubclass(model, Record) and model._meta.app_label != Customer._meta.app_label
