"""The reasons why a Lead is asked about an alert, and why nobody is told of one."""

from django.db.models import TextChoices

from alerts.choices import WithholdCode


class Departure(TextChoices):
    """Why a Lead is asked whether an alert is still needed."""

    DIED = "DIED", "Has died"
    LEFT = "LEFT", "Keeper has left"
    NO_HOME = "NO_HOME", "No home known"
    LET_AGAIN = "LET_AGAIN", "Let again"
    MOVED_AWAY = "MOVED_AWAY", "Household moved away"
    OTHERS_STAYED = "OTHERS_STAYED", "Others of the home stayed"
    OVER = "OVER", "Conditions are over"


AT_A_HOME = "It is about the home and names nobody, so there is nobody to write to"
"""P7c Why nobody is told of an alert on a home, also where we know who lives there."""
NO_LETTER_HOME = (
    "It is about the home and names nobody. So no letter goes to anybody who lives there, also where we know them: it would "
    "tell each of what one may have done. If it is known who did it, name them in the report: they are told of an alert on them, "
    "and can appeal. If a resident asks, the responsible Lead tells them of this one, unless that could harm somebody, and "
    "reviews it."
)
"""P7c What is done about telling those who live there, where an alert on a home is decided on."""


def ground_in_words(code: str, *, known: bool) -> str:
    """P7c Return the ground on which nobody is told, in words that are true of the case.

    :param known: whether the alert names a customer. There is nobody to tell of it either, once that one has died.
    """
    if code == WithholdCode.NOBODY_KNOWN:
        return "The customer has died, so there is nobody to tell" if known else AT_A_HOME
    if code == WithholdCode.HARM_TO_CUSTOMER:
        home = "the customer, or to somebody else at home" if known else "somebody who lives there"
        return f"Informing would raise the risk of harm to {home}"
    return str(WithholdCode(code).label) if code else ""
