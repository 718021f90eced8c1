"""The merging of two files of one person, with everything that is needed to undo it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from housing_alerts.kernel.records.models import Record

from .people import Customer


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> "MergeQuerySet":
        """Return the merges that nobody undid."""
        return self.filter(undone_on__isnull=True)


class Merge(Record):
    """P11a The merging of two files of one person: ``merged`` became a pointer to ``kept``.

    ``moved`` names each row that moved, with the version it had then: model, the field that holds the customer, key, version.
    ``changed`` holds what the merge, and each import since, changed in the two people: the values before and after. Places in
    tenancies are not among either: each says under which reference it stands.
    """

    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merged_by")
    on = models.DateField()
    reason = models.TextField()
    moved = models.JSONField(default=list)
    changed = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = models.TextField(blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "merge of two files"
        verbose_name_plural = "merges of two files"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_on__isnull=True), name="merged_into_one_person_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_is_of_two_files"),
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True, undone_by__isnull=True, undone_reason="")
                | Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_reason=""),
                name="merge_undone_by_and_on_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} merged into {self.kept.reference}"

    @property
    def reference(self) -> str:
        """The reference that now points to the kept file."""
        return self.merged.reference

    @property
    def customer(self) -> Customer:
        """The customer to whose file the merge belongs."""
        return self.kept

    def was_undone_after(self, moment: datetime) -> bool:
        """Return whether the two files were one at that moment, and are two again."""
        return self.undone_on is not None and self.created_at < moment < self.changed_at

    def own_fact(self, name: str) -> object:
        """Return a fact of the kept file without what it took from the other one, where that stands unchanged."""
        fact, field = getattr(self.kept, name), Customer._meta.get_field(name)
        assert isinstance(field, models.Field)  # a merge changes only plain fields of a person
        before, made = self.changed["kept"].get(name, [fact, fact])
        own: object = field.to_python(before) if field.to_python(made) == fact else fact
        return own

    def moved_of(self, model: type[models.Model]) -> set[int]:
        """Return the keys of the moved rows of that model."""
        return {pk for label, _, pk, _ in self.moved if label == model._meta.label}

    def rows_moved(self) -> Iterator[tuple[str, Any, int]]:
        """Yield each moved row: the field that holds the customer, the row as it is now, and its version at the merge."""
        by_model: dict[str, list[list[Any]]] = {}
        for label, field, pk, version in self.moved:
            by_model.setdefault(label, []).append([field, pk, version])
        for label, rows in by_model.items():
            found = apps.get_model(label)._default_manager.in_bulk([pk for _, pk, _ in rows])
            yield from ((field, found[pk], version) for field, pk, version in rows)
