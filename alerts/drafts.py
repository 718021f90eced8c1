"""What the letters about alerts, reviews and investigations say (E1, E2, E4), as plain data for their templates."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from housing_alerts import procedure
from housing_alerts.jinja import show_date

from .answers import Lighter
from .models import Action, Alert, Condition, Control, Investigation, Review
from .workflow import HEAVIER, Informing, ReviewOutcome

REMOVAL = (
    "We will remove the alert when the risk has gone down. If our staff and contractors can visit and speak with you "
    "without further concerns, that will count in your favour."
)
"""E1 What would lead to removal; the Lead may say it in other words."""

MEASURES: dict[str, str] = {
    Control.AT_LEAST_TWO: "Two people come together when they visit you.",
    Control.ANIMAL_SECURED: "You shut your animal away before we come in.",
    Control.NO_LONE_WOMAN: "A woman does not come to your home alone.",
    Control.NO_LONE_MAN: "A man does not come to your home alone.",
    Control.NO_WOMAN: "Only men come to your home.",
    Control.NO_MAN: "Only women come to your home.",
    Control.POLICE_ADVICE: "We ask the police for advice before we visit you.",
    Control.NO_FORCED_ENTRY: "We leave if nobody lets us in, and come back another time.",
    Control.NAMED_OFFICER: "One named officer, or their deputy, deals with all your contact with us.",
    Control.AGREED_CONTACT: "We keep to the agreed ways and times of contact with you.",
    Control.SAFE_CONTACT: "We use only the ways of contact that are safe for you.",
    Control.ASK_LEAD: "Our staff ask an Operational Lead before they visit you.",
}
"""E1 E2 E3 What each control is for the customer, where the words of the type no longer fit the alert."""

SOME_APPLY = "Some of the usual measures of this alert apply to you:"
THESE_APPLY = "These measures apply to you:"
SUSPENDED = "suspended until your appeal is decided"
MAY_TAKE_LONGER = "Repairs, visits and answers may take longer because of this. Emergencies are never delayed."


def taken_away(alert: Alert, *, controls: Collection[str], lifted: Collection[int]) -> list[str]:
    """E2 E3 What no longer applies once the alert goes on with less.

    :param controls: the controls that stay.
    :param lifted: the primary keys of the conditions that end.
    """
    ended = [words for control, words in MEASURES.items() if control in alert.controls and control not in controls]
    return ended + [condition.words for condition in alert.standing_conditions() if condition.pk in lifted]


def lightened(alert: Alert, less: Lighter) -> list[str]:
    """P7a What was recommended and is not imposed, in colleagues' words."""
    controls, kept = alert.asked_controls, less.kept(alert)
    words = [f"Control: {c.label}" for c in Control if c in controls and c not in kept]
    for condition in alert.standing_conditions():
        if condition.pk in less.without:
            words.append(f"Condition: {condition.words}")
        elif less.ends.get(condition.pk, condition.ends) != condition.ends:
            sooner = show_date(less.ends[condition.pk])
            words.append(f"Until {sooner} only, not {condition.span}: {condition.words}")
    if less.months and less.months < alert.first_period:
        words.append(f"First review after {_months(less.months)}, not {alert.first_period}")
    return words


def _months(months: int) -> str:
    return f"{months} month" if months == 1 else f"{months} months"


def imposed(alert: Alert) -> dict[str, Any]:
    """P7a What the approved alert imposes, in words that no later step changes."""
    conditions = [condition.in_full for condition in alert.standing_conditions()]
    return {"instruction": alert.instruction, "controls": alert.control_names, "conditions": conditions}


def standing(alert: Alert, *, on: date) -> list[dict[str, str]]:
    """E2 E3 What still applies on that day: the measures and the conditions, each until when."""
    return _listed(alert.controls) + _conditions(alert, on)


def _has_all_of_type(alert: Alert, on: date) -> bool:
    """Whether the words of the type still fit: nothing they speak of was taken away."""
    listed = not alert.type.needs_conditions or alert.limits(on=on).exists()
    return set(alert.type.controls) <= set(alert.controls) and listed


def notification(
    alert: Alert, *, on: date, incident: str, removal: str, invite_apology: bool, follows: str = ""
) -> dict[str, Any]:
    """E1 The facts of the letter that tells of an alert.

    :param on: the day it is sent.
    :param incident: what was reported, as the customer reads it; no reporter's name.
    :param follows: what the actions that were agreed beside the alert mean for the customer.
    """
    told = alert.told_actions()
    return {
        "incident": incident,
        "alerts": [{"name": alert.type.name} | _measures(alert, on)],
        "replaces": alert.replaces.type.name if alert.replaces and alert.replaces.informing == Informing.INFORM else "",
        "effective_from": show_date(alert.effective_from),
        "review_by": show_date(alert.review_due_on),
        "review_months": alert.first_period,
        "actions": [_action(action) for action in told],
        "follows": follows if told else "",
        "removal": removal,
        "invite_apology": invite_apology,
        "terms": alert.terms(),
    }


def _measures(alert: Alert, on: date) -> dict[str, Any]:
    """E1 In the words of the type as long as they fit, with what applies besides; else each measure, until when."""
    type = alert.type
    if _has_all_of_type(alert, on):
        return {"measure": type.measure, "consequence": type.consequence, "conditions": _besides(alert, on)}
    measure = SOME_APPLY if set(alert.controls) <= set(type.controls) else THESE_APPLY
    return {"measure": measure, "consequence": MAY_TAKE_LONGER, "conditions": standing(alert, on=on)}


def _besides(alert: Alert, on: date) -> list[dict[str, str]]:
    """What applies beside the measures of its type: the controls that were asked for, and the conditions."""
    return _listed(set(alert.controls) - set(alert.type.controls)) + _conditions(alert, on)


def _listed(controls: Collection[str]) -> list[dict[str, str]]:
    return [{"words": words, "until": "until the review"} for control, words in MEASURES.items() if control in controls]


def _conditions(alert: Alert, on: date) -> list[dict[str, str]]:
    """What is over is not told; what an appeal suspends is told as suspended (P9b)."""
    stayed = alert.stayed(on=on)
    return [{"words": limit.words, "until": SUSPENDED if stayed else limit.span} for limit in alert.limits(on=on)]


def review_outcome(review: Review, *, on: date, reason: str) -> dict[str, Any]:
    """E2 The facts of the letter that tells how a review ended.

    :param on: the day it is sent.
    :param reason: the reason for the decision, as the customer reads it.
    """
    alert, type = review.alert, review.alert.type
    removed = review.outcome == ReviewOutcome.REMOVE
    kept_whole = review.outcome in (ReviewOutcome.KEEP, *HEAVIER) and _has_all_of_type(alert, on)
    consequence = type.consequence_kept if kept_whole else MAY_TAKE_LONGER
    stays = _besides(alert, on) if kept_whole else standing(alert, on=on)
    return {
        "alert_name": type.name,
        "outcome": review.outcome,
        "considered": review.asks_for_more(),
        "reason": reason,
        "consequence": type.consequence_removed if removed else consequence,
        "ended": review.taken_away,
        "stays": [] if removed else stays,
        "review_by": "" if removed else show_date(alert.review_due_on),
        "decided_on": show_date(review.completed_on),
        "terms": alert.terms(),
    }


def suggested_incident(alert: Alert) -> str:
    """E1 A first sentence about what was reported, without names, for the Lead to complete."""
    incidents = alert.investigation.standing_incidents().order_by("occurred_at") if alert.investigation else []
    days = [f"{show_date(i.occurred_at)} ({i.get_channel_display().lower()})" for i in incidents]
    if not days:
        return ""
    return f"It was reported to us that on {' and on '.join(days)} your behaviour was "


CONSIDERED = (
    "We have weighed what was reported and what we know. We do not think that an alert is needed to keep people safe."
)
"""E4 Why nothing was imposed; the Lead may say it in other words."""


def suggested_matter(investigation: Investigation) -> str:
    """E4 A first sentence about what was looked into, without names, for the Lead to complete."""
    incidents = investigation.standing_incidents().order_by("occurred_at")
    days = [f"{show_date(i.occurred_at)} ({i.get_channel_display().lower()})" for i in incidents]
    return f"We looked into what was reported to us about {' and about '.join(days)}." if days else ""


def investigation_outcome(
    investigation: Investigation, *, looked_into: str, reason: str, follows: str = ""
) -> dict[str, Any]:
    """E4 The facts of the letter that tells how an investigation ended that imposed nothing.

    :param looked_into: what was looked into, as the customer reads it; no reporter's name.
    :param follows: what the agreed actions mean for the customer.
    """
    told = investigation.told_actions()
    return {
        "looked_into": looked_into,
        "reason": reason,
        "heard": investigation.heard_customer(),
        "nothing": not any(action.agreed for action in investigation.actions.all()),
        "actions": [_action(action) for action in told],
        "follows": follows if told else "",
        "decided_on": show_date(investigation.concluded_on),
        "terms": investigation.terms(),
    }


def _action(action: Action) -> str:
    return f"{action.get_kind_display()}{f', by {show_date(action.due_on)}' if action.due_on else ''}"


DAYS = {
    "MON": "Monday",
    "TUE": "Tuesday",
    "WED": "Wednesday",
    "THU": "Thursday",
    "FRI": "Friday",
}
PERIODS = {"DAY": "a day", "WEEK": "a week", "MONTH": "a month"}
_TIMES = {1: "once", 2: "twice"}


def condition_words(condition: Condition) -> str:
    """P5 The condition as the customer may read it, from what its kind has to say; the Lead may say it in other words."""
    said = condition.details
    match condition.kind:
        case Condition.Kind.CHANNELS:
            return f"Please contact us only {_or(procedure.CONTACT_WAYS[way] for way in _ways(said))}."
        case Condition.Kind.TIMES:
            hours = f", from {show_hour(said['first'])} to {show_hour(said['last'])}" if said.get("first") else ""
            return f"Please contact us only on {_or(DAYS[day] for day in DAYS if day in said['days'])}{hours}."
        case Condition.Kind.FREQUENCY:
            most = _TIMES.get(said["most"], f"{said['most']} times")
            return f"Please contact us no more than {most} {PERIODS[said['per']]}."
        case Condition.Kind.NAMED_OFFICER:
            return f"Please contact {condition.officer} only or, when they are away, {condition.deputy}."
        case Condition.Kind.APPOINTMENT:
            return f"We will meet you by appointment only. {said['book']}"
        case Condition.Kind.THIRD_PARTY:
            return f"Please contact us only through {condition.representative}."
    return _words_of_denial(condition)


def _words_of_denial(condition: Condition) -> str:
    """What is closed to the customer."""
    said = condition.details
    match condition.kind:
        case Condition.Kind.OFFICES:
            return f"Please do not come to {said['offices']}."
        case Condition.Kind.COMPLAINTS:
            return f"Please make complaints to us only {procedure.CONTACT_WAYS[said['route']]}."
        case Condition.Kind.INVOLVEMENT:
            return f"For now you cannot take part in {said['activities']}."
        case Condition.Kind.SUSPENDED:
            return f"For now we do not offer you this service: {_service(said)}."
    return (
        "Before we offer you this service again, tell us in writing that you will not behave in this way again: "
        f"{_service(said)}."
    )


def show_hour(clock: str) -> str:
    """ "10:30" as people say it: "10.30am"."""
    hour, minute = map(int, clock.split(":"))
    return f"{hour % 12 or 12}{f'.{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def _ways(said: dict[str, Any]) -> list[procedure.ContactWay]:
    return [way for way in procedure.ContactWay if way in said["channels"]]


def _service(said: dict[str, Any]) -> str:
    return procedure.SERVICE_NAMES[procedure.Service(said["service"])].lower()


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
