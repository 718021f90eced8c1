"""The rules for a contact in the log, whoever logs it (§12)."""

from datetime import datetime
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from .models import Contact


def why_moment_refused(at: datetime, *, now: datetime) -> Refusal | None:
    """P12 Refuse a contact that is still to come."""
    if at <= now:
        return None
    return Refusal(procedure.CONTACT_LEVELS, "A contact is logged once it came in. Give the day and the time it did.")


def why_words_missing(words: str, done: str) -> Refusal | None:
    """P12 Refuse a contact that does not say what it was about, or what was done."""
    if not words.strip():
        return Refusal(procedure.CONTACT_LEVELS, "Say in short what it was about.")
    if not done.strip():
        return Refusal(procedure.CONTACT_LEVELS, "Say what was done about it, or “Nothing yet”.")
    return None


def why_taken_back(contact: "Contact") -> Refusal | None:
    """P12 Refuse to change a contact that was taken back."""
    if contact.taken_back_on is None:
        return None
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"It was taken back on {show_date(contact.taken_back_on)} and counts no more. Log it anew if it did come in.",
        hides=True,
    )


def why_not_correct(contact: "Contact") -> Refusal | None:
    """P12 Refuse to correct what another system told of, or what was taken back."""
    if not contact.by_hand:
        return Refusal(
            procedure.CONTACT_LEVELS,
            f"The contact comes from another system ({contact.get_source_display()}). Take it back if it is wrong.",
            hides=True,
        )
    return why_taken_back(contact)


def why_no_reason_to_change(reason: str) -> Refusal | None:
    """P12 Refuse to correct a contact, or to take it back, without a reason."""
    return None if reason.strip() else Refusal(procedure.CONTACT_LEVELS, "Say why it is changed.")
