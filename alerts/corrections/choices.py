"""The answers to the question where the danger of a void report belongs.

The module imports nothing from the project.
"""

from django.db import models


class DangerBelongs(models.TextChoices):
    """D4 The answers to whose the danger of a void report is."""

    ELSEWHERE = "ELSEWHERE", "To another person or address"
    REPORTED = "REPORTED", "To the same person, in another report that stays"
    NOWHERE = "NOWHERE", "Nowhere: there was no such danger"
