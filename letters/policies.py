"""What stands in the way of a letter (§7, §9)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from housing_alerts import procedure
from housing_alerts.procedure import Method
from housing_alerts.refusals import Refusal

if TYPE_CHECKING:
    from .models import Letter


def why_not_write(letter: "Letter") -> Refusal | None:
    """P7c P4b What the letter's subject says, asked again at each step.

    It knows whether its customer may be written to, and whether what the letter says of it is still so.
    """
    subject: Any = letter.subject
    found: Refusal | None = subject.why_not_write() or subject.why_not_say(letter.facts)
    return found


def why_not_addressed(letter: "Letter", address: str) -> Refusal | None:
    """P9a A letter goes where the person lives on the day it is issued or posted."""
    if not address.strip():
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"No address is known for {letter.customer}. Correct it in the housing system first.",
        )
    if letter.address and letter.address != address:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"{letter.customer} lives at another address now. Cancel this letter and compose it again.",
        )
    return None


def why_not_post(letter: "Letter", method: str, on: date, *, today: date) -> Refusal | None:
    """P9a A posting so late that the real last day is after the printed one is refused."""
    if on > today:
        return Refusal(procedure.APPEAL_WINDOW, "The posting cannot be in the future. Record it when it is done.")
    if letter.issued_on and on < letter.issued_on:
        return Refusal(procedure.APPEAL_WINDOW, "The posting cannot be before the day the letter was issued.")
    if letter.reply_by is None:
        return None
    real = procedure.last_day_to_appeal(procedure.deemed_receipt(Method(method), on), letter.organisation.appeal_days)
    if real <= letter.reply_by:
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"The letter prints {letter.reply_by:%-d %B %Y} as the last day to appeal. Sent like this, the customer would have "
        f"until {real:%-d %B %Y}. Cancel it and issue it again.",
    )


def why_not_received(letter: "Letter", on: date) -> Refusal | None:
    """P9a Nothing is received before it was sent."""
    if letter.sent_on and on < letter.sent_on:
        return Refusal(
            procedure.APPEAL_WINDOW, f"The letter was sent on {letter.sent_on:%-d %B %Y}. Give that day or a later one."
        )
    return None
