"""The rules for an appeal (§9, D3.2)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from alerts.choices import EndedBecause, ReviewOutcome, ReviewStatus, Trigger
from alerts.writing import policies as writing_policies
from appeals.choices import AppealOutcome, AppealStatus
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date
from letters.choices import Kind

if TYPE_CHECKING:
    from alerts.models import Action, Alert, Review
    from housing_alerts.customers.models import Customer, Representative

    from .models import Appeal
    from .selectors import Appealed


def why_nobody_agreed() -> Refusal:
    """P9a Refuse an appeal against an action that needed no agreement of the Head of Service."""
    return Refusal(procedure.APPEAL_WINDOW, "Only what the Head of Service agreed can be appealed.")


def why_nobody_appeals(about: "Appealed", *, reviewed: bool) -> Refusal | None:
    """P9a Refuse an appeal against a decision that names nobody, and say what to do for a resident who objects.

    :param reviewed: whether it can be reviewed: an alert in force.
    """
    if about.customer is not None or about.decided_on is None:
        return None
    instead = (
        f" If a resident objects, review it with the trigger “{Trigger.REQUEST.label}”. If it is known by now who it was, "
        "log a report that names them."
    )
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"It names nobody, and nobody was told of it, so no appeal is logged.{instead if reviewed else ''}",
    )


def why_not_log(decision: "Alert | Action", about: "Appealed") -> Refusal | None:
    """P9a Refuse to log an appeal without a standing decision, or while another appeal against it is open."""
    if about.decided_on is None:
        return Refusal(procedure.APPEAL_WINDOW, "Nothing has been decided yet, so there is nothing to appeal.")
    if about.set_aside_on:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"This action was set aside on {about.set_aside_on:%-d %B %Y}, so there is nothing left to appeal.",
        )
    running = next((appeal for appeal in decision.appeals.all() if appeal.is_open), None)
    if running:
        return Refusal(
            procedure.APPEAL_WINDOW, f"Appeal {running.reference} against it is open. Add what came to that one."
        )
    return None


def why_day_of_receipt_refused(about: "Appealed", *, received_on: date, today: date) -> Refusal | None:
    """P9a Refuse an appeal received before the decision or in the future."""
    decided_on = about.decided_on
    if decided_on and received_on < decided_on:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"The appeal cannot be received before the decision of {decided_on:%-d %B %Y}. Check the day it came.",
        )
    if received_on > today:
        return Refusal(procedure.APPEAL_WINDOW, "The appeal cannot be received in the future.")
    return None


def why_review_or_sender_refused(
    decision: "Alert | Action",
    review: "Review | None",
    customer: "Customer",
    sender: "Representative | None",
    *,
    today: date,
) -> Refusal | None:
    """P9a P10b Refuse a review that did not keep this alert, or a sender without authority for the customer today."""
    if review and (
        review.alert != decision
        or review.status != ReviewStatus.COMPLETED
        or review.outcome in ("", ReviewOutcome.REMOVE)
    ):
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"Review {review.reference} did not keep this alert, so the appeal cannot be against it. Choose another.",
        )
    if sender and sender.customer != customer:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"{sender.name} does not act for {customer}. Record them on the customer's page first.",
        )
    if sender and not sender.acts(on=today):
        return Refusal(
            procedure.ADJUSTMENTS,
            f"{sender.name} no longer acts for {customer}. Log it as the customer's own, or record the new authority first.",
        )
    return None


def why_other_sender_refused(
    representative: "Representative | None", other_sender: str, authority_asked: str
) -> Refusal | None:
    """P10b Refuse an appeal from somebody without authority on file, unless they were asked for it."""
    name = other_sender.strip()
    if name and representative:
        return Refusal(
            procedure.ADJUSTMENTS, f"{representative.name} or {name}: say which one of them makes the appeal."
        )
    if name and not authority_asked.strip():
        return Refusal(
            procedure.ADJUSTMENTS,
            f"Say which authority you asked of {name}: without it, they are told nothing of the case.",
        )
    return None


def why_channel_unknown(channel: str, known: Iterable[str]) -> Refusal | None:
    """P9a Refuse a channel that is not among the known ones."""
    if channel in known:
        return None
    return Refusal(procedure.APPEAL_WINDOW, "Say how the appeal reached us: choose one of the ways that are offered.")


def why_grounds_missing(grounds: str) -> Refusal | None:
    """P9a Refuse an appeal without the customer's reasons."""
    if grounds.strip():
        return None
    return Refusal(procedure.APPEAL_WINDOW, "Write down the reasons the customer gives for the appeal.")


def why_no_reason_to_accept(appeal: "Appeal", reason: str) -> Refusal | None:
    """P9a Refuse to accept a late appeal without a reason."""
    if appeal.in_time:
        return None
    unsaid = Refusal(procedure.APPEAL_WINDOW, "The appeal came late. Say why it is accepted all the same.")
    return why_unsaid(reason, unsaid)


def is_in_time(received_on: date, last_day: date | None) -> bool:
    """P9a Return whether an appeal of that day came by the last day. Without a last day the window has not begun."""
    return last_day is None or received_on <= last_day


def why_appeal_in_time(appeal: "Appeal", last_day: date | None) -> Refusal | None:
    """P9a Return the obstacle to refusing an appeal as late: it is in time.

    :param last_day: the last day to appeal as known today; the letter may have arrived later than assumed, or come
        back.
    """
    if not is_in_time(appeal.received_on, last_day):
        return None
    return Refusal(procedure.APPEAL_WINDOW, "The appeal is in time, so it cannot be refused. Accept it.")


def why_no_reason_to_refuse(reason: str) -> Refusal | None:
    """P9a Return the obstacle to refusing a late appeal without a reason."""
    return why_unsaid(reason, Refusal(procedure.APPEAL_WINDOW, "Say why the late appeal is refused."))


def why_no_question(question: str) -> Refusal | None:
    """P9b Refuse to send an appeal back without a question."""
    if question.strip():
        return None
    return Refusal(procedure.APPEAL_ANSWER, "Write down the question for the Operational Lead.")


def why_preparation_incomplete(appeal: "Appeal", evidence: str, answer: str) -> Refusal | None:
    """P9b Refuse to prepare an appeal without evidence, or without an answer to the question it was sent back with."""
    if not evidence.strip():
        return Refusal(procedure.APPEAL_ANSWER, "Say what evidence you gathered for the Head of Service.")
    if appeal.question and not answer.strip():
        return Refusal(procedure.APPEAL_ANSWER, "Answer the question with which the appeal was sent back.")
    return None


def why_outcome_refused(appeal: "Appeal", outcome: str, findings: str) -> Refusal | None:
    """P9b Refuse a decision without findings, or one that upholds in part an appeal against an action.

    An action stands or does not stand, so there is no part of it to uphold.
    """
    unsaid = Refusal(procedure.APPEAL_ANSWER, "Give your findings: what you considered and why you decide so.")
    if too_little := why_unsaid(findings, unsaid):
        return too_little
    if outcome not in (AppealOutcome.UPHELD, AppealOutcome.PARTLY, AppealOutcome.NOT_UPHELD):
        return Refusal(
            procedure.APPEAL_ANSWER, "Say what you decide: the appeal is upheld, partly upheld, or not upheld."
        )
    if outcome == AppealOutcome.PARTLY and appeal.alert and not appeal.alert.is_active:
        return Refusal(
            procedure.APPEAL_ANSWER,
            f"Alert {appeal.alert.reference} has ended since, so there is no part of it to uphold. Uphold the appeal, or not.",
        )
    if outcome == AppealOutcome.PARTLY and appeal.alert is None:
        return Refusal(
            procedure.APPEAL_ANSWER,
            "An action stands or does not stand, so an appeal against it cannot be upheld in part. Uphold it, or not.",
        )
    return None


OUR_MISTAKE = "OUR_MISTAKE"
"""P9b The code of the doubt about an appeal that is not upheld against an alert that we removed as our own mistake."""


def doubts_of_mistake(appeal: "Appeal", outcome: str) -> list[Doubt]:
    """P9b Return a doubt if the appeal is not to be upheld, and we removed the alert as our own mistake."""
    alert = appeal.alert
    if alert is None or alert.ended_because != EndedBecause.ERROR or outcome != AppealOutcome.NOT_UPHELD:
        return []
    sentence = (
        f"We removed alert {alert.reference} on {show_date(alert.ended_on)}, because it was imposed in error. An answer that "
        "does not uphold the appeal says the opposite."
    )
    return [Doubt(OUR_MISTAKE, sentence, "an alert that was imposed in error")]


def why_mistake_unconfirmed(appeal: "Appeal", outcome: str, read: Collection[str]) -> Refusal | None:
    """P9b Refuse to contradict a removal of our own mistake, unless the decider says that it is meant.

    :param read: the keys of the doubts that were confirmed.
    """
    asked = [doubt.sentence for doubt in doubts_of_mistake(appeal, outcome) if doubt.key not in read]
    return Refusal(procedure.APPEAL_ANSWER, f"{asked[0]} Uphold it, or tick that you mean this.") if asked else None


def why_review_day_refused(alert: "Alert | None", outcome: str, day: date, *, on: date) -> Refusal | None:
    """P9b P8a Refuse a day of review that is past or later than due, or for an alert that ends."""
    if alert is None or not alert.is_active or outcome == AppealOutcome.UPHELD:
        return Refusal(
            procedure.APPEAL_ANSWER, "Nothing goes on after this decision that could be reviewed. Leave the day empty."
        )
    due = alert.review_due_on
    if day <= on or (due and day > due):
        return Refusal(
            procedure.YEARLY_REVIEW,
            f"The review is due by {show_date(due)}. Choose a day after today and not later than that, or leave it empty.",
        )
    return None


def why_vulnerability_not_considered(words: str) -> Refusal | None:
    """P10a Refuse a decision before vulnerability, health or a disability was considered, in words."""
    unsaid = Refusal(
        procedure.VULNERABILITY_CONSIDERED,
        "Say how you considered vulnerability, health or a disability, or write “None is known”.",
    )
    return why_unsaid(words, unsaid)


def why_withdrawal_refused(appeal: "Appeal", words: str, on: date, today: date) -> Refusal | None:
    """P9b Refuse a withdrawal without the customer's own words, or on a day before the appeal or in the future."""
    if not words.strip():
        return Refusal(procedure.APPEAL_ANSWER, "Write down the customer's words.")
    if on < appeal.received_on:
        return Refusal(procedure.APPEAL_ANSWER, "The appeal cannot be withdrawn before it was received.")
    if on > today:
        return Refusal(procedure.APPEAL_ANSWER, "The appeal cannot be withdrawn in the future.")
    return None


def why_letter_refused(appeal: "Appeal", kind: str) -> Refusal | None:
    """E3 P9a P9b Refuse a letter of this kind while it may not exist.

    An acknowledgement needs an accepted appeal that waits for its decision, and says that what was told still applies, so a
    named contact who is gone is replaced first. An answer needs the decision. Neither goes to a customer who may not be told.
    """
    return _why_not_yet(appeal, kind) or why_customer_not_informed(appeal)


def _why_not_yet(appeal: "Appeal", kind: str) -> Refusal | None:
    status = appeal.get_status_display().lower()
    if kind == Kind.APPEAL_ACKNOWLEDGEMENT and appeal.status not in (AppealStatus.ACCEPTED, AppealStatus.PREPARED):
        return Refusal(
            procedure.APPEAL_ANSWER,
            f"Appeal {appeal.reference} is {status}. Only an accepted appeal that waits for its decision is acknowledged.",
        )
    if kind == Kind.APPEAL_OUTCOME and appeal.status not in (AppealStatus.DETERMINED, AppealStatus.REFUSED):
        return Refusal(
            procedure.APPEAL_OUTCOME,
            f"Appeal {appeal.reference} is {status}: there is no outcome to tell yet.",
        )
    if kind == Kind.APPEAL_ACKNOWLEDGEMENT and appeal.alert and appeal.alert.is_active:
        return writing_policies.why_contact_refused(appeal.alert)
    return None


def why_not_answer(appeal: "Appeal") -> Refusal | None:
    """P9b P7c Refuse to record an answer without a letter while none is owed, or while a letter can give it."""
    if appeal.is_open or not appeal.answer_owed():
        return Refusal(
            procedure.APPEAL_ANSWER,
            f"Appeal {appeal.reference} is not decided yet, or the customer has their answer.",
            hides=True,
        )
    if why_customer_not_informed(appeal):
        return None
    return Refusal(
        procedure.APPEAL_ANSWER,
        "A letter can answer this appeal. Write it: the answer counts as given once the letter is sent.",
        hides=True,
    )


def why_answer_refused(appeal: "Appeal", how: str, on: date, today: date) -> Refusal | None:
    """P9b Refuse an answer that says too little, or on a day before the decision or in the future."""
    unsaid = Refusal(
        procedure.APPEAL_ANSWER, "Say how the customer was answered, or why nobody can answer them safely."
    )
    if too_little := why_unsaid(how, unsaid):
        return too_little
    if appeal.decided_on and on < appeal.decided_on:
        return Refusal(procedure.APPEAL_ANSWER, "The appeal cannot be answered before it was decided.")
    if on > today:
        return Refusal(procedure.APPEAL_ANSWER, "The appeal cannot be answered in the future.")
    return None


def why_not_attach(appeal: "Appeal") -> Refusal | None:
    """P9b Refuse to attach a document once the appeal has ended, because its decider did not see it."""
    if appeal.is_open:
        return None
    return Refusal(
        procedure.APPEAL_ANSWER,
        f"This appeal is {appeal.get_status_display().lower()}, so nothing is added to it. "
        "Put what came since into the next review, or into a new appeal.",
    )


def why_not_remove_file(appeal: "Appeal") -> Refusal | None:
    """P9b Refuse to remove a document while the decider has it before them."""
    if appeal.status != AppealStatus.PREPARED:
        return None
    return Refusal(
        procedure.APPEAL_ANSWER,
        "This appeal waits for its decision, and the document is among its evidence. Ask the Head of Service to send it "
        "back first.",
    )


def why_customer_not_informed(appeal: "Appeal") -> Refusal | None:
    """P7c P4b Refuse any letter about the appealed decision where the customer may not be told of it.

    A customer who was told of an action is told how the appeal against it ended, even beside an alert kept from them.
    """
    if appeal.alert:
        return appeal.alert.why_customer_not_informed()
    return writing_policies.why_customer_not_informed_of_action(appeal.appealed_action)


def why_facts_refused(appeal: "Appeal", facts: dict[str, Any]) -> Refusal | None:
    """E3 Refuse a letter that names a reporter, or whose appealed decision has changed since it was composed."""
    if appeal.alert:
        return appeal.alert.why_facts_refused(facts)
    if facts.get("terms") == appeal.terms():
        return writing_policies.why_withheld_alert_revealed(
            appeal.appealed_action, facts
        ) or writing_policies.why_person_named(appeal, facts)
    return Refusal(
        procedure.APPEAL_OUTCOME,
        "An appeal set the action aside since this letter was composed, so the letter would not be true. "
        "Cancel it, and write to the customer as things stand now.",
    )
