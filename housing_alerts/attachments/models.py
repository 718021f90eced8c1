"""A photo or file that belongs to a record, and its bytes."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from housing_alerts.attachments.choices import AttachmentKind
from housing_alerts.kernel.audit.models import DELETED
from housing_alerts.kernel.records.models import Referenced


class Attachment(Referenced):
    """One photo or file. ``name`` is its sender's name for it, to be read; on disk its name is its reference.

    ``subject`` is any :class:`Attachable` record. Whoever may see the record may see its files.
    """

    PREFIX = "AT"
    CONTENT_TYPES = {
        AttachmentKind.JPEG: "image/jpeg",
        AttachmentKind.PNG: "image/png",
        AttachmentKind.PDF: "application/pdf",
    }
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    if TYPE_CHECKING:
        subject: "Attachable"
    else:
        subject = GenericForeignKey("subject_type", "subject_id")
    name = models.CharField("what its sender called it", max_length=100)
    kind = models.CharField(max_length=4, choices=AttachmentKind.choices)
    size = models.PositiveIntegerField("bytes")
    sha256 = models.CharField("SHA-256 of the bytes", max_length=64)
    taken_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_off_on = models.DateField(null=True, blank=True)
    taken_off_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_off_by__isnull=True, taken_off_on__isnull=True, taken_off_reason="")
                | Q(taken_off_by__isnull=False, taken_off_on__isnull=False) & ~Q(taken_off_reason=""),
                name="attachment_taken_off_by_on_and_why_together",
            )
        ]

    @property
    def file_name(self) -> str:
        """The name under which the file is saved: our name, whatever the sender's was."""
        return f"{self.reference}.{self.kind.lower()}"

    @property
    def content_type(self) -> str:
        """The media type of the bytes, as found from their content."""
        return self.CONTENT_TYPES[AttachmentKind(self.kind)]


class AttachedBytes(models.Model):
    """The bytes of a photo or file as they are kept. Written once."""

    APPEND_ONLY = True
    DISPOSED_OF = DELETED

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="bytes")
    content = models.BinaryField()

    class Meta:
        verbose_name_plural = "attached bytes"

    def __str__(self) -> str:
        return f"Bytes of {self.attachment.reference}"


class Attachable(Referenced):
    """A record that can hold photos and files. The steps of its app say who may attach a file, and who may take it off."""

    attachments = GenericRelation(
        Attachment,
        content_type_field="subject_type",
        object_id_field="subject_id",
        related_query_name="%(class)s",
    )

    class Meta:
        abstract = True

    @property
    def files(self) -> list[Attachment]:
        """P11a The files on the record that were not taken off."""
        return [one for one in self.attachments.all() if one.taken_off_on is None]

    @property
    def files_removed(self) -> list[Attachment]:
        """P11a The files that were taken off, with the reason."""
        return [one for one in self.attachments.all() if one.taken_off_on]

    @property
    def files_in_words(self) -> str:
        """The files on the record as a document names them, one on each line."""
        return "\n".join(f"{one.name} ({one.reference})" for one in self.files)
