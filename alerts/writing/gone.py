"""Say what it means that an alert is gone, and whether that is good news (E2, E3, §8)."""

from datetime import date

from alerts.alert.models import Alert
from alerts.choices import EndedBecause
from housing_alerts.kernel import procedure

from . import beside, measures

NO_LONGER = "What the “{}” alert asked of you and of us has ended."
"""E2 P8b The words for an alert that is gone, where not everything is as before."""
AND_THE_REST = "Everything else that came with this alert has ended too."
"""E2 P8b The words for what an alert asked beside the words of its type."""


def removal_words(alert: Alert, *, on: date, listed: bool = False) -> str:
    """E2 P8b Say what the removal means. Where something else is about the same matter, not everything is as before.

    It names last each other alert that stays and that the customer was told of. It mentions no other, no interim marker and no
    open report.
    :param on: the day the letter is sent.
    :param listed: whether the letter lists what ended beside the words of the type.
    """
    fits = not measures.still_asked(alert, on=on)
    if fits and measures.words_on_contact_fit(alert) and not _lets_nobody_off(alert):
        more = measures.that_applied(alert)[1:] if alert.type.needs_conditions else measures.that_applied(alert)
        rest = AND_THE_REST if more and not listed else ""
        over = f"{alert.type.consequence_removed} {rest}"
    else:
        over = NO_LONGER.format(alert.type.name)
    return f"{over.strip()} {measures.which_stay(beside.known_beside(alert))}".strip()


def _lets_nobody_off(alert: Alert) -> bool:
    """P8b Return whether the alert is about a dog that may have died, or that nobody ever had.

    Only a removal between reviews says that there is a dog, and that it is less of a risk.
    """
    less = alert.ended_because == EndedBecause.RISK_REDUCED and alert.removed_between_reviews()
    return is_of_dog(alert) and not less


def is_good_news(alert: Alert) -> bool:
    """P8b Return whether the risk became less, and no dog may have died: only then a letter is pleased."""
    return alert.ended_because == EndedBecause.RISK_REDUCED and not _lets_nobody_off(alert)


def is_of_dog(alert: Alert) -> bool:
    """E1 Return whether the alert is about a dog."""
    return alert.type.code == procedure.DANGEROUS_DOGS
