"""What hangs on a customer's file, whatever its app: the rows that a merge moves, and what rests on what."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from alerts.models import Condition
from appeals.models import Appeal
from housing_alerts.customers.models import Customer, EmergencyAccess, Merge, Representative
from housing_alerts.kernel.records.models import Record, Referenced

STAYS = (EmergencyAccess, Merge)
"""What is of the file that it names, and of no other: who opened it, and what was merged when."""


def relations() -> list[tuple[type[models.Model], str]]:
    """Every model with a person in it, and the field that says who; those of apps to come included."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in Customer._meta.related_objects
        if isinstance(relation.field, models.ForeignKey) and relation.related_model not in STAYS
    ]
    return sorted(found, key=lambda each: (each[0]._meta.label, each[1]))


def belongings(customer: Customer) -> Iterator[tuple[str, Any]]:
    """Each row that is the customer's, with the field that says so."""
    for model, field in relations():
        for row in model._default_manager.filter(**{field: customer}).order_by("pk"):
            yield field, row


def is_case(row: models.Model) -> bool:
    """Whether it is part of a case, and no fact of the person alone."""
    return isinstance(row, Referenced) and not isinstance(row, Customer)


def named(row: models.Model) -> str:
    """What it is and its reference, as people say it: "alert CM-2026-00001"; of what has none, its own words."""
    if isinstance(row, Referenced):
        return f"{row._meta.verbose_name} {row.reference}"
    words = str(row)
    return words[0].lower() + words[1:]


def acted_for(customer: Customer) -> Iterator[tuple[Any, Representative | None]]:
    """Each alert and appeal of the customer that names somebody who acts for them, with whom."""
    for condition in Condition.objects.filter(alert__customer=customer, representative__isnull=False):
        yield condition.alert, condition.representative
    for appeal in Appeal.objects.filter(customer=customer, representative__isnull=False):
        yield appeal, appeal.representative


def rests_on(row: Record) -> Iterator[Record]:
    """Every record from which this one follows, directly or through others. Whom it is about is none of them."""
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
    """Reference data, people and places tie no case to another."""
    return isinstance(model, type) and issubclass(model, Record) and model._meta.app_label != Customer._meta.app_label
