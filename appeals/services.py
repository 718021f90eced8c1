"""Take each step of an appeal, by one function each (§9)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from alerts.actions.setting_aside import set_aside_action, settle_rest
from alerts.alert import services as alert_services
from alerts.decisions import policies as decisions_policies
from alerts.decisions.answers import Authority, Rest
from alerts.decisions.selectors import behind, falls_with, happened_beside
from alerts.markers.services import ask_whose
from alerts.models import Action, Alert, Review
from alerts.reviews import services as reviews_services
from alerts.writing.measures import measures_ended
from appeals.choices import AppealChannel
from housing_alerts.customers.models import Representative
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from letters import services as letters

from . import permissions, policies, selectors, steps
from .choices import AppealOutcome
from .models import Appeal


@records.step
def log_appeal(
    *,
    decision: Alert | Action,
    review: Review | None = None,
    by: Colleague,
    today: date,
    grounds: str,
    channel: str,
    received_on: date,
    documents: str = "",
    representative: Representative | None = None,
    other_sender: str = "",
    authority_asked: str = "",
    stay: bool = False,
) -> Appeal:
    """P9a Log an appeal against an alert, a review that kept it, or an agreed action.

    An appeal in time is accepted at once.

    P9b In time or late, the days to acknowledge and to answer it run from its receipt.
    :param documents: the documents that came with it, in words.
    :param other_sender: the name of somebody who makes it for the customer and whose authority is not on file, with
        ``authority_asked`` of them; they get nothing of the case.
    :param stay: whether the alert's conditions are suspended until the decision, where the appeal is accepted at once.
    """
    decision = records.locked(decision)
    refuse_if(steps.why_not_log(decision, by, today))
    about = selectors.appealed(decision, review)
    assert about is not None and about.customer is not None  # otherwise the refusal above was raised
    customer = about.customer
    refuse_if(
        policies.why_review_or_sender_refused(decision, review, customer, representative, today=today),
        policies.why_other_sender_refused(representative, other_sender, authority_asked),
        policies.why_grounds_missing(grounds),
        policies.why_channel_unknown(channel, AppealChannel.values),
        policies.why_day_of_receipt_refused(about, received_on=received_on, today=today),
    )
    appeal = Appeal(
        customer=customer,
        service_area=about.service_area,
        alert=decision if isinstance(decision, Alert) else None,
        action=decision if isinstance(decision, Action) else None,
        review=review,
        grounds=grounds,
        documents=documents.strip(),
        channel=channel,
        representative=representative,
        other_sender=other_sender.strip(),
        authority_asked=authority_asked.strip() if other_sender.strip() else "",
        received_on=received_on,
        acknowledge_due_on=procedure.acknowledge_due_on(received_on, customer.organisation.acknowledge_days),
        answer_due_on=procedure.answer_due_on(received_on, customer.organisation.answer_days),
    )
    _reckon(appeal)
    records.save(appeal, by=by, why="Received")
    audit.record("log appeal", appeal, by=by, why="" if appeal.in_time else "Received late")
    if appeal.in_time:
        _accept(appeal, by=by, on=today, reason="", stay=stay)
    return appeal


def _reckon(appeal: Appeal) -> None:
    """P9a Set whether it is in time, by today's facts about the letter, which may have arrived later or come back."""
    appeal.reply_by = selectors.last_day(appeal)
    appeal.in_time = policies.is_in_time(appeal.received_on, appeal.reply_by)


def _accept(appeal: Appeal, *, by: Colleague, on: date, reason: str, stay: bool) -> None:
    """Accept the appeal, and suspend the alert's conditions on request, if it is in force and has some."""
    alert = appeal.alert
    stays = stay and alert is not None and alert.is_active and alert.limits(on=on).exists()
    appeal.accept(reason=reason, stay=stays)
    records.save(appeal, by=by, why="Accepted")
    audit.record("accept appeal", appeal, by=by, why=reason)
    if stays and alert:
        alert_services.stay_alert(alert, by=by, on=on)
        alert.refresh_from_db()


@records.step
def accept_appeal(
    *, appeal: Appeal, version: int, by: Colleague, on: date, reason: str = "", stay: bool = False
) -> Appeal:
    """P9a Let a late appeal go ahead, with a reason. The 28 days have run since the day it was received."""
    appeal = records.locked(appeal)
    _reckon(appeal)
    refuse_if(
        steps.why_not_accept(appeal, by),
        records.seen(appeal, version),
        policies.why_no_reason_to_accept(appeal, reason),
    )
    _accept(appeal, by=by, on=on, reason=reason, stay=stay)
    return appeal


@records.step
def refuse_appeal(
    *, appeal: Appeal, version: int, by: Colleague, on: date, reason: str, own_decision_reason: str = ""
) -> Appeal:
    """P9a Refuse a late appeal. A Head of Service who made the appealed decision must give a reason for deciding."""
    appeal = records.locked(appeal)
    _reckon(appeal)
    refuse_if(
        steps.why_not_refuse(appeal, by),
        records.seen(appeal, version),
        permissions.why_own_decision_unexplained(by, appeal, own_decision_reason),
        policies.why_no_reason_to_refuse(reason),
    )
    decision = {
        "decided_by": by,
        "decided_on": on,
        "own_decision_reason": own_decision_reason.strip(),
        "procedure_version": procedure.VERSION,
    }
    appeal.refuse(decision=decision, reason=reason)
    records.save(appeal, by=by, why=f"Refused as late: {reason}")
    audit.record("refuse appeal", appeal, by=by, why=reason)
    return appeal


@records.step
def prepare_appeal(*, appeal: Appeal, version: int, by: Colleague, on: date, evidence: str, answer: str = "") -> Appeal:
    """P9b Put the appeal with its evidence before the Head of Service.

    :param answer: the answer to the question it was sent back with. Earlier questions and evidence stay on record.
    """
    appeal = records.locked(appeal)
    refuse_if(
        steps.why_not_prepare(appeal, by, on),
        records.seen(appeal, version),
        policies.why_preparation_incomplete(appeal, evidence, answer),
    )
    if appeal.prepared_by:
        appeal.prepared_before.add(appeal.prepared_by)
    appeal.prepare(by=by, on=on, evidence=evidence, answer=answer)
    records.save(appeal, by=by, why="Prepared for the Head of Service", moment="prepared_at")
    audit.record("prepare appeal", appeal, by=by)
    return appeal


@records.step
def send_back_appeal(
    *, appeal: Appeal, version: int, by: Colleague, question: str, authority: Authority = Authority()
) -> Appeal:
    """P9b Send the appeal back to the Lead with a question. The 28 days go on."""
    appeal = records.locked(appeal)
    refuse_if(
        steps.why_not_send_back(appeal, by),
        records.seen(appeal, version),
        authority.why_not(by, appeal.service_area),
        policies.why_no_question(question),
    )
    appeal.send_back(question=question, asked=authority.asked(by, question))
    records.save(appeal, by=by, why=f"Sent back: {question}")
    audit.record("send back appeal", appeal, by=by, why=question)
    return appeal


@records.step
def determine_appeal(
    *,
    appeal: Appeal,
    version: int,
    by: Colleague,
    on: date,
    outcome: str,
    findings: str,
    vulnerability: str,
    read: Collection[str] = (),
    own_decision_reason: str = "",
    authority: Authority = Authority(),
    controls: list[str] | None = None,
    lifted: Iterable[int] = (),
    ends: Mapping[int, date] | None = None,
    danger: str = "",
    rest: Rest = Rest(),
    review_by: date | None = None,
    seen: Collection[str] = (),
) -> Appeal:
    """P9b Decide the appeal. The outcome takes effect on the alert in the same transaction.

    :param vulnerability: how vulnerability, health or a disability was considered (§10).
    :param read: the keys of the doubts that the decider confirmed: “None is known” beside what the customer said, and an alert
        that was our own mistake.
    :param controls: where the appeal is partly upheld, the controls that stay; ``lifted`` are the conditions that end,
        ``ends`` the earlier last day of others.
    :param danger: where protection is taken away, what becomes of the danger that was reported.
    :param rest: what becomes of the other actions of the case, if the appeal is upheld against its last alert.
    :param review_by: the earlier day by which an alert that goes on is reviewed.
    :param seen: the keys of the incidents that the page listed when it was opened.
    """
    appeal = records.locked(appeal)
    less: dict[str, Any] = {"controls": controls or [], "lifted": list(lifted), "ends": ends or {}}
    left = selectors.left_to_danger_after(appeal, outcome, controls or [])
    actions = falls_with(appeal.alert) if outcome == AppealOutcome.UPHELD else []
    refuse_if(
        steps.why_not_determine(appeal, by, on),
        records.seen(appeal, version),
        authority.why_not(by, appeal.service_area),
        decisions_policies.why_incident_unseen([*behind(appeal.decision), *happened_beside(appeal.decision)], seen),
        permissions.why_own_decision_unexplained(by, appeal, own_decision_reason),
        policies.why_vulnerability_not_considered(vulnerability),
        policies.why_outcome_refused(appeal, outcome, findings),
        policies.why_mistake_unconfirmed(appeal, outcome, read),
        decisions_policies.why_danger_unanswered(left, danger),
        rest.why_not(actions),
        policies.why_review_day_refused(appeal.alert, outcome, review_by, on=on) if review_by else None,
    )
    decision: dict[str, Any] = {
        "decided_by": by,
        "decided_on": on,
        "absent_head": authority.absent_head,
        "absence_reason": authority.why.strip(),
        "own_decision_reason": own_decision_reason.strip(),
        "procedure_version": procedure.VERSION,
        "danger": danger.strip() if left else "",
        "vulnerability": vulnerability,
        "review_by": review_by,
    }
    if outcome == AppealOutcome.PARTLY and appeal.alert and appeal.alert.is_active:
        decision |= measures_ended(appeal.alert, **less)
    appeal.determine(decision=decision, outcome=outcome, findings=findings)
    records.save(appeal, by=by, why=f"Determined: {appeal.get_outcome_display()}")
    audit.record("determine appeal", appeal, by=by, why=findings)
    settle_rest(actions, rest, by=by, on=on, reason=f"Appeal {appeal.reference}: upheld. {findings}")
    _bind(appeal, by=by, on=on, less=less)
    letters.cancel_forbidden(appeal.customer, by=by, reason=f"Appeal {appeal.reference} is decided")
    if appeal.alert:
        appeal.alert.refresh_from_db()
    return appeal


def _bind(appeal: Appeal, *, by: Colleague, on: date, less: dict[str, Any]) -> None:
    reason = f"Appeal {appeal.reference}: {appeal.get_outcome_display().lower()}"
    reason = f"{reason}. {appeal.danger}" if appeal.danger else reason
    if appeal.alert is None:
        if appeal.outcome == AppealOutcome.UPHELD:
            action = appeal.appealed_action
            set_aside_action(action, by=by, on=on, reason=reason)
            incidents = action.investigation.incidents.all() if action.investigation else []
            ask_whose(incidents, by=by, on=on, why=reason)
        return
    alert_services.lift_stay(appeal.alert, by=by, on=on)
    if appeal.outcome == AppealOutcome.UPHELD:
        alert_services.end_on_appeal(appeal.alert, by=by, on=on, reason=reason)
        successor = selectors.standing_successor(appeal.alert)
        if successor:
            what = f"{appeal.reference} against {appeal.alert.reference}, which this alert replaced, was upheld."
            reviews_services.review_after_appeal(successor, by=by, on=on, evidence=f"Appeal {what}")
        for other in selectors.beside(appeal.alert):
            what = f"{appeal.reference} against {appeal.alert.reference}, which rests on the same reports, was upheld."
            reviews_services.review_after_appeal(other, by=by, on=on, evidence=f"Appeal {what}")
    elif appeal.outcome == AppealOutcome.PARTLY and appeal.alert.is_active:
        alert_services.vary_alert(appeal.alert, **less, by=by, on=on, reason=reason)
    if appeal.review_by:
        alert_services.review_sooner(
            appeal.alert, by=by, on=on, until=appeal.review_by, reason=f"Appeal {appeal.reference}"
        )


@records.step
def withdraw_appeal(*, appeal: Appeal, version: int, by: Colleague, today: date, on: date, words: str) -> Appeal:
    """P9b Record, in the customer's words, that they take the appeal back. Suspended conditions apply again from today.

    :param on: the day on which they said so.
    """
    appeal = records.locked(appeal)
    refuse_if(
        steps.why_not_withdraw(appeal, by, today),
        records.seen(appeal, version),
        policies.why_withdrawal_refused(appeal, words, on, today),
    )
    appeal.withdraw(on=on, words=words)
    records.save(appeal, by=by, why=f"Withdrawn: {words}")
    audit.record("withdraw appeal", appeal, by=by, why=words)
    if appeal.alert:
        alert_services.lift_stay(appeal.alert, by=by, on=today)
    letters.cancel_forbidden(appeal.customer, by=by, reason=f"Appeal {appeal.reference} is withdrawn")
    return appeal


@records.step
def answer_appeal(*, appeal: Appeal, version: int, by: Colleague, today: date, on: date, how: str) -> Appeal:
    """P9b P7c Record how the customer was answered where no letter may be made, or why nobody can answer them.

    :param on: the day on which they were answered or, where nobody can, on which that was decided.
    """
    appeal = records.locked(appeal)
    refuse_if(
        steps.why_not_answer(appeal, by, today),
        records.seen(appeal, version),
        policies.why_answer_refused(appeal, how, on, today),
    )
    appeal.answered_on, appeal.answered_by, appeal.answered_how = on, by, how
    records.save(appeal, by=by, why=f"Answered without a letter: {how}")
    audit.record("answer appeal", appeal, by=by, why=how)
    return appeal
