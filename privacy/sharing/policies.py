"""The rules for a sharing request, whoever takes the step (§11)."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date
from privacy.choices import Asker, SharingGround

if TYPE_CHECKING:
    from .models import SharingRequest


def why_days_refused(received_on: date, due_on: date, *, today: date) -> Refusal | None:
    """P11a Refuse a request that comes tomorrow, or that was needed before it came."""
    if received_on > today:
        return Refusal(procedure.RECORDING, "The request came today or before. Check the day on which it reached us.")
    if due_on < received_on:
        return Refusal(procedure.RECORDING, "They need it on the day it came or later. Check the day.")
    return None


def why_asker_unknown(asker: str) -> Refusal | None:
    """P11a Refuse a request that does not say who asks."""
    return None if asker in Asker.values else Refusal(procedure.RECORDING, "Say who asks: choose one of those offered.")


def why_request_incomplete(*, asked_by: str, asks: str, basis: str) -> Refusal | None:
    """P11a Refuse a request without the name of the person who asks, the facts they ask for, or their reason."""
    return (
        why_unsaid(
            asked_by,
            Refusal(procedure.RECORDING, "Write down who asks: name, office, and how you know that it is them."),
        )
        or why_unsaid(asks, Refusal(procedure.RECORDING, "Write down what they ask for."))
        or why_unsaid(
            basis, Refusal(procedure.RECORDING, "Write down why they need it, or which law or order they name.")
        )
    )


def why_ground_refused(request: "SharingRequest", ground: str) -> Refusal | None:
    """P11a Refuse an unknown ground, or one that does not fit the purpose for which they ask."""
    if ground not in SharingGround.values:
        return Refusal(procedure.RECORDING, "Say on which ground you share it.")
    if request.is_for_another_purpose and ground != SharingGround.OTHER_PURPOSE:
        return Refusal(
            procedure.RECORDING,
            "What we record here keeps people safe. For a letting, a transfer or a reference it is another purpose: choose "
            "that ground and say why, or refuse the request.",
        )
    if not request.is_for_another_purpose and ground == SharingGround.OTHER_PURPOSE:
        return Refusal(
            procedure.RECORDING, "They do not ask for a purpose of ours. Choose the ground on which they may have it."
        )
    return None


def why_sharing_unexplained(*, given: str, given_how: str, reason: str) -> Refusal | None:
    """P11a Refuse to record sharing without the facts that were given, the way, and why no more than these."""
    return (
        why_unsaid(given, Refusal(procedure.RECORDING, "Write down what was given, fact by fact."))
        or why_unsaid(
            given_how, Refusal(procedure.RECORDING, "Write down to whom it was given, and how it reached them.")
        )
        or why_unsaid(reason, Refusal(procedure.RECORDING, "Say why they need this much, and why less would not do."))
    )


def why_unconfirmed(doubts: Collection[Doubt], sure_of: Collection[str]) -> Refusal | None:
    """P11a P7c P9b Refuse to record sharing while a question about the file, what was found wrong, or is not known, is open.

    :param sure_of: the codes of the questions that were answered.
    """
    asked = [doubt.sentence for doubt in doubts if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(procedure.RECORDING, " ".join([*asked, "Say that this is so, or tell the Leadership Team today."]))


def why_nothing_to_tell(findings: Collection[object]) -> Refusal | None:
    """P9b P11a Refuse to record that they were told while nothing that they got was found wrong."""
    if findings:
        return None
    return Refusal(
        procedure.RECORDING,
        "Nothing that they can have got was found wrong since: there is nothing to tell.",
        hides=True,
    )


def why_telling_refused(told_on: date, how: str, *, found_on: date, today: date) -> Refusal | None:
    """P9b P11a Refuse a telling that does not say how, or that came before it was found wrong.

    :param found_on: the day of the last finding.
    """
    if told_on > today:
        return Refusal(procedure.RECORDING, "They were told today or before. Check the day on which they were told.")
    if told_on < found_on:
        return Refusal(
            procedure.RECORDING,
            f"The last of it was found wrong on {show_date(found_on)}. They were told then or later: check the day.",
        )
    return why_unsaid(how, Refusal(procedure.RECORDING, "Write down who was told, and how it reached them."))


def why_no_reason_to_refuse(reason: str) -> Refusal | None:
    """P11a Refuse to turn a request down without a reason."""
    return why_unsaid(reason, Refusal(procedure.RECORDING, "Say why they do not get it."))


def why_no_reason_to_withdraw(reason: str) -> Refusal | None:
    """P11a Refuse to close a request as withdrawn without who said so, and when."""
    return why_unsaid(reason, Refusal(procedure.RECORDING, "Say who told us that it is no longer asked for, and when."))
