"""The rules for a review (§8)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from alerts.alert.policies import was_asked_first, why_customer_not_informed, why_no_letter, why_no_officer
from alerts.catalogue.policies import why_controls_contradict
from alerts.choices import AlertStatus, HangsOn, Informing, Origin, ReviewOutcome, ReviewStatus, Trigger
from alerts.conditions.policies import OF_CONDITIONS
from alerts.writing.policies import why_told_by_answer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.catalogue.models import AlertType
    from alerts.conditions.models import Condition

    from .models import Review


def why_not_open_review(alert: "Alert") -> Refusal | None:
    """P8a Refuse a review of an alert that is not active, or that already has an open review."""
    if alert.status != AlertStatus.ACTIVE:
        return Refusal(
            procedure.YEARLY_REVIEW,
            f"Alert {alert.reference} is {alert.get_status_display().lower()}. Only an active alert is reviewed.",
        )
    running = alert.open_review()
    if running is not None:
        return Refusal(
            procedure.YEARLY_REVIEW, f"Review {running.reference} of this alert is already open. Complete it."
        )
    return None


def why_no_trigger(trigger: str) -> Refusal | None:
    """P8a Refuse a review without a known trigger."""
    return None if trigger in Trigger.values else Refusal(procedure.YEARLY_REVIEW, "Choose what calls for the review.")


def why_too_early(alert: "Alert", *, on: date, trigger: str, evidence: str) -> Refusal | None:
    """P8a Refuse a review before the due date, unless something happened that calls for it."""
    due = alert.review_due_on
    if due and on < due and (trigger == Trigger.DUE or not evidence.strip()):
        return Refusal(
            procedure.YEARLY_REVIEW,
            "The review is not due yet. Choose what calls for an early review, and say in words what happened.",
        )
    return None


def why_unreported(trigger: str, *, reported: bool, nothing_to_report: bool) -> Refusal | None:
    """P2 P8a Refuse a review for safety of which no report tells: nobody is warned, asked how they are, or counts it.

    :param reported: whether an incident was reported since the last decision on the alert.
    :param nothing_to_report: whether the Lead says that nothing happened to anybody.
    """
    if trigger != Trigger.SAFETY or reported or nothing_to_report:
        return None
    return Refusal(
        procedure.REPORTING,
        "Nothing was reported since the last decision on this alert. If something happened to somebody, report the incident "
        "first, then open the review. If nothing did, tick that.",
    )


def why_due_day_refused(alert: "Alert", *, on: date, due_on: date | None) -> Refusal | None:
    """P8a Refuse a day for an early review that is past, or after the alert is due anyway."""
    due = alert.review_due_on
    if due_on is None or due is None or on <= due_on <= due:
        return None
    if due <= on:
        return Refusal(procedure.YEARLY_REVIEW, "The review is due already. Leave the day for an early review empty.")
    return Refusal(
        procedure.YEARLY_REVIEW,
        f"Choose a day from today to {due:%-d %B %Y}, when the review is due anyway.",
    )


def why_no_reason(reason: str) -> Refusal | None:
    """P8a Refuse to complete a review without a reason for its outcome."""
    return why_unsaid(reason, Refusal(procedure.YEARLY_REVIEW, "Give the reason for the outcome of the review."))


def why_considerations_too_short(considered: Mapping[str, str]) -> Refusal | None:
    """P8a Refuse what was written of the considerations where it says too little; a box may stay empty.

    :param considered: what was written, by the name of what it answers.
    """
    unsaid = Refusal(procedure.YEARLY_REVIEW, "Say what you considered, or leave the box empty.")
    return next(filter(None, (why_unsaid(words, unsaid) for words in considered.values() if words.strip())), None)


def why_no_reason_to_close(reason: str) -> Refusal | None:
    """P8a Refuse to close a review without an outcome where no reason is given."""
    return why_unsaid(reason, Refusal(procedure.YEARLY_REVIEW, "Say why the review is closed without an outcome."))


def why_outcome_refused(
    alert: "Alert",
    outcome: str,
    *,
    on: date,
    type: "AlertType | None" = None,
    further: Collection[str] = (),
    lifted: Collection[int] = (),
) -> Refusal | None:
    """P8b Refuse an outcome that does not fit the alert.

    A review keeps, lightens or removes the alert. A heavier measure is only asked for: the Head of Service decides it.
    :param type: for a change of type, the type that the alert is to become.
    :param further: to strengthen it, the controls asked for besides those it has.
    :param lifted: for a step down, the primary keys of the conditions that end.
    """
    dead = _why_dead(alert, outcome) if outcome != ReviewOutcome.REMOVE else None
    if dead:
        return dead
    if outcome == ReviewOutcome.STRENGTHEN:
        return _why_not_strengthen(alert, further) or _why_already_asked(alert)
    if outcome == ReviewOutcome.CHANGE_TYPE:
        return _why_not_become(alert, type) or _why_already_asked(alert)
    if outcome == ReviewOutcome.KEEP:
        return _why_unknown(alert) or _why_nothing_to_keep(alert, on)
    if outcome == ReviewOutcome.STEP_DOWN:
        return _why_to_nobody(alert.limits(on=on).exclude(pk__in=lifted), on)
    if outcome == ReviewOutcome.REMOVE:
        return None
    return Refusal(
        procedure.YEARLY_REVIEW,
        "Say what becomes of the alert: keep, step down, strengthen, change its type or remove.",
    )


def _why_dead(alert: "Alert", outcome: str) -> Refusal | None:
    """P8b P7a Refuse to go on with an alert on a person who died, unless it hangs on a property.

    There it may still be needed as it is. A heavier measure is refused: it would be on a dead customer
    too, and nobody approves it.
    """
    if alert.customer is None or not alert.customer.died:
        return None
    if not alert.stays_at_property():
        return Refusal(procedure.REMOVAL, f"{alert.customer} has died. Remove the alert.")
    if outcome not in (ReviewOutcome.STRENGTHEN, ReviewOutcome.CHANGE_TYPE):
        return None
    return Refusal(
        procedure.HEAD_DECIDES,
        f"{alert.customer} has died, so nothing heavier is approved in the place of this alert. Keep it, step it down or "
        "remove it. What more the property needs is recommended on what is reported there.",
    )


def _why_unknown(alert: "Alert") -> Refusal | None:
    """P8b P7b Refuse to go on with an alert of which nobody knows the type.

    It may go on while another in its place waits for a decision. No letter belongs to such a type, so the customer would
    never learn of it.
    """
    if not alert.type.imported_only or alert.pending_successor() is not None:
        return None
    return Refusal(
        procedure.REMOVAL,
        f"“{alert.type.name}” says nothing of what colleagues do, and no letter can tell the customer of it. Change its type to "
        "the one that is needed, or remove the alert.",
    )


def _why_nothing_to_keep(alert: "Alert", on: date) -> Refusal | None:
    """P7b P8b Refuse to keep an alert whose needed conditions, or whose named officer, are over.

    An alert is kept without conditions where a control asks for more than to keep to them. It is also kept while
    another alert in its place waits for a decision.
    """
    if alert.pending_successor() is not None:
        return None
    limits = list(alert.limits(on=on))
    if limits or not alert.type.needs_conditions or not OF_CONDITIONS.issuperset(alert.controls):
        return why_no_officer(alert, alert.controls, limits) or _why_to_nobody(limits, on)
    return Refusal(
        procedure.REMOVAL,
        "Every condition of this alert is over, so there is nothing to keep. Remove it, strengthen it with conditions for "
        "the time to come, or change its type.",
    )


def _why_to_nobody(kept: "Iterable[Condition]", on: date) -> Refusal | None:
    """P5 P8b Refuse an outcome by which contact still goes through somebody whom the customer can no longer reach."""
    for condition in kept:
        if why := condition.leads_to_nobody(on=on):
            return Refusal(
                procedure.OPTIONS,
                f"{why} So the condition “{condition}” leads to nobody. Step the alert down without it, strengthen the "
                "alert, change its type or remove it.",
            )
        if refused := condition.why_leads_astray():
            return Refusal(
                procedure.OPTIONS,
                f"{refused.sentence} No letter can tell of the condition “{condition}” any more: strengthen the alert or "
                "change its type to name others, step it down without the condition, or remove it.",
            )
    return None


def why_draft_strengthens_nothing(draft: "Alert") -> Refusal | None:
    """P8b Refuse further controls in a draft that does not strengthen an alert."""
    if draft.strengthens is not None:
        return None
    return Refusal(
        procedure.REMOVAL, "Only a draft that is to strengthen an alert asks for further controls.", hides=True
    )


def why_further_controls_refused(alert: "Alert", further: Collection[str]) -> Refusal | None:
    """P8b Refuse further controls that the alert already has, or that contradict each other."""
    if set(further) <= set(alert.further_controls):
        return why_controls_contradict([*alert.controls, *further])
    return Refusal(procedure.REMOVAL, "Ask only for controls that the alert does not have yet.")


def _why_not_strengthen(alert: "Alert", further: Collection[str]) -> Refusal | None:
    if not alert.type.imported_only:
        return why_further_controls_refused(alert, further)
    return Refusal(
        procedure.REMOVAL, f"{alert.type.name} is no type of its own, so it cannot be strengthened. Change its type."
    )


def _why_not_become(alert: "Alert", type: "AlertType | None") -> Refusal | None:
    if type is None or type == alert.type:
        return Refusal(procedure.REMOVAL, "Choose which other type of alert it is to become.")
    if type.imported_only:
        return Refusal(procedure.REMOVAL, f"{type.name} is for what an import brings. Choose another type.")
    if type.retired_on:
        return Refusal(procedure.REMOVAL, f"{type.name} is no longer recommended. Choose another type.")
    if alert.customer is None and type.hangs_on == HangsOn.PERSON:
        return Refusal(procedure.LETTER_TYPES, f"{type.name} is about a person, and no customer is known here.")
    rival = alert.active_rival(of=type)
    if rival is None:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{alert.subject} already has an active {type.name} alert, {rival.reference}. Remove this one, or keep it.",
    )


def _why_already_asked(alert: "Alert") -> Refusal | None:
    waiting = alert.pending_successor()
    if waiting is None:
        return None
    return Refusal(
        procedure.REMOVAL,
        f"Investigation {waiting.investigation} already asks for another alert in the place of this one. Keep the "
        "alert until that is decided.",
    )


def why_review_letter_refused(review: "Review") -> Refusal | None:
    """E2 Refuse the letter on how a review ended while it may not exist."""
    if review.status != ReviewStatus.COMPLETED:
        return Refusal(
            procedure.REVIEW_OUTCOME, f"Review {review.reference} is not completed: there is no outcome yet."
        )
    if not review.outcome:
        return Refusal(
            procedure.REVIEW_OUTCOME,
            f"Review {review.reference} was completed in the housing system, which keeps no outcome. There is nothing to tell.",
        )
    if review.outcome != ReviewOutcome.REMOVE and not review.alert.is_active:
        return Refusal(
            procedure.REVIEW_OUTCOME,
            f"Alert {review.alert.reference} has ended since. A letter that it stays would not be true.",
        )
    alert = review.alert
    return (
        why_no_letter(alert)
        or why_customer_not_informed(alert)
        or _why_withheld_then(review)
        or _why_not_told_before(review)
        or (why_told_by_answer(alert) if review.outcome == ReviewOutcome.REMOVE else None)
    )


def _why_withheld_then(review: "Review") -> Refusal | None:
    """P7c Refuse to tell the outcome of a review at which the customer was not to be informed.

    This stays so even after a later review that informs them of the alert.
    """
    if review.informing != Informing.WITHHOLD:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        f"It was decided at review {review.reference} not to inform the customer. No letter tells of its outcome.",
    )


def _why_not_told_before(review: "Review") -> Refusal | None:
    """E1 E2 D3b Refuse the review letter where no letter had told the customer of the alert before: that letter comes first.

    After a removal, only a customer who was asked for their side is told. An alert from Cx is exempt: nobody was told
    of it.
    """
    alert = review.alert
    if alert.origin == Origin.CX or review.was_told_before():
        return None
    if review.outcome == ReviewOutcome.REMOVE and was_asked_first(alert):
        return None
    instead = f"Write the letter that tells of alert {alert.reference}." if alert.is_active else "So nobody writes."
    if alert.told_by_letter():
        instead = "A letter has told them of it since, and says by when it is reviewed next."
    return Refusal(
        procedure.REVIEW_OUTCOME,
        f"No letter had told {alert.customer} of the alert before review {review.reference}. {instead}",
    )


def why_review_facts_refused(review: "Review", facts: dict[str, Any]) -> Refusal | None:
    """E2 Refuse a letter that wrongly says, or no longer says, that a heavier measure is considered."""
    if facts.get("considered", False) == review.asks_for_more():
        return None
    return Refusal(
        procedure.REVIEW_OUTCOME,
        f"What follows review {review.reference} has been decided since this letter was composed, so the letter would not "
        "be true. Cancel it, and write to the customer as things stand now.",
    )
