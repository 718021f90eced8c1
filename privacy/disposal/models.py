"""A disposal batch, the files in it, and what stands in the place of each file that went."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Record, Referenced
from housing_alerts.staff.models import Colleague
from privacy.choices import BatchStatus, FileKind, Keeping

from . import permissions
from .machine import OPEN, DisposalBatchMachine

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from privacy.retention.policies import Key


class DisposalBatchQuerySet(models.QuerySet["DisposalBatch"]):
    def visible_to(self, colleague: Colleague) -> "DisposalBatchQuerySet":
        """P13a Return all for the Data Protection Officer and the Heads of Service, and none for anybody else."""
        return self.all() if permissions.may_see(colleague) else self.none()

    def confirmed(self) -> "DisposalBatchQuerySet":
        """Return the batches whose files go at the next run of the command, the oldest first."""
        return self.filter(status=BatchStatus.CONFIRMED).order_by("pk")

    def open(self) -> "DisposalBatchQuerySet":
        """Return the batches that wait for a Head or for the command."""
        return self.filter(status__in=OPEN)


class DisposalBatch(DisposalBatchMachine, Referenced):
    """P13a Files that are disposed of together. ``created_by`` is the colleague who proposed it.

    It names nobody, because it stays when the files are gone.
    """

    PREFIX = "DB"
    beside_until = models.DateField("goes beside the files what was due on", null=True, blank=True)

    objects = DisposalBatchQuerySet.as_manager()

    if TYPE_CHECKING:
        items: RelatedManager["DisposalItem"]
        tombstones: RelatedManager["Tombstone"]

    class Meta:
        verbose_name = "disposal batch"
        verbose_name_plural = "disposal batches"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False) & ~Q(confirmed_by=F("created_by")),
                name="disposal_confirmed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[BatchStatus.CONFIRMED, BatchStatus.EXECUTED]) | Q(confirmed_by__isnull=False),
                name="disposal_is_confirmed_before_it_is_executed",
            ),
            models.CheckConstraint(
                condition=Q(stopped_by__isnull=True, stopped_on__isnull=True, stopped_reason="")
                | Q(stopped_by__isnull=False, stopped_on__isnull=False) & ~Q(stopped_reason=""),
                name="disposal_stopped_by_on_and_why_together",
            ),
        ]

    def remaining(self) -> "DisposalItemQuerySet":
        """Return the files of the batch that nobody took out."""
        return DisposalItem.objects.remaining().filter(batch=self)

    def gone(self) -> "models.QuerySet[Tombstone]":
        """Return the mark of each file that went, without what lay beside the files."""
        return self.tombstones.exclude(kind=FileKind.BESIDE)


class DisposalItemQuerySet(models.QuerySet["DisposalItem"]):
    def remaining(self) -> "DisposalItemQuerySet":
        """Return the files that nobody took out."""
        return self.filter(taken_out_on__isnull=True)

    def waiting(self) -> "DisposalItemQuerySet":
        """Return the files that are in an open batch, so that they are in no other."""
        return self.remaining().filter(batch__status__in=OPEN)


class DisposalItem(Record):
    """P13a One file in a batch. It goes with its file; of a file that stays it says why."""

    batch = models.ForeignKey(DisposalBatch, on_delete=models.PROTECT, related_name="items")
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="disposal_items"
    )
    asset = models.ForeignKey(
        Asset, verbose_name="property", on_delete=models.PROTECT, null=True, blank=True, related_name="disposal_items"
    )
    keeping = models.CharField("what it is", max_length=15, choices=Keeping.choices)
    since = models.DateField("the day from which its period ran")
    due_on = models.DateField("due from")
    taken_out_on = models.DateField(null=True, blank=True)
    taken_out_reason = models.TextField("why it was taken out", blank=True)
    left_out = models.TextField("why it was left out when the others went", blank=True)

    objects = DisposalItemQuerySet.as_manager()

    class Meta:
        verbose_name = "file in a disposal batch"
        verbose_name_plural = "files in disposal batches"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False, asset__isnull=True) | Q(customer__isnull=True, asset__isnull=False),
                name="disposal_of_a_person_or_a_property",
            ),
            models.CheckConstraint(
                condition=Q(taken_out_on__isnull=True, taken_out_reason="")
                | Q(taken_out_on__isnull=False) & ~Q(taken_out_reason=""),
                name="disposal_taken_out_on_and_why_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_reference} in {self.batch}"

    @property
    def file(self) -> Customer | Asset:
        """The person or the property whose file it is."""
        found = self.customer or self.asset
        assert found is not None  # the constraint: one of the two
        return found

    @property
    def key(self) -> "Key":
        """The model and key of the file, as the list of what is due names it."""
        return str(self.file._meta.model_name), self.file.pk

    @property
    def subject_reference(self) -> str:
        """The reference of the person or property."""
        return self.file.reference


class Tombstone(models.Model):
    """P13a The mark in the place of a file that went, or of what lay beside the files.

    It says what went and by which rule, and names nobody.
    """

    APPEND_ONLY = True

    batch = models.ForeignKey(DisposalBatch, on_delete=models.PROTECT, related_name="tombstones")
    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField("what it was", max_length=10, choices=FileKind.choices)
    keeping = models.CharField("by which period", max_length=15, choices=Keeping.choices)
    due_on = models.DateField("due from")
    went = models.TextField("how much of what went")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
