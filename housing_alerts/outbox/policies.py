"""Say what keeps a message from being sent, and how long it is tried."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_datetime

if TYPE_CHECKING:
    from .models import Message, Pulse

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 2 * 60, 4 * 60, 8 * 60, 16 * 60, 24 * 60)]
"""How long to wait after each try that failed. After the last one, in two days and more, the message is parked."""
OFTEN = 3
"""So many failures one after the other are no longer a hiccup of the mail server."""
SILENT = timedelta(minutes=5)
"""The worker gives a sign of life each minute. After so long without one it has stopped."""
NO_ADDRESS = "No e-mail address is recorded for the colleague."
CLOSED = "The colleague’s account is closed."


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries; None where it is tried no more."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def why_not_reached(message: "Message") -> str:
    """Return why mail cannot reach the colleague at all; empty where it can."""
    if not message.colleague.is_active:
        return CLOSED
    return "" if message.colleague.email else NO_ADDRESS


def why_not_take_up(message: "Message") -> Refusal | None:
    """Return why a message is not taken up again: it waits or was sent, or nobody would get it."""
    if not message.is_parked():
        return Refusal(procedure.CONSISTENT, "It is not parked: nothing needs to be done with it.")
    if why := why_not_reached(message):
        return Refusal(procedure.CONSISTENT, f"{why} Change the account first.")
    return None


def why_unwell(pulse: "Pulse | None", *, now: datetime) -> str:
    """Return why messages do not go out, in words for an administrator; empty where all is well."""
    if pulse is None:
        return "The worker was never started."
    if now - pulse.at > SILENT:
        return f"The worker was last heard of on {show_datetime(pulse.at)}."
    return why_no_mail(pulse)


def why_no_mail(pulse: "Pulse") -> str:
    """Return that the mail server keeps failing; empty where it works."""
    if pulse.failures < OFTEN:
        return ""
    return f"The mail server failed {pulse.failures} times, one after the other."
