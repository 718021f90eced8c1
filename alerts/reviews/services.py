"""Open a review, complete it with an outcome, or close it (§8)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from alerts.alert import policies as alert_policies
from alerts.alert import selectors as alert_selectors
from alerts.alert import steps as alert_steps
from alerts.alert.models import Alert
from alerts.alert.services import end_quietly, locked_with_file, vary_alert
from alerts.catalogue.models import AlertType
from alerts.choices import HEAVIER, Control, EndedBecause, Informing, ReviewOutcome, Trigger
from alerts.conditions.models import Condition
from alerts.decisions import policies as decisions_policies
from alerts.decisions.answers import InformAnswer
from alerts.decisions.selectors import behind, happened_beside, left_to_danger
from alerts.entries.services import to_enter_changed
from alerts.investigations.models import Investigation
from alerts.writing import measures
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from letters import services as letters

from . import policies, selectors, steps
from .models import Review


@records.step
def open_review(
    *,
    alert: Alert,
    version: int,
    by: Colleague,
    on: date,
    trigger: str,
    evidence: str = "",
    due_on: date | None = None,
    nothing_to_report: bool = False,
) -> Review:
    """P8a Open a review. Before the due date, something must call for it.

    :param due_on: the day by which an early review is completed; within four weeks where none is set.
    :param nothing_to_report: whether nothing happened to anybody, where safety calls for it and no report tells why.
    """
    alert = records.locked(alert)
    refuse_if(
        steps.why_not_open_review(alert, by, on),
        records.seen(alert, version),
        policies.why_no_trigger(trigger),
        policies.why_too_early(alert, on=on, trigger=trigger, evidence=evidence),
        policies.why_unreported(trigger, reported=selectors.reported_since(alert), nothing_to_report=nothing_to_report),
        policies.why_due_day_refused(alert, on=on, due_on=due_on),
    )
    review = Review(alert=alert, trigger=trigger, evidence=evidence)
    if alert.review_due_on and on < alert.review_due_on:
        review.due_on = due_on or procedure.early_review_due_on(on, alert.review_due_on)
    records.save(review, by=by, why=f"Opened: {review.get_trigger_display().lower()}")
    audit.record("open review", review, by=by, why=evidence)
    return review


def review_after_appeal(alert: Alert, *, by: Colleague, on: date, evidence: str) -> None:
    """P9b Open an early review of the alert that replaced another, once an appeal against that one is upheld.

    A review that is open already weighs it.
    """
    alert = records.locked(alert)
    if alert.open_review():
        return
    due = existing(alert.review_due_on, "an active alert has the day of its review")
    review = Review(alert=alert, trigger=Trigger.APPEAL, evidence=evidence)
    review.due_on = procedure.early_review_due_on(on, due)
    records.save(review, by=by, why=f"Opened: {evidence}")
    audit.record("open review", review, by=by, why=evidence)


@records.step
def complete_review(
    *,
    review: Review,
    version: int,
    by: Colleague,
    on: date,
    outcome: str,
    reason: str,
    inform: InformAnswer,
    months: int | None = None,
    controls: list[str] | None = None,
    lifted: Iterable[int] = (),
    ends: Mapping[int, date] | None = None,
    type: AlertType | None = None,
    further: Iterable[str] = (),
    considered: dict[str, str] | None = None,
    danger: str = "",
    seen: Collection[str] = (),
) -> Review:
    """P8a P8b Complete the review: decide on the alert, and set its next due date. The Head decides any heavier measure.

    :param months: months to the next review; the alert's own period where none is given.
    :param controls: for a step down, the controls that stay; ``lifted`` are the conditions that end, ``ends`` the
        earlier last day of others.
    :param type: for a change of type, the new type; ``further`` are the controls asked for to strengthen it.
    :param considered: ``risk``, ``customers_side`` and ``vulnerability``, as far as they were written down.
    :param danger: where protection is taken away, what becomes of the danger that was reported.
    :param seen: the keys of the incidents that the page listed when it was opened.
    """
    alert, review = records.locked(review.alert), records.locked(review)
    months, further, lifted = alert.first_period if months is None else months, list(further), list(lifted)
    kept = alert.limits(on=on).exclude(pk__in=lifted)
    removed, lighter = outcome == ReviewOutcome.REMOVE, outcome == ReviewOutcome.STEP_DOWN
    less: dict[str, Any] = {"controls": controls or [], "lifted": lifted, "ends": ends or {}}
    left = left_to_danger(alert, stay=None if removed else less["controls"] if lighter else alert.controls)
    refuse_if(
        steps.why_not_complete(review, by, on),
        records.seen(review, version),
        decisions_policies.why_incident_unseen([*behind(alert), *happened_beside(alert)], seen),
        policies.why_no_reason(reason) or policies.why_considerations_too_short(considered or {}),
        policies.why_outcome_refused(alert, outcome, on=on, type=type, further=further, lifted=lifted),
        decisions_policies.why_period_refused(months, review="next"),
        inform.why_not(alert),
        decisions_policies.why_kept_condition_untold(alert, outcome, inform.answer, kept),
        decisions_policies.why_danger_unanswered(left, danger),
    )
    within = alert_selectors.months_to_review(alert, months, withheld=inform.answer == Informing.WITHHOLD, on=on)
    due = None if removed else procedure.review_due_on(on, within)
    considered = {**(considered or {}), "danger": danger.strip() if left else ""}
    review.complete(
        by=by,
        on=on,
        outcome=outcome,
        reason=reason,
        informing=inform.fields(),
        next_due_on=due,
        taken_away=measures.measures_ended(alert, **less) if lighter else {},
        considered=considered,
    )
    records.save(review, by=by, why=f"Completed: {review.get_outcome_display().lower()}")
    audit.record("complete review", review, by=by, why=reason)
    _bind(review, by=by, on=on, less=less)
    if outcome in HEAVIER:
        ask_for_more(review, by=by, on=on, type=type if outcome == ReviewOutcome.CHANGE_TYPE else None, further=further)
    review.alert.refresh_from_db()
    to_enter_changed([review.alert], by=by, on=on)
    return review


def _bind(review: Review, *, by: Colleague, on: date, less: dict[str, Any]) -> None:
    """P8b Let the outcome of the review take effect on the alert."""
    alert, reason = review.alert, f"{review.reason} {review.danger}".strip()
    if review.outcome == ReviewOutcome.STEP_DOWN:
        vary_alert(alert, **less, by=by, on=on, reason=reason, until=review.next_due_on)
    _carry_answers_to_alert(review, by=by)
    if review.outcome == ReviewOutcome.REMOVE:
        end_quietly(alert, by=by, on=on, because=_because(review), reason=reason)


def _because(review: Review) -> str:
    """P8b Return the ground for removal: changed circumstances where the customer died or moved, else a reduced risk.

    A person who is gone is no risk there, but nobody found their risk to be less.
    """
    died = review.customer is not None and review.customer.died
    changed = died or review.trigger == Trigger.MOVED
    return EndedBecause.CIRCUMSTANCES if changed else EndedBecause.RISK_REDUCED


def _carry_answers_to_alert(review: Review, *, by: Colleague) -> None:
    """Copy to the alert the review's due date and its answer on informing, which binds every letter.

    P7c The customer knows of an alert of which a letter told them. To withhold the review keeps back its own letter only, and
    for harm whoever posts another is asked about the address.
    """
    alert = records.locked(review.alert)
    if review.informing == Informing.WITHHOLD and alert.informing == Informing.INFORM and alert.told_by_letter():
        alert.withheld_before = review.harm_of_telling or alert.withheld_before
    else:
        if review.informing == Informing.INFORM:
            alert.withheld_before = alert_policies.withheld_for_harm(alert)
        alert.informing, alert.withhold_code = review.informing, review.withhold_code
        alert.informing_reason = review.informing_reason
    alert.review_due_on = review.next_due_on or alert.review_due_on
    lead = alert.responsible_lead
    alert.responsible_lead = lead if lead and lead.still_leads() else by
    records.save(alert, by=by, why=f"Reviewed: {review.reference}")
    if alert.customer:
        withheld = review.informing == Informing.WITHHOLD
        decided = "decided not to inform the customer" if withheld else "changed what the letter says"
        letters.cancel_forbidden(alert.customer, by=by, reason=f"Review {review.reference} {decided}")


@records.step
def close_review(*, review: Review, version: int, by: Colleague, reason: str) -> Review:
    """P8a Close a review that was opened in error. The alert's due date stays."""
    review = records.locked(review)
    refuse_if(
        steps.why_not_close(review, by),
        records.seen(review, version),
        policies.why_no_reason_to_close(reason),
    )
    review.close(reason=reason)
    records.save(review, by=by, why=f"Closed: {reason}")
    audit.record("close review", review, by=by, why=reason)
    return review


def ask_for_more(review: Review, *, by: Colleague, on: date, type: AlertType | None, further: list[str]) -> None:
    """P8b Open an investigation with a draft that replaces the alert, which stays as it is until the Head decides.

    The file rests on the alert's own incidents and on those since that were referred. Each gate is asked again.
    :param type: the type that the alert is to become; None to strengthen it, with ``further`` controls or with none.
    """
    alert = review.alert
    file = Investigation(
        customer=alert.customer, asset=alert.asset, service_area=alert.service_area, from_review=review, lead=by
    )
    why = f"Asked for by review {review.reference}"
    records.save(file, by=by, why=why)
    if alert.investigation:
        file.incidents.set(alert.investigation.standing_incidents())
    file.incidents.add(*review.referred_since(file))
    audit.record("open investigation", file, by=by, why=why)
    draft = _successor(alert, file, type, further)
    draft.reason = review.reason
    records.save(draft, by=by, why=why)
    for condition in [] if type else _carried(alert, draft, on):
        records.save(condition, by=by, why=why)
    audit.record("draft alert", file, by=by, why=f"{draft.type.name} drafted: {draft.reference}")


def _successor(alert: Alert, file: Investigation, type: AlertType | None, further: list[str]) -> Alert:
    return Alert(
        type=type or alert.type,
        customer=file.customer,
        asset=file.asset,
        service_area=file.service_area,
        investigation=file,
        replaces=alert,
        first_period=type.period if type else alert.first_period,
        controls=[] if type else _with(alert.controls, further),
    )


def _with(controls: list[str], further: Iterable[str]) -> list[str]:
    """List all of these controls, in the order of :class:`Control`."""
    asked = {*controls, *further}
    return [control.value for control in Control if control in asked]


def _carried(alert: Alert, draft: Alert, on: date) -> list[Condition]:
    """List copies for the draft of the alert's standing conditions that are not over."""
    return [
        Condition(
            alert=draft,
            kind=condition.kind,
            details=condition.details,
            words=condition.words,
            representative=condition.representative,
            officer=condition.officer,
            deputy=condition.deputy,
            starts=condition.starts,
            ends=condition.ends,
        )
        for condition in alert.limits(on=on).select_related("representative", "officer", "deputy")
    ]


@records.step
def ask_for_controls(*, draft: Alert, version: int, by: Colleague, further: Iterable[str]) -> Alert:
    """P8b Set the controls that a draft asks for besides those of the alert that it strengthens."""
    further = list(further)
    refuse_if(policies.why_draft_strengthens_nothing(draft))
    _, draft = locked_with_file(draft)
    refuse_if(alert_steps.why_not_ask_for_controls(draft, by), records.seen(draft, version))
    strengthened = existing(draft.strengthens, "what strengthens no alert was refused")
    refuse_if(policies.why_further_controls_refused(strengthened, further))
    draft.controls = _with(strengthened.controls, further)
    why = f"Controls asked for: {Control.sentences(further) or 'none'}"
    records.save(draft, by=by, why=why)
    audit.record("ask for controls", draft, by=by, why=why)
    return draft
