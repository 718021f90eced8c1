"""The answers to the questions whose the danger of a report is, and where that of a void one belongs.

The module imports nothing from the project.
"""

from django.db import models


class DangerBelongs(models.TextChoices):
    """D4 The answers to whose the danger of a void report is."""

    ELSEWHERE = "ELSEWHERE", "To another person or address"
    REPORTED = "REPORTED", "Another report that stays tells of it"
    NOWHERE = "NOWHERE", "Nowhere: there was no such danger"


class DangerFrom(models.TextChoices):
    """D4 The answers to whose the danger is that a report tells of, where it names a person."""

    NAMED = "NAMED", "The person named, or their dog"
    THERE = "THERE", "Somebody else who lives or stays there, or their dog"
    UNKNOWN = "UNKNOWN", "Not known"
