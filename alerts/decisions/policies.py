"""The rules for a draft beside an active alert, and for the answers of a Head of Service (§7, §10)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from alerts.alert.policies import why_no_officer, why_others_contradict, why_type_retired
from alerts.choices import Informing, ReviewOutcome
from alerts.conditions.policies import OF_CONDITIONS, why_lapsed, why_longer, why_no_way_beside, why_not_shorten
from alerts.investigations.policies import why_about_the_dead
from alerts.writing.at_home import doubts_of_telling
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.actions.models import Action
    from alerts.alert.models import Alert
    from alerts.conditions.models import Condition
    from alerts.incidents.models import Incident
    from alerts.investigations.models import Investigation

    from .answers import Lighter
    from .selectors import Behind, Happened

LEAD_AWAY = "LEAD_AWAY"
"""D3b The code of the question whether a case goes back to a Lead who is away without a deputy."""


def why_second_of_its_type(alert: "Alert") -> Refusal | None:
    """P6 Refuse a second alert of a type, unless it replaces the first."""
    replaced = alert.replaces
    if replaced and (not replaced.is_active or replaced.subject != alert.subject):
        return Refusal(
            procedure.CONSISTENT,
            f"Alert {replaced.reference} is no active alert on {alert.subject}, so nothing can take its place.",
        )
    rival = alert.active_rival()
    if rival is None:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{alert.subject} already has an active {alert.type.name} alert, {rival.reference}. Review that one on this "
        "evidence, or say that the new one takes its place.",
    )


def why_not_put_forward(alerts: "Iterable[Alert]") -> Refusal | None:
    """P6 P7b Refuse to recommend an alert that cannot be imposed: a second of its type, or one of a retired type."""
    return next(filter(None, map(_why_not_put_forward, alerts)), None)


def _why_not_put_forward(alert: "Alert") -> Refusal | None:
    if dead := why_about_the_dead(alert, alert.type, "Take it out. What stays at their home can be on the property."):
        return dead
    rival = alert.active_rival()
    if rival is None:
        retired = why_type_retired(alert, "Take the alert out of the recommendation, and choose another type.")
        return retired or why_others_contradict(alert)
    return Refusal(
        procedure.CONSISTENT,
        f"{alert.subject} has an active {alert.type.name} alert by now, {rival.reference}. Take this one out of the "
        "recommendation, and review the other on this evidence, or draft it anew to take its place.",
    )


def why_period_refused(months: int, *, review: str = "first") -> Refusal | None:
    """P8a Refuse a period that is not 1 to 12 months, within which every alert is reviewed.

    :param review: which review is due then, as the refusal says it: "first" or "next".
    """
    if 1 <= months <= procedure.REVIEW_MONTHS:
        return None
    return Refusal(
        procedure.YEARLY_REVIEW,
        f"The {review} review is due within {procedure.REVIEW_MONTHS} months. Choose 1 or more.",
    )


def why_no_reason(reason: str) -> Refusal | None:
    """P7a Refuse a decision without a reason."""
    return why_unsaid(reason, Refusal(procedure.HEAD_DECIDES, "Give the reason for your decision."))


def why_equality_not_weighed(alert: "Alert", words: str) -> Refusal | None:
    """P11b P10a Refuse to impose an alert on a person before the decider says how they weighed equality."""
    if alert.customer is None:
        return None
    unsaid = Refusal(
        procedure.EQUALITY,
        "Say how you weighed equality, and a disability or health condition, or write “None is known”.",
    )
    return why_unsaid(words, unsaid)


def why_no_question(question: str) -> Refusal | None:
    """D3b Refuse to send a case back without a question."""
    if question.strip():
        return None
    return Refusal(procedure.FORMAL_STAGE, "Write down the question for the Operational Lead.")


def lead_away(investigation: "Investigation") -> list[Doubt]:
    """D3b P6 List what is asked before a case goes back to its Lead: they may be away, and nobody is their deputy."""
    away = investigation.lead.away_alone
    if away is None:
        return []
    sentence = (
        f"{investigation.lead} is away until {show_date(away.last_day)}, and nobody is the deputy. Nobody answers until then, "
        "unless another Operational Lead takes the investigation over."
    )
    return [Doubt(LEAD_AWAY, sentence, "its Lead is away without a deputy")]


def why_lead_away_unconfirmed(investigation: "Investigation", sure_of: Collection[str]) -> Refusal | None:
    """D3b P6 Refuse to send a case back to a Lead who is away without a deputy, until that is confirmed."""
    asked = [doubt.sentence for doubt in lead_away(investigation) if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(
        procedure.FORMAL_STAGE, f"{asked[0]} Ask one of them to take it over, or tick that the question can wait."
    )


def why_not_replace(alert: "Alert", *, on: date) -> Refusal | None:
    """P9b Refuse to replace an alert whose conditions are suspended until an appeal is decided."""
    if alert.replaces is None or not alert.replaces.is_active or not alert.replaces.stayed(on=on):
        return None
    return Refusal(
        procedure.APPEAL_ANSWER,
        f"The conditions of alert {alert.replaces.reference}, whose place this one takes, are suspended while an appeal "
        "is decided. Decide that appeal first.",
    )


def why_new_facts_unanswered(case: "Alert | Investigation", answer: str, seen: Collection[str]) -> Refusal | None:
    """P10a P9b Refuse until the decider has seen, and answered in words, each fact that became known since the recommendation.

    An alert to be replaced that ended on appeal is such a fact.
    """
    known = {each.key for each in case.known_now()}
    unsaid = Refusal(
        procedure.VULNERABILITY_CONSIDERED,
        "Something became known after the recommendation, or an appeal ended what this would replace. Say what you make "
        "of it, or send the investigation back.",
    )
    if known and (too_little := why_unsaid(answer, unsaid)):
        return too_little
    if known - set(seen):
        return Refusal(
            procedure.VULNERABILITY_CONSIDERED,
            "More became known after you opened the page. It is listed now: read it, and answer it too.",
        )
    return None


def why_incident_unseen(happened: "Iterable[Behind | Happened]", seen: Collection[str]) -> Refusal | None:
    """P6 P8a P9b D5 Refuse to keep, end or decide on an alert while something became known after the page was opened.

    :param seen: the keys of what the page knew of when it was opened.
    """
    new = [each.words for each in happened if each.key not in seen]
    if not new:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"This became known after you opened the page: {', '.join(new)}. Read it, then decide. What you typed is still here.",
    )


def why_not_lighten(alert: "Alert", less: "Lighter", *, on: date) -> Refusal | None:
    """P7a P7b Refuse a lighter alert that adds or lengthens anything, leaves nothing, or lacks a condition its type needs."""
    if _is_heavier(alert, less):
        return Refusal(
            procedure.HEAD_DECIDES,
            "At approval you can only take away or shorten. For anything heavier, send the investigation back.",
        )
    conditions = {condition.pk: condition for condition in alert.standing_conditions()}
    until = procedure.review_due_on(on, less.months or alert.first_period)
    days = why_longer(conditions, less.ends, until=until) or why_not_shorten(conditions, less.ends, on=on)
    if days:
        return days
    left = [condition for pk, condition in conditions.items() if pk not in less.without]
    if alert.type.needs_conditions and not left:
        return _why_none_left(alert)
    if not left and not less.kept(alert):
        return Refusal(procedure.HEAD_DECIDES, "Nothing would be left of the alert. Decline it instead.")
    return why_no_officer(alert, less.kept(alert), left)


def why_nobody_to_inform(alert: "Alert", answer: str) -> Refusal | None:
    """P7c Refuse to inform a customer who has died of the alert that is imposed on their home."""
    if answer != Informing.INFORM or alert.customer is None or not alert.customer.died:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD, f"{alert.customer} has died, so nobody can be told. Choose not to inform."
    )


def told_at_home(alert: "Alert") -> list[Doubt]:
    """P7c List what is asked before it is decided to tell the customer: somebody at home may have told us.

    Once a letter has told them of the alert, it is not asked again.
    """
    file = alert.investigation
    asked = file is not None and alert.customer is not None and not alert.told_by_letter()
    return doubts_of_telling(file.standing_incidents()) if file and asked else []


def why_telling_unconfirmed(alert: "Alert", sure_of: Collection[str]) -> Refusal | None:
    """P7c Refuse to inform the customer until each risk to somebody at home, who may have told us, is answered."""
    asked = [doubt.sentence for doubt in told_at_home(alert) if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD, f"{' '.join(asked)} Choose not to inform, or tick that it puts nobody in danger."
    )


def why_condition_untold(alert: "Alert", answer: str, without: Collection[int]) -> Refusal | None:
    """P5 P7c Refuse to impose a condition on a customer who is not informed of it, because a condition binds the customer.

    :param answer: whether the customer is informed.
    :param without: the primary keys of the conditions that are not imposed.
    """
    imposed = [condition for condition in alert.present_conditions() if condition.pk not in without]
    if answer != Informing.WITHHOLD:
        return None
    instead = (
        "Inform them, or impose the alert without its conditions. Where nothing is left then, decline it or send the "
        "investigation back."
    )
    return _why_untold(imposed, instead)


def why_kept_condition_untold(alert: "Alert", outcome: str, answer: str, kept: "Iterable[Condition]") -> Refusal | None:
    """P5 P7c Refuse to keep a condition at a review if no letter told the customer of it and none will.

    :param kept: the conditions that go on after the review.
    """
    if outcome == ReviewOutcome.REMOVE or answer != Informing.WITHHOLD or alert.told_by_letter():
        return None
    return _why_untold(kept, "Inform them, step the alert down without it, or remove the alert.")


def _why_untold(conditions: "Iterable[Condition]", instead: str) -> Refusal | None:
    first = next(iter(conditions), None)
    if first is None:
        return None
    return Refusal(
        procedure.OPTIONS,
        f"The customer is to keep to the condition “{first}”, so they have to be told of it. {instead}",
    )


def why_danger_unanswered(incidents: "Collection[Incident]", danger: str) -> Refusal | None:
    """P8b P9b D4 Refuse to take protection away until somebody says what becomes of the danger that was reported.

    :param incidents: those from which nothing protects colleagues as before then.
    """
    if not incidents:
        return None
    unsaid = Refusal(
        procedure.REMOVAL,
        "Danger was reported, and this takes away what protects colleagues from it. Say why they do not need that any more, or "
        "what protects them instead.",
    )
    return why_unsaid(danger, unsaid)


def why_rest_unanswered(actions: "Collection[Action]", fall: Collection[int], stays: str) -> Refusal | None:
    """P9b P8b Refuse to find the last alert of a case wrong until somebody says what becomes of its actions.

    :param fall: the keys of the actions that fall with the alert; ``stays`` says why the others stay.
    """
    left = [str(action) for action in actions if action.pk not in fall]
    if not left:
        return None
    unsaid = Refusal(
        procedure.REMOVAL,
        f"The same decision stands behind this too: {', '.join(left)}. Tick it, if it falls with the alert, or say why it "
        "stays.",
    )
    return why_unsaid(stays, unsaid)


def why_alert_withheld(alert: "Alert") -> Refusal | None:
    """D5 P7c Refuse to call an incident a breach of an alert that was kept from the customer.

    Likewise where the alert has conditions alone and no letter told the customer of them.
    """
    kept = alert.customer is not None and alert.informing == Informing.WITHHOLD
    if not (kept or OF_CONDITIONS.issuperset(alert.controls)) or alert.told_by_letter():
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        f"No letter has told the customer of alert {alert.reference}, so they cannot have breached it. What happened stays "
        "recorded: settle it, refer it, or review the alert on it.",
    )


def why_no_property(alert: "Alert", *, on: date) -> Refusal | None:
    """P7b Refuse an alert about a property where neither the case nor the customer's home gives one."""
    if not alert.is_of_a_place() or alert.where(on=on):
        return None
    return Refusal(
        procedure.LETTER_TYPES,
        f"{alert.type.name} is about a property, and where {alert.customer} lives is not known. Decline the alert, or "
        "send the investigation back.",
    )


def why_no_condition_left(alert: "Alert", investigation: "Investigation", *, on: date) -> Refusal | None:
    """P5 P7b D2 Refuse an alert whose type needs a condition where not one of its conditions could be imposed alone.

    Fewer conditions always leave more ways to reach us. So an alert that fails with each single condition cannot be
    lightened until it passes.
    """
    if not alert.type.needs_conditions:
        return None
    conditions, refusals = alert.present_conditions(), []
    for kept in conditions:
        without = {each.pk for each in conditions if each != kept}
        refusal = (
            why_lapsed([alert], on=on, without=without)
            or why_no_way_beside([alert], investigation, on=on, without=without)
            or why_no_officer(alert, (), [kept])
        )
        if refusal is None:
            return None
        refusals.append(refusal)
    return next(iter(refusals), _why_none_left(alert))


def _why_none_left(alert: "Alert") -> Refusal:
    return Refusal(
        procedure.LETTER_TYPES, f"{alert.type.name} needs a condition. Leave at least one, or decline the alert."
    )


def _is_heavier(alert: "Alert", less: "Lighter") -> bool:
    conditions = {condition.pk: condition for condition in alert.standing_conditions()}
    named = set(less.without) | set(less.ends)
    if not named <= conditions.keys() or not set(less.controls or ()) <= set(alert.asked_controls):
        return True
    return less.months is not None and not 1 <= less.months <= alert.first_period


def why_departs_unconfirmed(doubts: Collection[Doubt], sure_of: Collection[str]) -> Refusal | None:
    """P12 P5 Refuse to leave open whether a strategy is meant to say something else than an alert or a marker.

    :param sure_of: the codes of the doubts that were confirmed.
    """
    asked = [doubt.sentence for doubt in doubts if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(procedure.CONTACT_LEVELS, " ".join([*asked, "Change it, or tick that it is meant."]))
