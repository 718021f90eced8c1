"""Every code of the comparison with Cx, with the words that people read."""

from django.db import models


class Side(models.TextChoices):
    """P11a The kinds of row, in the order in which they are listed."""

    OURS = "OURS", "Here, not in Cx"
    THEIRS = "THEIRS", "In Cx, not here"
    DIFFER = "DIFFER", "Differs"


class Fact(models.TextChoices):
    """P11a The facts of an alert that both systems hold."""

    TYPE = "TYPE", "Type"
    FROM = "FROM", "Effective from"
    UNTIL = "UNTIL", "Effective to"
    PERIOD = "PERIOD", "Review period"
    REVIEWED = "REVIEWED", "Latest review completed"
    DUE = "DUE", "Review due"


class Answer(models.TextChoices):
    """P11a The answers to one row."""

    ENTER = "ENTER", "Cx must be changed"
    HERE = "HERE", "It is wrong here"
    RIGHT = "RIGHT", "It is right as it is"
