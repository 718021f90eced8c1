"""Passwords that are soon guessed, beside those of Django's list of common ones."""

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

if TYPE_CHECKING:
    from .models import Colleague

OURS = ("contact", "management", "housing", "alerts", "alert", "teign", "templer", "homebuild")
"""Words that stand on every page of the service."""
LONGEST = 72
"""Characters that are judged: more take long, and cannot make a password worse."""
STRONG = 3
"""Of 0 to 4: 100 million guesses or more."""


class HardToGuess:
    """Refuse what a program guesses soon that knows common words, names, dates, keyboards, and repetitions.

    The service's own words and the colleague's names count for nothing.
    """

    def validate(self, password: str, user: "Colleague | None" = None) -> None:
        """:raises ValidationError: where it is soon guessed."""
        known = sorted({*OURS, *_names(user)}, key=len, reverse=True)
        left = re.sub("|".join(map(re.escape, known)), "", password, flags=re.IGNORECASE)
        if min(_score(password), _score(left)) < STRONG:
            raise ValidationError(
                "This password is easy to guess. Use three or four words that have nothing to do with each other, "
                "with you or with us.",
                code="easy_to_guess",
            )

    def get_help_text(self) -> str:
        return "It must not be easy to guess, such as 123456789012 or the name of this service."


def _score(password: str) -> int:
    return int(zxcvbn(password[:LONGEST])["score"]) if password else 0


def _names(user: "Colleague | None") -> list[str]:
    """The words of the colleague's names that are long enough to mean them."""
    if user is None:
        return []
    words = re.findall(r"\w+", f"{user.username} {user.first_name} {user.last_name} {user.email}")
    return [word.casefold() for word in words if len(word) > 2]
