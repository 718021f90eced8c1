"""The answers of the page of a report."""

from django.db import models


class Affected(models.TextChoices):
    """The answers to the question of who was affected."""

    ME = "ME", "I was"
    COLLEAGUE = "COLLEAGUE", "A colleague was, and I report it for them"
    COLLEAGUES = "COLLEAGUES", "Other colleagues were too"
    OTHER = "OTHER", "Somebody else was"
    NOBODY = "NOBODY", "Nobody was"
