"""Audit events and the read log. Both name a record by its reference, as text."""

from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One step, written in the transaction of the step."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    acting_as = models.CharField(max_length=200, blank=True, help_text="The colleague's roles at that moment.")
    action = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, db_index=True)
    customer = models.CharField("customer's reference", max_length=40, blank=True, db_index=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "audit event"

    def __str__(self) -> str:
        return f"{self.action} {self.reference}"


class ReadEvent(models.Model):
    """One opening of a page or file with sensitive content."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField(max_length=200, blank=True)
    opened = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "read event"

    def __str__(self) -> str:
        return f"{self.opened} {self.reference}"
