"""One load of contacts from another system."""

from django.db import models

from housing_alerts.kernel.records.models import Referenced
from monitoring.choices import ContactSource


class ContactLoad(Referenced):
    """P12 A load of contacts, by its counts alone: lines that match nobody are kept nowhere."""

    PREFIX = "CL"
    source = models.CharField("where they come from", max_length=10, choices=ContactSource.choices)
    created = models.PositiveIntegerField("contacts that are new")
    unchanged = models.PositiveIntegerField("contacts that were there already")
    unmatched = models.PositiveIntegerField("lines that match no customer")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "load of contacts"
        verbose_name_plural = "loads of contacts"
