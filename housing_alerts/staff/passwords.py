"""Refuse passwords that are easy to guess, beyond Django's list of common ones."""

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

if TYPE_CHECKING:
    from .models import Colleague

OURS = ("contact", "management", "housing", "alerts", "alert", "teign", "templer", "homebuild")
"""Words that stand on every page of the service, and so make a password no harder to guess."""
LONGEST = 72
"""The number of characters that are judged. More take long to judge, and cannot make a password worse."""
STRONG = 3
"""The least score that is accepted, from 0 to 4: it means 100 million guesses or more."""


class HardToGuess:
    """Refuse a password that a program guesses soon from common words, names, dates, keyboard patterns and repetitions.

    The service's own words and the colleague's names count for nothing.
    """

    def validate(self, password: str, user: "Colleague | None" = None) -> None:
        """Check the password.

        :raises ValidationError: if it is easy to guess.
        """
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
    """List the words of the colleague's names that are long enough to identify them."""
    if user is None:
        return []
    words = re.findall(r"\w+", f"{user.username} {user.first_name} {user.last_name} {user.email}")
    return [word.casefold() for word in words if len(word) > 2]
