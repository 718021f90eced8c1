"""The answer of whoever places a second marker on a person."""

from django.db import models


class AnotherMarker(models.TextChoices):
    """D4 The fate of a person's existing marker when another is placed: changed, or kept beside the new one."""

    CHANGE = "CHANGE", "Change it: what you choose here takes its place"
    BESIDE = "BESIDE", "Leave it as it is: both are in force"
