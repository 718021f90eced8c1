"""What the procedure asks of an appeal (§9, D3.2)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from housing_alerts import procedure
from housing_alerts.refusals import Refusal

if TYPE_CHECKING:
    from .models import Appeal


def why_not_log(decision: Any, *, decided_on: date | None, received_on: date) -> Refusal | None:
    """P9a There is a decision to appeal, the appeal came after it, and no other is open.

    :param decision: the alert or the agreed action.
    """
    if decided_on is None:
        return Refusal(procedure.APPEAL_WINDOW, "Nothing has been decided yet, so there is nothing to appeal.")
    if received_on < decided_on:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"The appeal cannot be received before the decision of {decided_on:%-d %B %Y}. Check the day it came.",
        )
    running = decision.appeals.open().first()
    if running:
        return Refusal(
            procedure.APPEAL_WINDOW, f"Appeal {running.reference} against it is open. Add what came to that one."
        )
    return None


def why_not_grounds(grounds: str) -> Refusal | None:
    """P9a The customer's reasons are written down."""
    if grounds.strip():
        return None
    return Refusal(procedure.APPEAL_WINDOW, "Write down the reasons the customer gives for the appeal.")


def why_not_accept(appeal: "Appeal", reason: str) -> Refusal | None:
    """P9a A late appeal is accepted with a reason."""
    if appeal.in_time or reason.strip():
        return None
    return Refusal(procedure.APPEAL_WINDOW, "The appeal came late. Say why it is accepted all the same.")


def why_not_refuse(appeal: "Appeal", reason: str) -> Refusal | None:
    """P9a Only a late appeal can be refused, with a reason."""
    if appeal.in_time:
        return Refusal(procedure.APPEAL_WINDOW, "The appeal is in time, so it cannot be refused. Accept it.")
    if not reason.strip():
        return Refusal(procedure.APPEAL_WINDOW, "Say why the late appeal is refused.")
    return None


def why_not_prepare(evidence: str) -> Refusal | None:
    """P9b The Lead says what the evidence is."""
    if evidence.strip():
        return None
    return Refusal(procedure.APPEAL_ANSWER, "Say what evidence you gathered for the Head of Service.")


def why_not_determine(findings: str) -> Refusal | None:
    """P9b A decision has its findings."""
    if findings.strip():
        return None
    return Refusal(procedure.APPEAL_ANSWER, "Give your findings: what you considered and why you decide so.")


def why_not_withdraw(appeal: "Appeal", words: str, on: date) -> Refusal | None:
    """P9b The customer's own words, on a day after the appeal came."""
    if not words.strip():
        return Refusal(procedure.APPEAL_ANSWER, "Write down the customer's words.")
    if on < appeal.received_on:
        return Refusal(procedure.APPEAL_ANSWER, "The appeal cannot be withdrawn before it was received.")
    return None


def why_not_write(appeal: "Appeal") -> Refusal | None:
    """E3 P9a Whether the letter that tells how the appeal ended, or why it was refused as late, may exist."""
    if appeal.status not in ("DETERMINED", "REFUSED"):
        return Refusal(
            procedure.APPEAL_OUTCOME,
            f"Appeal {appeal.reference} is {appeal.get_status_display().lower()}: there is no outcome to tell yet.",
        )
    if appeal.alert is None:
        return Refusal(
            procedure.APPEAL_OUTCOME,
            f"Appeal {appeal.reference} is against an action, and Appendix E has no letter for that. "
            "Write to the customer in your own words, and keep a copy on the file.",
        )
    return appeal.alert.why_not_tell()
