"""Say what it means that an alert is gone, and whether that is good news (E2, E3, §8)."""

from datetime import date

from alerts.alert.models import Alert
from alerts.choices import EndedBecause
from housing_alerts.kernel import procedure

from . import beside, measures

NO_LONGER = "The “{}” alert no longer applies."
"""E2 P8b The words for an alert that is gone, where not everything is as before."""


def removal_words(alert: Alert, *, on: date) -> str:
    """E2 P8b Say what the removal means. Where something else is about the same matter, not everything is as before.

    It names each other alert that stays and that the customer was told of. It mentions no other, no interim marker and no open
    report.
    :param on: the day the letter is sent.
    """
    others = beside.same_matter(alert)
    known = [each for each in beside.others(alert) if beside.customer_knows(each)]
    fits = not (others or measures.asked_otherwise(alert, on=on)) and measures.words_on_contact_fit(alert)
    over = alert.type.consequence_removed if fits and not _lets_nobody_off(alert) else NO_LONGER.format(alert.type.name)
    if not known:
        return over
    stay, them = ("alert stays", "it") if len(known) == 1 else ("alerts stay", "them")
    names = " and ".join(f"“{each.type.name}”" for each in known)
    return f"{over} The {names} {stay} on your record. This letter changes nothing about {them}."


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
