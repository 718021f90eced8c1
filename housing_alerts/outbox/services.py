"""Write messages, and record their states: claimed, sent, put off, parked, to be tried again."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import permissions, policies, steps
from .models import DailyRun, Message, Pulse

CLAIM = timedelta(minutes=5)
"""The time for which a message belongs to one worker. Sending takes seconds: a worker that is silent for longer was killed."""
DAILY_CLAIM = timedelta(hours=1)
"""The time for which a daily command belongs to one worker."""
KEPT = timedelta(days=90)
"""The time for which a sent message can be looked up."""


def write(*, to: Colleague, subject: str, body: str, now: datetime) -> Message:
    """Write a message in the transaction of the step that causes it. If the colleague has no address, it is parked."""
    message = Message(
        message_id=f"<{uuid.uuid4()}@{settings.MAIL_DOMAIN}>",
        colleague=to,
        subject=subject,
        body=body,
        written_at=now,
        next_try_at=now,
    )
    if why := policies.why_colleague_unreachable(message):
        _park(message, why, now)
    message.save()
    return message


@transaction.atomic
def claim(*, now: datetime) -> Message | None:
    """Claim the next message that is due, so that no other worker sends it. :returns: None if none is due."""
    found = Message.objects.due(now=now).select_for_update(skip_locked=True, of=("self",)).first()
    if found:
        found.claimed_until = now + CLAIM
        found.tries += 1
        found.save()
    return found


@records.step
def mark_sent(message: Message, *, now: datetime) -> None:
    """Record that the mail server took the message."""
    message.sent_at, message.claimed_until, message.why = now, None, ""
    message.save()
    _server_worked()


@records.step
def retry_later(message: Message, *, why: str, now: datetime) -> None:
    """Record that the mail server failed. Try again after a longer pause each time, and park the message in the end."""
    pause = policies.pause_after(message.tries)
    message.claimed_until, message.why = None, why
    if pause is None:
        _park(message, why, now)
    else:
        message.next_try_at = now + pause
    message.save()
    pulse = Pulse.present()
    pulse.failures += 1
    pulse.why = why
    pulse.save()
    if pulse.failures == policies.OFTEN:
        records.touch(pulse)


@records.step
def park(message: Message, *, why: str, now: datetime) -> None:
    """Record that the message is refused for good, such as for an address that does not exist. It is tried no more."""
    message.claimed_until = None
    _park(message, why, now)
    message.save()


def _park(message: Message, why: str, now: datetime) -> None:
    message.parked_at, message.why = now, why
    records.touch(Pulse.present())


@records.step
def retry_message(*, message: Message, by: Colleague, now: datetime) -> Message:
    """Have a parked message tried again from the start.

    :raises NotAllowed: if it is not parked, or has no address.
    """
    records.take_turn(records.STEP)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    refuse_if(steps.why_not_retry_message(message, by))
    _retry(message, now)
    audit.record("take up message", message, by=by)
    return message


@records.step
def retry_all_messages(*, by: Colleague, now: datetime) -> int:
    """Have every parked message tried again whose colleague can be reached. :returns: the number of messages."""
    records.take_turn(records.STEP)
    refuse_if(permissions.why_may_not_keep(by))
    parked = Message.objects.parked().select_related("colleague").select_for_update(of=("self",))
    found = [message for message in parked if policies.why_not_retry_message(message) is None]
    for message in found:
        _retry(message, now)
        audit.record("take up message", message, by=by)
    return len(found)


def _retry(message: Message, now: datetime) -> None:
    message.parked_at, message.next_try_at, message.tries, message.why = None, now, 0, ""
    message.save()
    records.touch(Pulse.present())


def _server_worked() -> None:
    pulse = Pulse.present()
    if pulse.failures:
        was_ill = bool(policies.why_mail_server_fails(pulse))
        pulse.failures, pulse.why = 0, ""
        pulse.save()
        if was_ill:
            records.touch(pulse)


@records.step
def beat(*, now: datetime) -> None:
    """Record a sign of life. The first one of a day puts off the duty that a silent worker raises on the next."""
    today = timezone.localdate(now)
    new_day = not Pulse.objects.filter(on=today).exists()
    pulse = Pulse.present()
    pulse.at, pulse.on = now, today
    pulse.save()
    if new_day:
        records.touch(pulse)


@transaction.atomic
def claim_daily(command: str, *, today: date, now: datetime) -> DailyRun | None:
    """Claim a daily command, so that nobody else runs it. :returns: None if it has run or somebody is running it."""
    run, _ = DailyRun.objects.get_or_create(command=command)
    run = DailyRun.objects.select_for_update().get(pk=run.pk)
    if is_done(run, today) or (run.claimed_until and run.claimed_until > now):
        return None
    run.claimed_until = now + DAILY_CLAIM
    run.save()
    return run


def is_done(run: DailyRun, today: date, /) -> bool:
    """Return whether the command ran for that day."""
    return run.done_for is not None and run.done_for >= today


def finish_daily(run: DailyRun, *, today: date) -> None:
    """Record that the command ran for that day."""
    run.done_for, run.claimed_until = today, None
    run.save()


def keep_daily(run: DailyRun, *, now: datetime) -> None:
    """Keep the claim of a command that goes on for long."""
    run.claimed_until = now + DAILY_CLAIM
    run.save()


def release_daily(run: DailyRun, *, until: datetime) -> None:
    """Release the command after it failed. :param until: when the worker tries it again."""
    run.claimed_until = until
    run.save()


def clear(*, now: datetime) -> int:
    """Delete the messages that were sent long ago. :returns: the number of messages."""
    return Message.objects.sent().filter(sent_at__lt=now - KEPT).delete()[0]
