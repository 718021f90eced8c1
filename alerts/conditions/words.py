"""Write a condition as the customer reads it, from the answers for its kind (P5)."""

from collections.abc import Iterable
from typing import Any

from alerts.choices import ConditionKind
from housing_alerts.kernel import procedure

from .models import Condition
from .policies import why_condition_incomplete

_TIMES = {1: "once", 2: "twice"}


def suggested(condition: Condition) -> str:
    """P5 Return the words for the condition that follow from its answers. The Lead may use other words."""
    said = condition.details
    match condition.kind:
        case ConditionKind.CHANNELS:
            return f"Please contact us only {_or(procedure.CONTACT_WAYS[way] for way in _ways(said))}."
        case ConditionKind.TIMES:
            hours = f", from {show_hour(said['first'])} to {show_hour(said['last'])}" if said.get("first") else ""
            days = _or(name for day, name in procedure.CONTACT_DAYS.items() if day in said["days"])
            return f"Please contact us only on {days}{hours}."
        case ConditionKind.FREQUENCY:
            most = _TIMES.get(said["most"], f"{said['most']} times")
            return f"Please contact us no more than {most} {procedure.CONTACT_PERIODS[said['per']]}."
        case ConditionKind.NAMED_OFFICER:
            return f"Please contact {condition.officer} only or, when they are away, {condition.deputy}."
        case ConditionKind.APPOINTMENT:
            return f"We will meet you by appointment only. {said['book']}"
        case ConditionKind.THIRD_PARTY:
            return f"Please contact us only through {condition.representative}."
    return _words_of_denial(condition)


TYPED = {
    ConditionKind.APPOINTMENT: "book",
    ConditionKind.OFFICES: "offices",
    ConditionKind.INVOLVEMENT: "activities",
}
"""P5 The answer that is typed freely, for each kind that has one. All other answers are chosen."""


def free_words(condition: Condition) -> str:
    """P5 Return the words that the Lead wrote freely; empty if the words follow from chosen answers."""
    if why_condition_incomplete(condition) or condition.words != suggested(condition):
        return condition.words
    return str(condition.details.get(TYPED.get(ConditionKind(condition.kind), ""), ""))


def _words_of_denial(condition: Condition) -> str:
    """Return the words that say which service is closed to the customer."""
    said = condition.details
    match condition.kind:
        case ConditionKind.OFFICES:
            return f"Please do not come to {said['offices']}."
        case ConditionKind.COMPLAINTS:
            return f"Please make complaints to us only {procedure.CONTACT_WAYS[said['route']]}."
        case ConditionKind.INVOLVEMENT:
            return f"For now you cannot take part in {said['activities']}."
        case ConditionKind.SUSPENDED:
            return f"For now we do not offer you this service: {_service(said)}."
    return (
        f"We do not offer you {_service(said)} for now. To have this again, tell us in writing that you will not threaten or "
        "harm our staff. We can help you write it."
    )


def show_hour(clock: str) -> str:
    """Return a time such as "10:30" as people say it, "10.30am"."""
    hour, minute = map(int, clock.split(":"))
    return f"{hour % 12 or 12}{f'.{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def _ways(said: dict[str, Any]) -> list[procedure.ContactWay]:
    return [way for way in procedure.ContactWay if way in said["channels"]]


def _service(said: dict[str, Any]) -> str:
    return procedure.SERVICE_NAMES[procedure.Service(said["service"])].lower()


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
