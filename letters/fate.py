"""Tell what became of a letter that did not reach the customer: it came back, or they say that they never had it (§9).

Neither starts a time to appeal, so both end in the same status. What the customer said is kept with the letter's answers.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models


class Fate(models.TextChoices):
    """P9a The fate of a letter that did not reach the customer."""

    CAME_BACK = "CAME_BACK", "It came back to us"
    NEVER_HAD = "NEVER_HAD", "The customer says that they never had it"


def never_had(answers: Iterable[dict[str, Any]]) -> bool:
    """P9a Return whether the customer said that they never had the letter with these answers."""
    return any(kept.get("code") == Fate.NEVER_HAD for kept in answers)


def came_back(returned_on: date | None, answers: Iterable[dict[str, Any]]) -> bool:
    """P9a Return whether the letter is with us again, so that nobody read it. What they say they never had may still come."""
    return returned_on is not None and not never_had(answers)


def kept(fate: str, said: str, *, by: object, on: date) -> list[dict[str, Any]]:
    """P9a Return what the letter keeps of its fate: what the customer said, or nothing where it came back."""
    if fate != Fate.NEVER_HAD:
        return []
    return [
        {"code": fate, "asked": Fate.NEVER_HAD.label, "said": said, "about": [], "by": str(by), "on": on.isoformat()}
    ]
