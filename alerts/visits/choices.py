"""The answers to whether a team may go to a place."""

from django.db import models


class Verdict(models.TextChoices):
    """The answer of one control to who goes."""

    FAILS = "FAILS", "Fails"
    PASSES = "PASSES", "Passes"
    FIRST = "FIRST", "Before you go"
    THERE = "THERE", "At the door"

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return {Verdict.FAILS: "red", Verdict.PASSES: "green", Verdict.FIRST: "orange"}.get(self, "blue")


class Go(models.TextChoices):
    """The answer for a whole place, the hardest first."""

    STOP = "STOP", "Stop"
    FIRST = "FIRST", "Something first"
    TOLD = "TOLD", "Go as it says"
    PLAIN = "PLAIN", "No alert"

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return {Go.STOP: "red", Go.FIRST: "orange", Go.TOLD: "yellow"}.get(self, "grey")
