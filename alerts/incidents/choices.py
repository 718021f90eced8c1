"""The answers and doubts of the page of a report."""

from django.db import models


class Affected(models.TextChoices):
    """The answers to the question of who was affected."""

    ME = "ME", "I was"
    COLLEAGUE = "COLLEAGUE", "A colleague was, and I report it for them"
    COLLEAGUES = "COLLEAGUES", "Other colleagues were too"
    OTHER = "OTHER", "Somebody else was"
    NOBODY = "NOBODY", "Nobody was"


class DoubtCode(models.TextChoices):
    """P2 The oddities that a reporter is asked to confirm before a report is logged."""

    LONG_AGO = "LONG_AGO"
    CHILD = "CHILD"
    DIED = "DIED"
    FORMER = "FORMER"
    BEFORE = "BEFORE"
    TWICE = "TWICE"
    TWIN = "TWIN"
    RECORD = "RECORD"
    NO_DANGER = "NO_DANGER"
    CONFIDED = "CONFIDED"
    PERSON = "PERSON"
    SAFE_HOME = "SAFE_HOME"
    PLACE = "PLACE"
