"""Compose the facts of letters about alerts, reviews, investigations and actions, as plain data for their templates."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import HEAVIER, About, ActionKind, EndedBecause, Informing, ReviewOutcome
from alerts.decisions.decided import decided_by
from alerts.incidents.blame import tells_of_behaviour
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date

from . import measures
from .awaited import appealed_on
from .given import decided, decider, in_words, named, stays_as_it_is, the_rest, told_late, with_own_letter
from .gone import is_good_news, is_of_dog, removal_words
from .reported import it_was_reported, we_looked_into
from .sides import heard
from .untold import first_known, untold, was_kept_back

REMOVAL = "If visits and calls go well, that will count in your favour."
REMOVAL_OF_CONTACT = "If contact with us goes well, that will count in your favour."
"""E1 The suggested grounds for a removal: of an alert that changes visits, and of one about contact alone.

The Lead may reword them. The letter itself says that a removal may follow.
"""


def notification(
    alert: Alert,
    *,
    on: date,
    incident: str,
    reason: str,
    removal: str,
    invite_apology: bool,
    follows: str = "",
    not_asked: str = "",
    beside: Collection[Alert] = (),
) -> dict[str, Any]:
    """E1 Return the facts of the letter that tells of an alert, or of several from one decision.

    :param on: the day it is sent.
    :param incident: the report as the customer reads it, without a reporter's name.
    :param reason: the reason for the decision, as the customer reads it.
    :param follows: the meaning for the customer of the actions that were agreed beside the alert.
    :param not_asked: the reason why nobody asked for their side.
    :param beside: the other alerts that it tells of.
    """
    told = alert.told_actions()
    return {
        "incident": incident,
        "reason": reason,
        "alerts": [_told_of(each, on) for each in (alert, *beside)],
        "actions": [in_words(action, on) for action in told],
        "follows": follows if told else "",
        "removal": removal,
        "invite_apology": invite_apology,
        "behaviour": of_behaviour([alert, *beside]),
        "of_dog": all(is_of_dog(each) for each in (alert, *beside)),
        **heard(alert.investigation, not_asked),
        "told_late": told_late([each.decided_on for each in (alert, *beside) if not was_kept_back(each)], on),
        "apart": with_own_letter(told),
        "decided_by": _deciders([alert, *beside]),
        **measures.reaching_us(alert, on=on, told=[alert, *beside]),
        "terms": alert.terms(),
        "also": {each.reference: each.terms() for each in beside},
    }


def _deciders(alerts: Collection[Alert]) -> str:
    nameless = [person for alert in alerts for person in alert.kept_nameless()]
    people = dict.fromkeys(alert.decided_by for alert in alerts if alert.decided_by)
    return " and ".join(decider(person, nameless) for person in people)


def _told_of(alert: Alert, on: date) -> dict[str, Any]:
    """E1 Return the facts about one alert: its measures, its first day, the alert it replaces, and its review."""
    old = alert.replaces
    known = old is not None and old.ended_because == EndedBecause.REPLACED and old.informing == Informing.INFORM
    return {
        "name": alert.type.name,
        **measures.in_words(alert, on),
        "effective_from": show_date(alert.effective_from),
        "replaces": old.type.name if old and known else "",
        "kept_back": was_kept_back(alert),
        **next_review(alert, on=on),
        "review_months": _months_to_review(alert),
    }


def missed(review: Review) -> str:
    """P8a Return the day by which the review was due, where it was done after that day."""
    alert, last = review.alert, review.since().last
    first = procedure.review_due_on(alert.effective_from, alert.first_period) if alert.effective_from else None
    days = [day for day in (last.next_due_on if last else first, review.due_on) if day]
    late = bool(days and review.completed_on and min(days) < review.completed_on)
    return show_date(min(days)) if late else ""


def next_review(alert: Alert, *, on: date) -> dict[str, Any]:
    """P8a Return the day of the next review, and whether that day has passed when the letter is sent."""
    due = alert.review_due_on
    return {"review_by": show_date(due), "review_late": due is not None and due < on}


def _months_to_review(alert: Alert) -> int:
    """P8a Return the months that end on the day of the review.

    The result is 0 where another period led to that day, or none is set.
    """
    if alert.effective_from is None:
        return 0
    first = procedure.review_due_on(alert.effective_from, alert.first_period)
    return alert.first_period if alert.review_due_on == first else 0


def review_outcome(review: Review, *, on: date, reason: str, reported: str = "") -> dict[str, Any]:
    """E2 Return the facts of the letter that tells how a review ended.

    :param on: the day it is sent.
    :param reason: the reason for the decision, as the customer reads it.
    :param reported: the report behind the alert, where no letter that we know of told of it.
    """
    alert, type = review.alert, review.alert.type
    removed = review.outcome == ReviewOutcome.REMOVE
    kept = review.outcome in (ReviewOutcome.KEEP, *HEAVIER)
    kept_whole = kept and measures.has_all_of_type(alert, on)
    consequence = measures.kept_means(alert, on) if kept else measures.may_still_take_longer(alert, on)
    less = review.ends_sooner
    stays = measures.besides(alert, on) if kept_whole else measures.standing(alert, on=on, sooner=less)
    return {
        "alert_name": type.name,
        "outcome": review.outcome,
        "good_news": is_good_news(alert),
        "considered": review.asks_for_more(),
        "appealed_on": appealed_on(alert),
        **first_known(review, reported),
        **(untold(alert, reported) if removed else {"untold_since": ""}),
        "reason": reason,
        "consequence": removal_words(alert, on=on) if removed else consequence,
        "lets_off": removed and not measures.still_asked(alert, on=on),
        "missed": missed(review),
        "told_late": told_late([review.completed_on], on),
        **measures.told_ended(alert, review.taken_away, measures.over_by_now(less, alert, on=on)),
        "sooner": measures.said_apart(less, alert, on=on),
        "beside": measures.beside_what_ended(alert) if review.outcome == ReviewOutcome.STEP_DOWN else "",
        "stays": [] if removed else stays,
        **({"review_by": ""} if removed else next_review(alert, on=on)),
        "decided_on": show_date(review.completed_on),
        "decided_by": decider(review.completed_by, review.kept_nameless()),
        **measures.reaching_us(review, on=on, told=[alert]),
        "terms": alert.terms(),
    }


def removal(alert: Alert, *, on: date, reason: str, reported: str = "") -> dict[str, Any]:
    """P8b Return the facts of the letter that tells of an alert that was removed between reviews.

    :param on: the day it is sent.
    :param reason: the reason for the removal, as the customer reads it.
    :param reported: the report behind the alert, where no letter told of it.
    """
    return {
        "alert_name": alert.type.name,
        "because": alert.ended_because,
        "appealed_on": appealed_on(alert),
        **untold(alert, reported),
        "removed_on": show_date(alert.ended_on),
        "told_late": told_late([alert.ended_on], on),
        "decided_by": decider(alert.ended_by, alert.kept_nameless()),
        "reason": reason,
        "consequence": removal_words(alert, on=on),
        "lets_off": not measures.still_asked(alert, on=on),
        "rest": the_rest(alert, on=on) if alert.ended_because == EndedBecause.ERROR else [],
        **measures.reaching_us(alert, on=on),
        "terms": alert.terms(),
    }


NOT_BOUND = (
    "You do not have to sign the agreement. If you signed or agreed to it, you do not have to keep to it any more."
)


def taken_back(action: Action, *, on: date, reason: str) -> dict[str, Any]:
    """P11a Return the facts of the letter that says we were wrong about an action, such as a written warning.

    :param on: the day it is sent.
    :param reason: what went wrong, as the customer reads it.
    """
    unsigned = f"{NOT_BOUND}\n" if action.kind == ActionKind.AGREEMENT else ""
    return {
        "action_name": named(action),
        "title": f"We were wrong about the {named(action)}",
        "because": EndedBecause.ERROR,
        "removed_on": show_date(action.set_aside_on),
        "reason": reason,
        "consequence": f"{unsigned}You do not have to do anything. Nobody will hold it against you.",
        **_given(action, on),
    }


def behind(case: Alert | Action | Investigation) -> list[Incident]:
    """P4b List the incidents behind the case that a letter may tell of, the earliest first, without third-party information."""
    if isinstance(case, Action) and case.incident:
        found: Iterable[Incident] = [case.incident]
    else:
        file = case if isinstance(case, Investigation) else case.investigation
        found = sorted(file.standing_incidents(), key=lambda one: one.occurred_at or one.created_at) if file else []
    return [incident for incident in found if incident.about != About.THIRD_PARTY]


def of_behaviour(alerts: Iterable[Alert]) -> bool:
    """E1 Return whether a letter may call it unacceptable behaviour: not a risk or a dog alone, or somebody else's.

    Where nothing is known of the reports behind a dog's alert, it is about the dog. Where only an agency told us, it is no
    behaviour that the letter may tell of.
    """
    return any(_of_behaviour(alert) for alert in alerts)


def _of_behaviour(alert: Alert) -> bool:
    told, file = behind(alert), alert.investigation
    untold = not told and (is_of_dog(alert) or bool(file and file.standing_incidents()))
    return not untold and tells_of_behaviour(told)


_BLAMES = "your behaviour was "
"""The beginning of a report of behaviour. A report of a dog or a risk alone begins without it."""


def suggested_incident(case: Alert | Action) -> str:
    """E1 D3a Return the beginning of a sentence about the report, without names, for the Lead to complete."""
    incidents = behind(case)
    blames = of_behaviour([case]) if isinstance(case, Alert) else tells_of_behaviour(incidents)
    said = it_was_reported(incidents) if incidents else ""
    return f"{said} {_BLAMES if blames else ''}" if said else ""


def suggested_matter(investigation: Investigation) -> str:
    """E4 Return the beginning of a sentence about the matter, without names, for the Lead to complete.

    It says that we looked into a report.
    """
    incidents = behind(investigation)
    said = we_looked_into(incidents) if incidents else ""
    return f"{said} {_BLAMES if tells_of_behaviour(incidents) else ''}" if said else ""


def investigation_outcome(
    investigation: Investigation, *, on: date, looked_into: str, reason: str, follows: str = "", not_asked: str = ""
) -> dict[str, Any]:
    """E4 Return the facts of the letter that tells how an investigation ended that imposed nothing.

    :param on: the day it is sent.
    :param looked_into: the matter as the customer reads it, without a reporter's name.
    :param follows: the meaning of the agreed actions for the customer.
    :param not_asked: the reason why nobody asked for their side.
    """
    told = investigation.told_actions()
    stays = stays_as_it_is(investigation)
    return {
        **({"title": f"What we decided about your {stays}"} if stays else {}),
        "stays": stays,
        "looked_into": looked_into,
        "reason": reason,
        **heard(investigation, not_asked),
        "apart": with_own_letter(told),
        "nothing": not any(action.agreed for action in investigation.actions.all()),
        "actions": [in_words(action, on) for action in told],
        "follows": follows if told else "",
        "decided_on": show_date(investigation.concluded_on),
        "decided_by": decider(decided_by(investigation), investigation.kept_nameless()),
        **measures.reaching_us(investigation, on=on),
        "terms": investigation.terms(),
    }


WE_AGREE = (
    "We will treat you with respect and listen to what you say.\n"
    "We will tell you clearly what we can do, what we cannot do, and why."
)
"""D3b The suggested duties of the landlord in a behaviour agreement, which the Lead may reword."""


def written_warning(
    action: Action, *, on: date, incident: str, reason: str, asks: str, not_asked: str = ""
) -> dict[str, Any]:
    """D3a D3b Return the facts of a written warning.

    :param on: the day it is sent.
    :param incident: the report as the customer reads it, without a reporter's name.
    :param reason: the reason for the warning, as the customer reads it.
    :param asks: our requests to the customer.
    :param not_asked: the reason why nobody asked for their side before a decision of the formal stage.
    """
    told = {"incident": incident, "reason": reason, "asks": asks}
    return told | heard(action.investigation, not_asked) | _given(action, on)


def behaviour_agreement(
    action: Action,
    *,
    on: date,
    incident: str,
    reason: str,
    theirs: str,
    ours: str,
    sign_by: date | None,
    not_asked: str = "",
) -> dict[str, Any]:
    """D3b Return the facts of a behaviour agreement, for both to sign.

    :param reason: the reason for the offer, as the customer reads it.
    :param theirs: the customer's promises, one on each line; ``ours`` are the landlord's.
    :param sign_by: the day by which we hope to have it back; None in a preview, until it is known.
    :param not_asked: as of :func:`written_warning`.
    """
    told = {
        "incident": incident,
        "reason": reason,
        "theirs": theirs,
        "ours": ours,
        "sign_by": show_date(sign_by) if sign_by else "[By when]",
    }
    return told | heard(action.investigation, not_asked) | _given(action, on)


def agreed_action(
    action: Action, *, on: date, looked_into: str, reason: str, follows: str, not_asked: str = ""
) -> dict[str, Any]:
    """D3b Return the facts of the letter that tells of an agreed action alone.

    :param reason: the reason for the decision, as the customer reads it.
    :param follows: the meaning of the action for the customer.
    :param not_asked: the reason why nobody asked for their side.
    """
    told = {"looked_into": looked_into, "reason": reason, "action": in_words(action, on), "follows": follows}
    told["decided"] = decided(action, on)
    return told | heard(action.investigation, not_asked) | _given(action, on)


def _given(action: Action, on: date) -> dict[str, Any]:
    """Return the facts of every letter about one action, such as its first and last day."""
    return {
        "appealed": f"the {named(action)}" if _is_one_of_several(action) else "",
        "told_late": told_late([action.decided_on], on),
        "decided_on": show_date(action.decided_on),
        "decided_by": decider(action.decided_by, action.kept_nameless()),
        "live_until": show_date(action.live_until) if action.live_until else "",
        "behaviour": tells_of_behaviour(behind(action)),
        "planned_on": on.isoformat(),
        **measures.reaching_us(action, on=on),
        "terms": action.terms(),
    }


def _is_one_of_several(action: Action) -> bool:
    """P7c P9a Return whether another letter tells of the same decision: a hint at one would betray a withheld alert."""
    file = action.investigation
    if file is None:
        return False
    told = any(alert.informing == Informing.INFORM for alert in file.alerts.all())
    return told or len(file.told_actions()) > 1 or not file.withheld_alerts()
