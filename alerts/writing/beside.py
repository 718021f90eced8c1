"""Find the alerts beside an alert: the customer's others about the same matter, and the limits they know of."""

from datetime import date
from typing import TYPE_CHECKING, Any

from alerts.choices import CONTACT, ConditionKind, Control, Informing
from alerts.conditions.models import Condition
from letters.choices import LetterStatus
from letters.models import Letter

if TYPE_CHECKING:
    from alerts.actions.models import Action
    from alerts.alert.models import Alert


def customer_knows(alert: "Alert") -> bool:
    """P7c Return whether a letter on another matter may speak of it: the customer was told, and nobody withheld it since."""
    return alert.informing == Informing.INFORM and alert.told_by_letter()


def customer_knows_by(alert: "Alert", *, on: date) -> bool:
    """P5 Return whether the customer knows of it now, or will by that day from an issued letter."""
    if customer_knows(alert):
        return True
    issued = Letter.objects.filter(kind__in=alert.TOLD_BY, status=LetterStatus.ISSUED, planned_on__lte=on)
    return alert.informing == Informing.INFORM and issued.about(alert, *alert.reviews.all()).exists()


def limits_contact(alert: "Alert", *, on: date) -> bool:
    """P5 Return whether the customer may contact us in some ways only, on that day or from a later one."""
    return not alert.stayed(on=on) and has_limits_on_contact(alert, on=on)


def has_limits_on_contact(alert: "Alert", *, on: date) -> bool:
    """P5 Return whether a condition says how the customer may contact us, also while an appeal suspends it."""
    return alert.limits(on=on).filter(kind__in=Condition.OF_CONTACT).exists()


def limits_what_they_say(alert: "Alert", *, on: date) -> bool:
    """P5 Return whether the customer may contact us, or complain, in some ways only."""
    kinds = (*Condition.OF_CONTACT, ConditionKind.COMPLAINTS)
    return not alert.stayed(on=on) and alert.limits(on=on).filter(kind__in=kinds).exists()


def others(alert: "Alert") -> "list[Alert]":
    """P8b List the customer's other active alerts."""
    found = alert.customer.alerts.all() if alert.customer else []
    return sorted((each for each in found if each.is_active and each.pk != alert.pk), key=lambda each: each.pk)


def known_beside(alert: "Alert") -> "list[Alert]":
    """P8b List the customer's other active alerts that a letter may name, since they were told of them."""
    return [each for each in others(alert) if customer_knows(each)]


def same_matter(alert: "Alert") -> "list[Alert]":
    """P8b List the customer's other active alerts about a matter that the words of its type speak of."""
    about = _matters(alert.type.controls, limits=alert.type.needs_conditions)
    near = others(alert)
    return [each for each in near if about & _matters(each.controls, limits=bool(each.present_conditions()))]


def _matters(controls: list[str], *, limits: bool) -> set[str]:
    return Control.matters(controls) | ({CONTACT} if limits else set())


def known_of_matter(alert: "Alert") -> "list[Alert]":
    """P8b List those of :func:`same_matter` that a letter may name, since the customer was told of them."""
    return [each for each in same_matter(alert) if customer_knows(each)]


def terms(alert: "Alert") -> dict[str, Any]:
    """P8b List the other active alerts that a letter speaks of, and whether the customer knows each.

    They are about the same matter, or the customer was told of them. A letter on an active alert speaks of them only once a
    decision may have taken something away. The appeals against it that were determined follow. The result is empty where
    there is none.
    """
    determined = appeals_determined(alert)
    told = _named(alert, decided=bool(determined))
    return ({"beside": told} if told else {}) | determined


def _named(alert: "Alert", *, decided: bool) -> list[list[Any]]:
    """P8b List the keys of the other alerts that a letter speaks of, each with whether the customer knows it.

    :param decided: whether an appeal against it was determined.
    """
    if not alert.is_active:
        near = {each.pk for each in same_matter(alert)}
        known = [[each.pk, customer_knows(each)] for each in others(alert)]
        return [[pk, knows] for pk, knows in known if knows or pk in near]
    known = [[each.pk, True] for each in known_of_matter(alert)]
    return known if known and (decided or any(each.outcome for each in alert.reviews.all())) else []


def is_less(alert: "Alert", *, on: date) -> bool:
    """P9b Return whether less applies on that day than when it was imposed: a part was taken away, or is over."""
    at_a_review = any(each.taken_away or each.ends_sooner for each in alert.reviews.all())
    on_appeal = any(each.taken_away or each.ends_sooner for each in alert.appeals.all())
    return at_a_review or on_appeal or len(alert.present_limits(on=on)) < len(alert.imposed_conditions())


def appeals_determined(decision: "Alert | Action") -> dict[str, Any]:
    """P9b List the appeals against the decision that were determined, or return nothing where none was."""
    found = sorted(each.pk for each in decision.appeals.all() if each.outcome)
    return {"appeals": found} if found else {}


def appeal_determined(day: date | None, decision: "Alert | Action") -> bool:
    """P9b Return whether an appeal against it was determined on that day."""
    return any(each.decided_on == day for each in decision.appeals.all())
