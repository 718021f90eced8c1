"""The rules for a subject request, and those of the law behind them, whoever takes the step (§13)."""

import re
from datetime import date
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from privacy.choices import (
    Amending,
    GivenAs,
    Identity,
    Outcome,
    RefusalGround,
    RequestChannel,
    RequestKind,
    RequestStatus,
    Way,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from housing_alerts.customers.models import Customer
    from housing_alerts.kernel.refusals import Doubt

    from .models import SubjectRequest
    from .selectors import Care, Edition

PASSPHRASE = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){5}")
"""The form of a passphrase of ours: 24 characters that cannot be taken for one another."""


# The request


def why_kind_unknown(kind: str) -> Refusal | None:
    """P13b Refuse a request that does not say which right the person uses."""
    return None if kind in RequestKind.values else Refusal(procedure.SUBJECT_ACCESS, "Say what the person asks for.")


def why_not_log(customer: "Customer", kind: str) -> Refusal | None:
    """P13b Refuse to log a second request of the same person for the same while the first is being answered."""
    running = customer.subject_requests.open().filter(kind=kind).first()
    if running is None:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        f"Request {running.reference} of this person is being answered. Tell the Data Protection Officer what came, "
        "so that it is answered with that one.",
    )


def why_day_of_receipt_refused(received_on: date, *, today: date) -> Refusal | None:
    """P13b Refuse a day of receipt in the future."""
    return (
        Refusal(procedure.SUBJECT_ACCESS, "The request came today or before. Check the day on which it reached us.")
        if received_on > today
        else None
    )


def why_channel_unknown(channel: str) -> Refusal | None:
    """P13b Refuse a channel that is not one of the known ways. The law asks for no particular one."""
    if channel in RequestChannel.values:
        return None
    return Refusal(procedure.SUBJECT_ACCESS, "Say how the request reached us: choose one of the ways that are offered.")


def why_no_words(words: str) -> Refusal | None:
    """P13b Refuse a request without the words of the person who asks."""
    return None if words.strip() else Refusal(procedure.SUBJECT_ACCESS, "Write down what they ask for, in their words.")


def why_not_acknowledge(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to acknowledge anything but a complaint, and a complaint twice."""
    if request.acknowledge_by:
        return None
    if request.acknowledged_on:
        return Refusal(procedure.SUBJECT_ACCESS, "It is acknowledged already.", hides=True)
    return Refusal(procedure.SUBJECT_ACCESS, "Only a complaint is acknowledged by itself.", hides=True)


def why_not_acknowledged(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to go on with a complaint before the person was told that we have it."""
    if request.acknowledge_by is None:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        f"Acknowledge the complaint first, by {request.acknowledge_by:%-d %B %Y}: the law gives us 30 days for that.",
    )


def why_acknowledgement_unsaid(how: str) -> Refusal | None:
    """P13b Refuse an acknowledgement that does not say who was told, and how."""
    return why_unsaid(how, Refusal(procedure.SUBJECT_ACCESS, "Say who was told, and how."))


def why_complaint_not_refused(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to refuse a complaint: the law wants an answer to each."""
    if request.kind != RequestKind.COMPLAINT:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        "A complaint is not refused: answer it, and say why where we do not agree.",
        hides=True,
    )


def why_identity_unproved(
    request: "SubjectRequest", *, identity: str, words: str, authority: str, on: date, today: date
) -> Refusal | None:
    """P13b Refuse a check that does not say how, since when and by which authority we know who asks."""
    if identity not in Identity.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Say how we know who asks.")
    if request.made_by and not authority.strip():
        return Refusal(
            procedure.SUBJECT_ACCESS, f"Say what gives {request.made_by} the authority to ask for {request.customer}."
        )
    if not request.received_on <= on <= today:
        return Refusal(
            procedure.SUBJECT_ACCESS,
            "Their identity is known since a day between the receipt of the request and today.",
        )
    return why_unsaid(words, Refusal(procedure.SUBJECT_ACCESS, "Say how you checked who asks."))


def why_no_question(question: str) -> Refusal | None:
    """P13b Refuse to stop the clock without a question that the person can answer."""
    return why_unsaid(question, Refusal(procedure.SUBJECT_ACCESS, "Write down what you ask the person to make clear."))


def why_answer_refused(request: "SubjectRequest", *, answer: str, on: date, today: date) -> Refusal | None:
    """P13b Refuse an answer without words, or of a day that is not between the question and ``today``."""
    if request.asked_on and not request.asked_on <= on <= today:
        return Refusal(procedure.SUBJECT_ACCESS, "The answer came on a day between the question and today.")
    return None if answer.strip() else Refusal(procedure.SUBJECT_ACCESS, "Write down what the person answered.")


def why_not_extend(request: "SubjectRequest", on: date) -> Refusal | None:
    """P13b Refuse to extend the time twice, or after it has ended: the person is told before that."""
    if request.extended_on:
        return Refusal(
            procedure.SUBJECT_ACCESS, "The time to answer was extended already. It cannot be extended again."
        )
    if on > request.due_on:
        return Refusal(
            procedure.SUBJECT_ACCESS,
            f"The time to answer ended on {request.due_on:%-d %B %Y}. It can be extended only before that: "
            "answer as soon as you can, and say why it is late.",
        )
    return None


def why_no_reason_to_extend(reason: str) -> Refusal | None:
    """P13b Refuse to extend the time without a reason, which the person is told."""
    return why_unsaid(
        reason, Refusal(procedure.SUBJECT_ACCESS, "Say why the request is complex, or which others the person made.")
    )


def why_refusal_incomplete(ground: str, reason: str) -> Refusal | None:
    """P13b Refuse to refuse a request without a ground of the law, or without a reason that the person can read."""
    if ground not in RefusalGround.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Choose the ground on which the law lets us refuse.")
    return why_unsaid(reason, Refusal(procedure.SUBJECT_ACCESS, "Say why the request is refused. The person reads it."))


def why_withdrawal_refused(request: "SubjectRequest", *, words: str, on: date, today: date) -> Refusal | None:
    """P13b Refuse a withdrawal without the person's words, or of a day that is not between receipt and ``today``."""
    if not request.received_on <= on <= today:
        return Refusal(procedure.SUBJECT_ACCESS, "It was withdrawn on a day between its receipt and today.")
    return (
        None if words.strip() else Refusal(procedure.SUBJECT_ACCESS, "Write down how the person withdrew the request.")
    )


def why_day_of_answer_refused(request: "SubjectRequest", on: date, *, today: date) -> Refusal | None:
    """P13b Refuse an answer of a day before the request came, or after today."""
    if request.received_on <= on <= today:
        return None
    return Refusal(procedure.SUBJECT_ACCESS, "It was given on a day between the receipt of the request and today.")


# A request to put data right, or an objection


def why_asks_for_no_bundle(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to gather or give a bundle for a request that asks for none."""
    if request.kind == RequestKind.ACCESS:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS, "They do not ask to see their data, so this request has no bundle.", hides=True
    )


def why_asks_for_a_bundle(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to decide in words on a request to see the data: it is answered by the bundle."""
    if request.kind != RequestKind.ACCESS:
        return None
    return Refusal(procedure.SUBJECT_ACCESS, "They ask to see their data: give them the bundle.", hides=True)


def why_outcome_incomplete(*, outcome: str, reason: str, how: str) -> Refusal | None:
    """P13b Refuse a decision without its outcome, its reason, or how the person was told."""
    if outcome not in Outcome.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Say whether we do what they ask.")
    return why_unsaid(
        reason, Refusal(procedure.SUBJECT_ACCESS, "Say what was done, and why. The person is told this.")
    ) or why_unsaid(how, Refusal(procedure.SUBJECT_ACCESS, "Say who was told, and how."))


def why_promise_unconfirmed(doubts: "Collection[Doubt]", sure_of: "Collection[str]") -> Refusal | None:
    """P13b Refuse to promise what nobody did yet, until it is said that it is handed on.

    :param sure_of: the codes of the questions that were answered.
    """
    asked = [doubt.sentence for doubt in doubts if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(procedure.SUBJECT_ACCESS, " ".join([*asked, "Tick that this is so, or put it right first."]))


def why_nothing_put_right(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to put anything right where nobody asks for it, or before the identity is checked."""
    if request.kind != RequestKind.RECTIFICATION or not request.is_open:
        return Refusal(procedure.SUBJECT_ACCESS, "No open request asks us to put anything right.", hides=True)
    if request.status == RequestStatus.RECEIVED:
        return Refusal(procedure.SUBJECT_ACCESS, "Check first who asks. Until then nothing is put right.")
    return None


def why_amending_unclear(amending: str, struck: str) -> Refusal | None:
    """P13b Refuse to put anything right without saying in which way, or without the words that are wrong."""
    if amending not in Amending.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Say what becomes of the statement.")
    if amending == Amending.CORRECTED and not struck:
        return Refusal(procedure.SUBJECT_ACCESS, "Write the wrong words as they stand on the page.")
    return None


# The bundle


def why_bundle_not_gathered(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to gather the bundle before the identity is checked, and after the request is closed."""
    if refusal := why_asks_for_no_bundle(request):
        return refusal
    if request.status == RequestStatus.RECEIVED:
        return Refusal(procedure.SUBJECT_ACCESS, "Check first who asks. Until then nothing is gathered.")
    if not request.is_open:
        return Refusal(
            procedure.SUBJECT_ACCESS,
            f"This request is {request.get_status_display().lower()}, so nothing in its bundle changes.",
        )
    return None


def why_no_bundle(request: "SubjectRequest") -> Refusal | None:
    """P13b Refuse to record that a bundle was given that nobody made."""
    if request.made_digest:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS, "No bundle was made yet, so none can have been given. Make the bundle first."
    )


def why_edition_refused(edition: "Edition", sure_of: "Collection[str]") -> Refusal | None:
    """P13b Refuse a bundle that nobody made in this form, or an older one without saying that it was given."""
    if not edition.digest:
        return Refusal(
            procedure.SUBJECT_ACCESS,
            "No bundle was made in this form. Choose the form in which the person got it, or make it so first.",
        )
    asked = [doubt.sentence for doubt in edition.doubts if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(
        procedure.SUBJECT_ACCESS,
        " ".join([*asked, "Tick that this is so. If nobody has it yet, make the bundle again and give that one."]),
    )


def why_way_refused(request: "SubjectRequest", way: str, care: "Care") -> Refusal | None:
    """P13b P7c Refuse a way in which somebody else could read the answer."""
    if way not in Way.values:
        return Refusal(procedure.SUBJECT_ACCESS, "Choose in which way the answer is given.")
    theirs = [Way.TO_HOME] if request.made_by else [Way.TO_HOME, Way.EMAIL]
    if care.never_write and way in theirs:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{request.customer} must never be written to. Agree a safe way, or let them collect the answer in person.",
        )
    if care.risks_of_mail and way == Way.EMAIL and way in theirs:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"E-mail to them is not safe: {' and '.join(care.risks_of_mail)}. Agree a safe way, or let them collect the "
            "answer in person.",
        )
    if care.risks and way == Way.TO_HOME:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"Post to their home is not safe: {' and '.join(care.risks)}. Agree a safe way, or let them collect the answer in "
            "person.",
        )
    return None


def why_form_of_release_unknown(given_as: str) -> Refusal | None:
    """P13b Refuse any form of the bundle but an encrypted file or paper."""
    return None if given_as in GivenAs.values else Refusal(procedure.SUBJECT_ACCESS, "Choose how the bundle is given.")


def why_passphrase_refused(given_as: str, passphrase: str) -> Refusal | None:
    """P13b Refuse an encrypted file whose passphrase this page did not make: nobody can guess one of ours."""
    if given_as != GivenAs.ENCRYPTED or PASSPHRASE.fullmatch(passphrase):
        return None
    return Refusal(procedure.SUBJECT_ACCESS, "This is no passphrase of ours. Open the page again: it makes a new one.")


def why_release_incomplete(
    edition: "Edition", sure_of: "Collection[str]", *, given_as: str, how: str
) -> Refusal | None:
    """P13b Refuse a release without its form, or without to whom it was given and how.

    :param edition: the bundle that was made last in this form.
    :param sure_of: the codes of the questions about it that were answered.
    """
    told = why_unsaid(how, Refusal(procedure.SUBJECT_ACCESS, "Say to whom the bundle was given, and how."))
    return why_form_of_release_unknown(given_as) or told or why_edition_refused(edition, sure_of)
