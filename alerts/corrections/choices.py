"""The answers to the question whose the danger of a report is. The module imports nothing from the project."""

from django.db import models


class DangerFrom(models.TextChoices):
    """D4 The answers to whose the danger is that a report tells of, where it names a person."""

    NAMED = "NAMED", "The person named, or their dog"
    THERE = "THERE", "Somebody else who lives or stays there, or their dog"
    UNKNOWN = "UNKNOWN", "Not known"
