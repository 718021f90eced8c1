"""The rules for sending messages: what prevents it, and how long a message is tried."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_datetime

if TYPE_CHECKING:
    from .models import Message, Pulse

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 2 * 60, 4 * 60, 8 * 60, 16 * 60, 24 * 60)]
"""The pause after each failed try. After the last one, in two days and more, the message is parked."""
OFTEN = 3
"""The number of failures in a row that are no longer a hiccup of the mail server."""
SILENT = timedelta(minutes=5)
"""The time without a sign of life after which the worker has stopped. It gives one each minute."""
NO_ADDRESS = "No e-mail address is recorded for the colleague."
CLOSED = "The colleague’s account is closed."


def pause_after(tries: int) -> timedelta | None:
    """Return the pause after so many tries, or None if the message is tried no more."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def why_colleague_unreachable(message: "Message") -> str:
    """Say why mail cannot reach the colleague at all. Return "" if it can."""
    if not message.colleague.is_active:
        return CLOSED
    return "" if message.colleague.email else NO_ADDRESS


def why_not_retry_message(message: "Message") -> Refusal | None:
    """Refuse to try a message again if it waits or was sent, or if nobody would get it."""
    if not message.is_parked():
        return Refusal(procedure.CONSISTENT, "It is not parked: nothing needs to be done with it.")
    if why := why_colleague_unreachable(message):
        return Refusal(procedure.CONSISTENT, f"{why} Change the account first.")
    return None


def why_messages_do_not_go(pulse: "Pulse | None", *, now: datetime) -> str:
    """Say for an administrator why messages do not go out. Return "" if all is well."""
    if pulse is None:
        return "The worker was never started."
    if now - pulse.at > SILENT:
        return f"The worker was last heard of on {show_datetime(pulse.at)}."
    return why_mail_server_fails(pulse)


def why_mail_server_fails(pulse: "Pulse") -> str:
    """Say that the mail server keeps failing. Return "" if it works."""
    if pulse.failures < OFTEN:
        return ""
    return f"The mail server failed {pulse.failures} times, one after the other."
