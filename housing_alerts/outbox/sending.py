"""Hand messages to the mail server, one after the other."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from . import policies, services
from .models import Message

LONGEST = 300


def send_due() -> int:
    """Send every message that is due, until the mail server fails. :returns: the number that it took.

    A message is claimed and marked in transactions of their own: none is held while the server answers.
    """
    connection, sent = mail.get_connection(), 0
    try:
        while message := services.claim(now=timezone.now()):
            if not _tried(message, connection):
                break
            sent += bool(message.sent_at)
    finally:
        connection.close()
    return sent


def _tried(message: Message, connection: BaseEmailBackend) -> bool:
    """Try to send one message, and record the result. :returns: whether the server can be asked for the next one."""
    if why := policies.why_colleague_unreachable(message):
        services.park(message, why=why, now=timezone.now())
        return True
    try:
        connection.open()
        connection.send_messages([_mail(message)])
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        return _refused(message, *_answer(refusal))
    except (SMTPException, OSError) as fault:
        services.retry_later(message, why=_short(fault), now=timezone.now())
        return False
    services.mark_sent(message, now=timezone.now())
    return True


def _refused(message: Message, code: int, words: str) -> bool:
    """Park a message that is refused for good (5xx), and try any other later. The server itself works."""
    now = timezone.now()
    if code >= 500:
        services.park(message, why=f"Refused: {words}"[:LONGEST], now=now)
    else:
        services.retry_later(message, why=words, now=now)
    return True


def _answer(refusal: SMTPRecipientsRefused | SMTPDataError) -> tuple[int, str]:
    """Return the server's code and its words."""
    if isinstance(refusal, SMTPDataError):
        code, words = refusal.smtp_code, refusal.smtp_error
    else:
        code, words = next(iter(refusal.recipients.values()))
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return code, f"{code} {said}"[:LONGEST]


def _short(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:LONGEST]


def send_plain(*, to: str, subject: str, body: str) -> None:
    """Send a mail to an address that is no colleague's. :raises OSError: or SMTPException, if the mail server fails."""
    headers = {"Auto-Submitted": "auto-generated"}
    mail.EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()


def _mail(message: Message) -> mail.EmailMessage:
    return mail.EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.colleague.email],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
