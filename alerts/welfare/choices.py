"""The ways to ask a colleague how they are, with the words that people read."""

from django.db.models import TextChoices


class AskedHow(TextChoices):
    """P2 The ways in which an affected person was asked how they are."""

    IN_PERSON = "IN_PERSON", "In person"
    TELEPHONE = "TELEPHONE", "By telephone"
    VIDEO = "VIDEO", "By video call"
    MESSAGE = "MESSAGE", "By message"
