"""Compose the facts of letters about an appeal: the acknowledgement (P9b), and the outcome (E3)."""

from datetime import date
from typing import Any

from alerts.choices import ActionKind, EndedBecause, Informing
from alerts.models import Alert
from alerts.writing import beside
from alerts.writing.drafts import next_review
from alerts.writing.given import decider, the_rest
from alerts.writing.gone import removal_words
from alerts.writing.measures import (
    beside_what_ended,
    has_all_of_type,
    none_applies,
    over_by_now,
    reaching_us,
    said_apart,
    standing,
    still_asked,
    that_applied,
    told_ended,
)
from housing_alerts.customers.spelling import name_alone
from housing_alerts.kernel.written_dates import show_date
from letters.choices import Kind

from .choices import AppealOutcome, AppealStatus
from .models import Appeal

OVERDUE = "You should have had this answer by {}. We are sorry."
"""P9b The sentence of an answer that goes out after its last day."""


NOTHING_YET: dict[str, Any] = {
    "ended": [],
    "ended_of_type": [],
    "sooner": [],
    "beside": "",
    "stays": [],
    "stayed": [],
    "resumed": [],
}
"""P9b P5 What a letter says of the limits of an alert where the letter that tells of it follows: nothing yet."""


def acknowledgement(appeal: Appeal, *, on: date) -> dict[str, Any]:
    """P9b Return the facts of the acknowledgement: the next steps, their days, and the rules meanwhile.

    :param on: the day it is sent.
    """
    landlord = appeal.customer.organisation
    stayed = appeal.alert.limits(on=on) if appeal.alert and appeal.stay else []
    return (
        {
            "late": "" if appeal.in_time else show_date(appeal.reply_by),
            "by": str(appeal.representative or name_alone(appeal.other_sender)),
            "no_authority": appeal.lacks_authority(on=on),
            "documents": appeal.documents,
            "answer_by": show_date(appeal.answer_due_on),
            "answer_late": appeal.answer_due_on < on,
            "decides": f"Head of Service for {appeal.service_area}",
            "own_allowed": landlord.own_appeals_allowed,
            "stayed": [condition.words for condition in stayed],
            "beside": beside_what_ended(appeal.alert) if stayed and appeal.alert else "",
        }
        | _about(appeal, on)
        | _meanwhile(appeal.alert, on)
        | _untold(appeal, on)
    )


def _meanwhile(alert: Alert | None, on: date) -> dict[str, Any]:
    """P9b Return what applies while we decide, where that is less than the customer was told of when it was imposed."""
    if alert is None or not alert.is_active or not beside.is_less(alert, on=on):
        return {}
    stays = standing(alert, on=on)
    return {"less": True, "stays": stays, "none_applies": "" if stays else none_applies(alert, on=on)}


def _untold(appeal: Appeal, on: date) -> dict[str, Any]:
    """P9b P5 Return that no letter has told of the alert. Where one is owed, its limits are not spoken of as known.

    Of what was imported, we cannot tell whether the customer was told.
    """
    alert = appeal.alert
    if alert is None or beside.customer_knows_by(alert, on=on):
        return {}
    owed = _is_owed(alert)
    return {"told": False, "letter_owed": owed} | (NOTHING_YET | reaching_us(appeal, on=on) if owed else {})


def tells_of(appeal: Appeal, *, on: date) -> list[Alert]:
    """P8b List the appealed alert, which the customer knows by the answer; none where the letter that tells of it follows."""
    alert = appeal.alert
    follows = alert and not beside.customer_knows_by(alert, on=on) and _is_owed(alert)
    return [alert] if alert and not follows else []


def _is_owed(alert: Alert) -> bool:
    return alert.why_letter_refused(Kind.NOTIFICATION) is None


def appeal_refused(appeal: Appeal, *, on: date, basis: str, same_decider: str = "") -> dict[str, Any]:
    """E3 P9a Return the facts of the letter that says why a late appeal was refused.

    :param on: the day it is sent.
    :param basis: the reason for the refusal, as the customer reads it.
    :param same_decider: the reason, as the customer reads it, why whoever made the appealed decision decided on this too.
    """
    return {
        "outcome": AppealStatus.REFUSED,
        "basis": basis,
        "last_day": show_date(appeal.reply_by),
        "answered_on": show_date(appeal.decided_on),
        "same_decider": same_decider,
    } | _told(appeal, on, told_why=bool(same_decider))


def appeal_outcome(appeal: Appeal, *, on: date, considered: str, basis: str, same_decider: str = "") -> dict[str, Any]:
    """E3 Return the facts of the letter that tells how the appeal ended.

    :param on: the day it is sent.
    :param considered: the information and evidence considered.
    :param basis: the basis for the decision, as the customer reads it.
    :param same_decider: as of :func:`appeal_refused`.
    """
    lighter = appeal.outcome == AppealOutcome.PARTLY and appeal.alert is not None and appeal.alert.is_active
    resumed = appeal.alert.limits(on=on) if appeal.alert and appeal.alert.is_active and appeal.stay else []
    won = appeal.alert if appeal.outcome == AppealOutcome.UPHELD else None
    return {
        "outcome": appeal.outcome,
        "answered_on": show_date(appeal.decided_on),
        "overdue": OVERDUE.format(show_date(appeal.answer_due_on)) if appeal.answer_due_on < on else "",
        "supported": appeal.is_supported,
        "considered": considered,
        "basis": basis,
        "consequence": removal_words(won, on=on, listed=True) if won and not _known_successor(won) else "",
        "lets_off": won is not None and not still_asked(won, on=on),
        "rest": the_rest(won, on=on) if won else [],
        **_ended(appeal, on=on),
        "sooner": said_apart(appeal.ends_sooner, appeal.alert, on=on) if lighter and appeal.alert else [],
        "beside": beside_what_ended(appeal.alert) if lighter and appeal.alert else "",
        "stays": standing(appeal.alert, on=on, sooner=appeal.ends_sooner) if lighter and appeal.alert else [],
        "resumed": [condition.words for condition in resumed],
        "same_decider": same_decider,
    } | _told(appeal, on, told_why=bool(same_decider))


def _told(appeal: Appeal, on: date, *, told_why: bool) -> dict[str, Any]:
    """E3 P5 Return the facts about the appealed decision, as an answer tells them: also that no limit applies any more."""
    alert = appeal.alert
    over = alert is not None and alert.is_active and not (has_all_of_type(alert, on) or standing(alert, on=on))
    none = {"none_applies": none_applies(alert, on=on)} if alert and over else {}
    return _about(appeal, on, told_why=told_why) | none | _untold(appeal, on)


def _ended(appeal: Appeal, *, on: date) -> dict[str, list[str]]:
    """E3 Return what ends by the answer, in the words in which it was told."""
    alert = appeal.alert
    if alert and appeal.outcome == AppealOutcome.PARTLY and alert.is_active:
        return told_ended(alert, appeal.taken_away, over_by_now(appeal.ends_sooner, alert, on=on))
    return {"ended": _no_longer(alert, on=on) if alert and appeal.outcome == AppealOutcome.UPHELD else []}


def _no_longer(alert: Alert, *, on: date) -> list[str]:
    """E3 List the measures that end with the appeal that was won; none where something else may still ask for them."""
    return [] if alert.successor() or still_asked(alert, on=on) else that_applied(alert)


def _decider(appeal: Appeal, *, told_why: bool) -> str:
    """P9b Say who decided on the appeal, and why it was another than the area's Head, or the same person again.

    :param told_why: whether the letter gives the reason why it was the same person.
    """
    area, refused = appeal.service_area, appeal.status == AppealStatus.REFUSED
    did = "decided that we cannot look at your appeal." if refused else "decided on your appeal."
    who = f"{decider(appeal.decided_by, appeal.kept_nameless())} {did}"
    if appeal.decided_by in appeal.made_by():
        ask = "" if told_why else " Please ask us, if you want to know why."
        why = f"The same person made the decision that you appealed against.{ask}"
    elif appeal.absent_head in appeal.made_by():
        why = f"The Head of Service for {area} made the decision that you appealed against, so somebody else decided this."
    elif appeal.absent_head:
        why = f"The Head of Service for {area} could not do it at that time."
    else:
        why = f"There was no Head of Service for {area} at that time." if appeal.absence_reason else ""
    return f"{who} {why}".strip()


def _about(appeal: Appeal, on: date, *, told_why: bool = False) -> dict[str, Any]:
    """Return the facts about the appealed decision: its day, and the parts of it that stand."""
    told = [appeal.alert] if appeal.alert else []
    about = _alert(appeal, appeal.alert, on) if appeal.alert else _action(appeal, on)
    return about | {
        "received_on": show_date(appeal.received_on),
        "decider": _decider(appeal, told_why=told_why) if appeal.decided_by else "",
        **reaching_us(appeal, on=on, told=told),
        "terms": appeal.terms(),
    }


def _known_successor(alert: Alert) -> Alert | None:
    """P8b P7c Return the alert in its place that a letter may name; none where it is kept from the customer."""
    successor = alert.successor()
    return successor if successor and successor.informing == Informing.INFORM else None


def _alert(appeal: Appeal, alert: Alert, on: date) -> dict[str, Any]:
    won = appeal.outcome == AppealOutcome.UPHELD
    kept, successor, named = not won and alert.is_active, alert.successor(), _known_successor(alert)
    by_appeal = alert.ended_because == EndedBecause.APPEAL
    return {
        "alert_name": alert.type.name,
        "kept": kept,
        "replaced_by": named.type.name if named else "",
        "replaced_on": show_date(alert.ended_on) if successor else "",
        "replaced_told": named is not None and named.told_by_letter(),
        "gone_on": "" if alert.is_active or successor or won else show_date(alert.ended_on),
        "gone_because": alert.ended_because,
        "gone_before": show_date(alert.ended_on) if won and not by_appeal else "",
        **(next_review(alert, on=on) if kept else {"review_by": ""}),
    }


def _action(appeal: Appeal, on: date) -> dict[str, Any]:
    """Return the facts about the action that the customer knows. ``over`` says whether it is over on the day of sending."""
    action = appeal.appealed_action
    until = action.live_until
    return {
        "action_name": action.get_kind_display().split(",")[0].lower(),
        "decided_on": show_date(action.decided_on),
        "for_signature": action.kind == ActionKind.AGREEMENT,
        "by_choice": action.kind == ActionKind.MEDIATION,
        "kept": appeal.terms()["stands"],
        "live_until": show_date(until) if until else "",
        "over": until is not None and on > until,
        "review_by": "",
    }
