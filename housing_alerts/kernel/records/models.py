"""The base of every record, the counter for its references, and counts of events within a period."""

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django_fsm import FSMFieldMixin
from simple_history.models import HistoricalRecords

T = TypeVar("T")


def existing(value: T | None, why: str) -> T:
    """Return the value, which may be empty in the table but is not here.

    :param why: the rule that guarantees the value.
    :raises LookupError: if it is empty all the same.
    """
    if value is None:
        raise LookupError(f"A value is missing that must be there: {why}")
    return value


class ReferenceSeries(models.Model):
    """The last number used for a prefix in a year, so that no reference is ever used twice."""

    prefix = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_series_per_prefix_and_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"


class Count(models.Model):
    """The number of times that something happened since its period began. ``key`` names nobody (:mod:`.counting`)."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Record(models.Model):
    """A row with a history: its author, the author of its last change, and how often it was changed.

    A form shows ``version`` and a service compares it, so that nobody decides on a record they did not see. ``changed_by`` and
    ``changed_at`` let a refusal say who was quicker; no rule reads the history tables.
    """

    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    history = HistoricalRecords(inherit=True, history_change_reason_field=models.TextField(null=True))

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again, its protected status included.

        A protected state refuses to be set, and the library's own mixin leaves it unprotected for the whole process when the read
        fails. So the state is taken out of the instance first, and put back if it was not read.
        """
        self._held = {
            field.attname: self.__dict__.pop(field.attname)
            for field in self._meta.concrete_fields
            if isinstance(field, FSMFieldMixin) and field.attname in self.__dict__
        }
        try:
            super().refresh_from_db(*args, **kwargs)
        finally:
            for name, value in self.__dict__.pop("_held").items():
                self.__dict__.setdefault(name, value)

    def get_deferred_fields(self) -> set[str]:
        """Return the fields that were not loaded. A state that is being read again does not count, so that it is read."""
        return super().get_deferred_fields() - self.__dict__.get("_held", {}).keys()


class Referenced(Record):
    """A record that people name by a reference, such as IN-2026-00001."""

    PREFIX: ClassVar[str]
    reference = models.CharField(max_length=20, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference
