"""What the letters about alerts, reviews, investigations and actions say, as plain data for their templates."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from alerts.actions.models import Action
from alerts.alert import policies as alert_policies
from alerts.alert.models import Alert
from alerts.choices import HEAVIER, About, Channel, Control, EndedBecause, Informing, ReviewOutcome
from alerts.decisions.answers import Lighter
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date

from . import beside

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
APPLIES = "applies until the review"
SUSPENDED = "is suspended until your appeal is decided"
MAY_TAKE_LONGER = "Repairs, visits and answers may take longer because of this. Emergencies are never delayed."


def limited(customer: Customer | None, *, on: date, told: Collection[Alert] = ()) -> bool:
    """P5 P9a Whether there are limits on contact of which the customer knows: the letter may not ask to break them.

    :param on: the day it is sent.
    :param told: the alerts that the letter itself tells of.
    """
    active = Alert.objects.active().filter(customer=customer, customer__isnull=False)
    return any(
        beside.limits_contact(alert, on=on) and (alert in told or beside.customer_knows(alert)) for alert in active
    )


def taken_away(
    alert: Alert, *, controls: Collection[str], lifted: Collection[int], ends: Mapping[int, date]
) -> dict[str, list[str]]:
    """E2 E3 What no longer applies once the alert goes on with less, and what ends sooner: fields of a review or an appeal.

    :param controls: the controls that stay.
    :param lifted: the primary keys of the conditions that end; ``ends`` the earlier last day of others.
    """
    conditions = alert.standing_conditions()
    ended = [words for control, words in MEASURES.items() if control in alert.controls and control not in controls]
    ended += [condition.words for condition in conditions if condition.pk in lifted]
    sooner = [each for each in conditions if ends.get(each.pk, each.ends) != each.ends]
    return {
        "taken_away": ended,
        "ends_sooner": [f"Until {show_date(ends[each.pk])}: {each.words}" for each in sooner],
    }


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
    """P7a P7c What the approved alert imposes, and whether the customer is told, in words that no later step changes."""
    return {
        "instruction": alert.instruction,
        "controls": alert.control_names,
        "conditions": [condition.in_full for condition in alert.standing_conditions()],
        "informing": [
            ["Is the customer informed?", alert.get_informing_display()],
            ["Why not", alert.get_withhold_code_display()],
            ["How the risk of informing them was assessed", alert.informing_reason],
        ],
    }


def standing(alert: Alert, *, on: date) -> list[dict[str, str]]:
    """E2 E3 What still applies on that day: the measures and the conditions, each until when."""
    return _listed(alert.controls) + _conditions(alert, on)


def _has_all_of_type(alert: Alert, on: date) -> bool:
    """Whether the words of the type still fit: nothing they speak of was taken away."""
    listed = not alert.type.needs_conditions or alert.limits(on=on).exists()
    return set(alert.type.controls) <= set(alert.controls) and listed


def notification(
    alert: Alert,
    *,
    on: date,
    incident: str,
    removal: str,
    invite_apology: bool,
    follows: str = "",
    beside: Collection[Alert] = (),
) -> dict[str, Any]:
    """E1 The facts of the letter that tells of an alert, or of several that came of one decision.

    :param on: the day it is sent.
    :param incident: what was reported, as the customer reads it; no reporter's name.
    :param follows: what the actions that were agreed beside the alert mean for the customer.
    :param beside: the other alerts that it tells of.
    """
    told = alert.told_actions()
    return {
        "incident": incident,
        "alerts": [_told_of(each, on) for each in (alert, *beside)],
        "actions": [_action(action) for action in told],
        "follows": follows if told else "",
        "removal": removal,
        "invite_apology": invite_apology,
        "limited": limited(alert.customer, on=on, told=[alert, *beside]),
        "terms": alert.terms(),
        "also": {each.reference: each.terms() for each in beside},
    }


def _told_of(alert: Alert, on: date) -> dict[str, Any]:
    """E1 One alert: what it is, from when, in whose place, and when it is reviewed."""
    old = alert.replaces
    known = old is not None and old.ended_because == EndedBecause.REPLACED and old.informing == Informing.INFORM
    return {
        "name": alert.type.name,
        **_measures(alert, on),
        "effective_from": show_date(alert.effective_from),
        "replaces": old.type.name if old and known else "",
        "review_by": show_date(alert.review_due_on),
        "review_months": _months_to_review(alert),
    }


def _months_to_review(alert: Alert) -> int:
    """P8a The period that ends on the day it is reviewed; 0 where another led to it, or none is set."""
    if alert.effective_from is None:
        return 0
    first = procedure.review_due_on(alert.effective_from, alert.first_period)
    return alert.first_period if alert.review_due_on == first else 0


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
    return [{"words": words, "applies": APPLIES} for control, words in MEASURES.items() if control in controls]


def _conditions(alert: Alert, on: date) -> list[dict[str, str]]:
    """What is over is not told; what an appeal suspends is told as suspended (P9b)."""
    stayed = alert.stayed(on=on)
    return [
        {"words": limit.words, "applies": SUSPENDED if stayed else f"applies {limit.span}"}
        for limit in alert.limits(on=on)
    ]


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
        "untold_since": _untold_since(alert) if removed else "",
        "reason": reason,
        "consequence": _gone(alert) if removed else consequence,
        "ended": review.taken_away,
        "sooner": review.ends_sooner,
        "stays": [] if removed else stays,
        "review_by": "" if removed else show_date(alert.review_due_on),
        "decided_on": show_date(review.completed_on),
        "limited": limited(alert.customer, on=on, told=[alert]),
        "terms": alert.terms(),
    }


def removal(alert: Alert, *, on: date, reason: str) -> dict[str, Any]:
    """P8b The facts of the letter that tells of an alert that was removed between reviews.

    :param on: the day it is sent.
    :param reason: the reason for the removal, as the customer reads it.
    """
    return {
        "alert_name": alert.type.name,
        "because": alert.ended_because,
        "untold_since": _untold_since(alert),
        "removed_on": show_date(alert.ended_on),
        "reason": reason,
        "consequence": _gone(alert),
        "limited": limited(alert.customer, on=on),
        "terms": alert.terms(),
    }


def _untold_since(alert: Alert) -> str:
    """D3b The day it was put on record, where no letter told the customer of it, whom we had asked for their side."""
    untold = alert_policies.was_asked_first(alert) and not alert.told_by_letter()
    return show_date(alert.effective_from) if untold else ""


NO_LONGER = "This alert no longer applies."


def _gone(alert: Alert) -> str:
    """E2 P8b What the removal means. Where another alert is about the same, not all is as it was before.

    Of another alert that the customer was not told of nothing is said.
    """
    others = beside.same_matter(alert)
    known = [f"“{each.type.name}”" for each in others if beside.customer_knows(each)]
    if not known:
        return NO_LONGER if others else alert.type.consequence_removed
    stay, them = ("alert stays", "it") if len(known) == 1 else ("alerts stay", "them")
    return f"{NO_LONGER} The {' and '.join(known)} {stay} on your record, and all that we told you about {them} still applies."


def behind(case: Alert | Action | Investigation) -> list[Incident]:
    """P4b What it rests on and a letter may tell of, the earliest first: nothing that another agency told us."""
    if isinstance(case, Action) and case.incident:
        found: Iterable[Incident] = [case.incident]
    else:
        file = case if isinstance(case, Investigation) else case.investigation
        found = file.standing_incidents().order_by("occurred_at") if file else []
    return [incident for incident in found if incident.about != About.THIRD_PARTY]


WHERE: dict[str, str] = {
    Channel.HOME_VISIT: "during a visit to your home",
    Channel.OFFICE: "at one of our offices",
    Channel.ELSEWHERE: "when you met our staff",
    Channel.TELEPHONE: "on the telephone",
    Channel.EMAIL: "in an e-mail",
    Channel.LETTER: "in a letter",
    Channel.SOCIAL_MEDIA: "on social media",
}
"""E1 E4 How each channel of an incident is told to the customer."""


def _when_and_where(incidents: Iterable[Incident]) -> str:
    return " and ".join(f"{WHERE[i.channel]} on {show_date(i.occurred_at)}" for i in incidents)


def it_was_reported(incidents: Iterable[Incident]) -> str:
    """E1 D3a How a sentence about what was reported begins: where, and when."""
    return f"It was reported to us that {_when_and_where(incidents)}"


def suggested_incident(case: Alert | Action) -> str:
    """E1 D3a A first sentence about what was reported, without names, for the Lead to complete."""
    incidents = behind(case)
    return f"{it_was_reported(incidents)} your behaviour was " if incidents else ""


CONSIDERED = (
    "We have weighed what was reported and what we know. We do not think that an alert is needed to keep people safe."
)
"""E4 Why nothing was imposed; the Lead may say it in other words."""


def suggested_matter(investigation: Investigation) -> str:
    """E4 A first sentence about what was looked into, without names, for the Lead to complete."""
    then = _when_and_where(behind(investigation))
    return f"We looked into what was said to have happened {then}." if then else ""


def investigation_outcome(
    investigation: Investigation, *, on: date, looked_into: str, reason: str, follows: str = ""
) -> dict[str, Any]:
    """E4 The facts of the letter that tells how an investigation ended that imposed nothing.

    :param on: the day it is sent.
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
        "limited": limited(investigation.customer, on=on),
        "terms": investigation.terms(),
    }


WE_AGREE = (
    "We will treat you with respect and listen to what you say.\n"
    "We will tell you clearly what we can do, what we cannot do, and why."
)
"""D3b What the landlord's side of a behaviour agreement is; the Lead may say it in other words."""


def written_warning(action: Action, *, on: date, incident: str, asks: str) -> dict[str, Any]:
    """D3a D3b The facts of a written warning.

    :param on: the day it is sent.
    :param incident: what was reported, as the customer reads it; no reporter's name.
    :param asks: what we ask of the customer.
    """
    return {"incident": incident, "asks": asks} | _given(action, on)


def behaviour_agreement(
    action: Action, *, on: date, incident: str, theirs: str, ours: str, sign_by: date | None
) -> dict[str, Any]:
    """D3b The facts of a behaviour agreement, for both to sign.

    :param theirs: what the customer agrees to, and ``ours`` what we agree to: in a line each.
    :param sign_by: when we hope to have it back; None in a preview, until it is known.
    """
    return {
        "incident": incident,
        "theirs": theirs,
        "ours": ours,
        "sign_by": show_date(sign_by) if sign_by else "[By when]",
    } | _given(action, on)


def agreed_action(action: Action, *, on: date, looked_into: str, follows: str) -> dict[str, Any]:
    """D3b The facts of the letter that tells of an agreed action alone.

    :param follows: what it means for the customer.
    """
    return {"looked_into": looked_into, "action": _action(action), "follows": follows} | _given(action, on)


def _given(action: Action, on: date) -> dict[str, Any]:
    """What every letter about one action says: since when, and until when."""
    return {
        "decided_on": show_date(action.decided_on),
        "live_until": show_date(action.live_until) if action.live_until else "",
        "planned_on": on.isoformat(),
        "limited": limited(action.customer, on=on),
        "terms": action.terms(),
    }


def _action(action: Action) -> str:
    """The step, and until when it stands or, where it does not last, by when it is taken."""
    if action.live_until:
        return f"{action.get_kind_display()}, which stands until {show_date(action.live_until)}"
    return f"{action.get_kind_display()}{f', by {show_date(action.due_on)}' if action.due_on else ''}"
