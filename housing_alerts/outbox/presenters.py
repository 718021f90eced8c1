"""Show the state of a message and of the worker in words."""

from datetime import datetime

from django.conf import settings

from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.web.rows import Rows

from . import policies
from .models import Message, Pulse


def state(message: Message) -> tuple[str, str]:
    """Return the state of the message in a word, and the colour for it."""
    if message.sent_at:
        return "Sent", "green"
    if message.is_parked():
        return "Parked", "red"
    return ("To send", "blue") if message.tries == 0 else ("Tried again", "orange")


def message_rows(message: Message) -> Rows:
    """Return the facts of one message."""
    return [
        ("To", f"{message.colleague}, {message.colleague.email or 'no address'}"),
        ("Written", show_datetime(message.written_at)),
        ("Tries", str(message.tries)),
        *_outcome(message),
        ("Message-ID", message.message_id),
    ]


def _outcome(message: Message) -> Rows:
    if message.sent_at:
        return [("Sent", show_datetime(message.sent_at))]
    if message.is_parked():
        return [("Parked because", message.why)]
    next_try: Rows = [("Next try", show_datetime(message.next_try_at))]
    return [("What went wrong", message.why), *next_try] if message.why else next_try


def worker_words(pulse: Pulse | None, *, now: datetime) -> str:
    """Say in one or two sentences how the worker and the mail server are."""
    why = policies.why_messages_do_not_go(pulse, now=now)
    if not why and pulse:
        return f"The worker was last heard of on {show_datetime(pulse.at)}, and the mail server works."
    return f"{why} It said last: {pulse.why}" if pulse and pulse.why else why


def destination() -> str:
    """Return the folder to which mail goes in the demo, or "" if a mail server sends it."""
    return str(settings.MAIL_FOLDER.relative_to(settings.BASE_DIR)) if settings.DEMO else ""
