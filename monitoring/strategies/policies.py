"""The rules for a contact strategy, whoever takes the step (§12)."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import NOBODY_GOES, Channel, ConditionKind, Control
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal, why_unsaid
from housing_alerts.staff import policies as staff_policies
from monitoring.choices import Departure

if TYPE_CHECKING:
    from alerts.conditions.strategies import Asked
    from alerts.models import Condition
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague
    from monitoring.models import Strategy


def why_not_start(customer: "Customer") -> Refusal | None:
    """P12 Refuse a second strategy for a customer: who answers would be two."""
    present = customer.contact_strategies.in_force().first()
    if present is None:
        return None
    return Refusal(
        procedure.CONTACT_LEVELS, f"Strategy {present.reference} is in force. Review it, or end it first.", hides=True
    )


def why_terms_missing(goal: str, channels: Collection[str], response_days: int) -> Refusal | None:
    """P12 Refuse a strategy without a goal, a way of contact, or a promise that we can keep."""
    unclear = why_unsaid(goal, Refusal(procedure.CONTACT_LEVELS, "Say what the strategy is to reach, and how."))
    if unclear:
        return unclear
    if not channels:
        return Refusal(procedure.CONTACT_LEVELS, "Choose at least one way by which the customer reaches us.")
    most = procedure.STRATEGY_RESPONSE_DAYS_MOST
    if not 1 <= response_days <= most:
        return Refusal(procedure.CONTACT_LEVELS, f"Promise an answer within 1 to {most} working days.")
    return None


def why_way_refused(channels: Collection[str], *, never_write: bool) -> Refusal | None:
    """P12 P7c Refuse letters as a way of contact with a customer to whom nobody may write."""
    if not never_write or Channel.LETTER not in channels:
        return None
    return Refusal(procedure.CONTACT_LEVELS, "Nobody may write to this customer. Choose another way than letters.")


def why_named_refused(officer: "Colleague", deputy: "Colleague", affected: Collection[int]) -> Refusal | None:
    """P12 Refuse one colleague for both parts, and one who has left, cannot answer, or was affected by this customer."""
    if officer == deputy:
        return Refusal(procedure.CONTACT_LEVELS, "Name somebody else as deputy, for when the officer is away.")
    refusals = [staff_policies.why_contact_refused(one, affected=one.pk in affected) for one in (officer, deputy)]
    return next(filter(None, refusals), None)


def why_named_shut_out(shut_out: "Collection[Colleague]") -> Refusal | None:
    """P11a P12 Refuse a strategy that names a colleague who may not open the restricted file."""
    if not shut_out:
        return None
    names = " and ".join(str(one) for one in shut_out)
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"The file is restricted, and {names} cannot open the strategy. Name others who read the file, or name them as readers.",
    )


def why_two_contacts(officer: "Colleague", deputy: "Colleague", conditions: "Iterable[Condition]") -> Refusal | None:
    """P12 P5 Refuse to name other colleagues than an alert in force does: the customer would have two single points of contact.

    :param conditions: the conditions in force that name an officer.
    """
    for condition in conditions:
        if _names_others(condition, officer, deputy):
            return Refusal(
                procedure.CONTACT_LEVELS,
                f"Alert {condition.alert.reference} sends all contact to {_officers(condition)}. Name the same colleagues.",
            )
    return None


def _names_others(condition: "Condition", officer: "Colleague", deputy: "Colleague") -> bool:
    """Return whether the condition sends all contact to a colleague whom the strategy does not name."""
    return not {one.pk for one in condition.officers_here()} <= {officer.pk, deputy.pk}


def _officers(condition: "Condition") -> str:
    return " and ".join(str(one) for one in condition.officers_here())


_NUMBERS = {"one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_OFTEN = re.compile(
    rf"\b(?P<times>\d+|{'|'.join(_NUMBERS)})\b(?:\s+[\w-]+){{0,2}}?\s+(?:an?|each|every|per)\s+(?P<per>day|week|month)\b",
    re.IGNORECASE,
)
"""P12 How often the words of a strategy say that there is contact, such as “one call a week”."""


def departures(
    words: str, channels: Collection[str], conditions: "Iterable[Condition]", asked: "Iterable[Asked]" = ()
) -> list[Doubt]:
    """P12 P5 Return a doubt for each limit of an alert in force beside which the strategy says something else.

    :param words: the words of the strategy about its goal, its days and its times.
    :param conditions: the conditions in force.
    :param asked: the controls in force, of alerts and of markers. Somebody who does not visit answers at no home.
    """
    visited = Channel.HOME_VISIT in channels
    found = [_visits(one) for one in asked if visited and one.control in NOBODY_GOES]
    for condition in conditions:
        said = condition.details
        match condition.kind:
            case ConditionKind.CHANNELS if said.get("channels"):
                more = [Channel(way).label for way in channels if way not in said["channels"]]
                found += [_doubt(Departure.WAYS, condition, ", ".join(more))] if more else []
            case ConditionKind.TIMES if said.get("days"):
                named = {
                    day: name for day, name in procedure.CONTACT_DAYS.items() if name.casefold() in words.casefold()
                }
                other = [name for day, name in named.items() if day not in said["days"]]
                found += [_doubt(Departure.DAYS, condition, ", ".join(other))] if other else []
            case ConditionKind.FREQUENCY if said.get("most"):
                meant = (one for one in _OFTEN.finditer(words) if one["per"].upper() == said["per"])
                other = [one[0] for one in meant if _number(one["times"]) != said["most"]]
                found += [_doubt(Departure.OFTEN, condition, ", ".join(other))] if other else []
    return found


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBERS[words.casefold()]


def _doubt(code: Departure, condition: "Condition", other: str) -> Doubt:
    sentence = f"Alert {condition.alert.reference} says: “{condition.words}” The strategy says: {other}."
    return Doubt(code, sentence, f"{code.label.lower()}: not as the alert says", (str(condition.pk),))


def _visits(asked: "Asked") -> Doubt:
    code, control = Departure.VISITS, Control(asked.control)
    sentence = f"{asked.by} says: “{control.label}.” The strategy says: {Channel.HOME_VISIT.label}."
    return Doubt(code, sentence, f"{code.label.lower()}: not everybody named may")


def beside(strategy: "Strategy", conditions: "Collection[Condition]", asked: "Iterable[Asked]") -> list[Doubt]:
    """P12 P5 Return a doubt for each of these limits and controls beside which a strategy in force says something else.

    :param conditions: the conditions of alerts, in force or about to be imposed.
    """
    officer, deputy, code = strategy.officer, strategy.deputy, Departure.WHOM
    others = [
        Doubt(
            code,
            f"Alert {one.alert.reference} sends all contact to {_officers(one)}. The strategy names {officer} and {deputy}.",
            f"{code.label.lower()}: not as the alert says",
            (str(one.pk),),
        )
        for one in conditions
        if one.kind == ConditionKind.NAMED_OFFICER and _names_others(one, officer, deputy)
    ]
    return [*others, *departures(strategy.said, strategy.channels, conditions, asked)]


def why_contradicted(doubts: Collection[Doubt]) -> Refusal | None:
    """P12 P5 Say of a strategy in force what an alert or a marker that came after it says otherwise."""
    if not doubts:
        return None
    sentences = " ".join(doubt.sentence for doubt in doubts)
    return Refusal(procedure.CONTACT_LEVELS, f"{sentences} Change it, or say at its review that it is meant.")


def why_review_day_refused(review_on: date | None, *, on: date) -> Refusal | None:
    """P12 Refuse a strategy without a day of review, or with one that is not after ``on`` and within a year."""
    latest = procedure.add_months(on, procedure.STRATEGY_MONTHS)
    if review_on is not None and on < review_on <= latest:
        return None
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"A strategy is reviewed within {procedure.STRATEGY_MONTHS} months: choose a day after today and by "
        f"{latest:%-d %B %Y}.",
    )


def why_review_says_nothing(changed: str) -> Refusal | None:
    """P12 Refuse a review that does not say what it found and what changed."""
    return why_unsaid(changed, Refusal(procedure.CONTACT_LEVELS, "Say whether it helped, and what changes."))


def why_no_reason_to_end(reason: str) -> Refusal | None:
    """P12 Refuse to end a strategy without a recorded reason."""
    return why_unsaid(reason, Refusal(procedure.CONTACT_LEVELS, "Say why the strategy is no longer needed."))
