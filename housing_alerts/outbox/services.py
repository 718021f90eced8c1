"""Write messages, and keep what becomes of each: claimed, sent, put off, parked, taken up again."""

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
"""So long a message is one worker's. Sending takes seconds: whoever has not said more by then was killed."""
DAILY_CLAIM = timedelta(hours=1)
"""The same for a duty of each day."""
KEPT = timedelta(days=90)
"""So long a message that was sent can be looked up."""


def write(*, to: Colleague, subject: str, body: str, now: datetime) -> Message:
    """Write a message in the transaction of the step that causes it. Where no address is recorded, it is parked."""
    message = Message(
        message_id=f"<{uuid.uuid4()}@{settings.MAIL_DOMAIN}>",
        colleague=to,
        subject=subject,
        body=body,
        written_at=now,
        next_try_at=now,
    )
    if why := policies.why_not_reached(message):
        _park(message, why, now)
    message.save()
    return message


@transaction.atomic
def claim(*, now: datetime) -> Message | None:
    """Take the next message that is due, so that no other worker sends it meanwhile. :returns: None where none is due."""
    found = Message.objects.due(now=now).select_for_update(skip_locked=True, of=("self",)).first()
    if found:
        found.claimed_until = now + CLAIM
        found.tries += 1
        found.save()
    return found


@records.step
def mark_sent(message: Message, *, now: datetime) -> None:
    """Keep that the mail server took it."""
    message.sent_at, message.claimed_until, message.why = now, None, ""
    message.save()
    _server_worked()


@records.step
def put_off(message: Message, *, why: str, now: datetime) -> None:
    """Keep that the mail server failed: try again after a longer pause each time, at last park it."""
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
    """Keep that it is refused for good, such as an address that does not exist: it is tried no more."""
    message.claimed_until = None
    _park(message, why, now)
    message.save()


def _park(message: Message, why: str, now: datetime) -> None:
    message.parked_at, message.why = now, why
    records.touch(Pulse.present())


@records.step
def take_up(*, message: Message, by: Colleague, now: datetime) -> Message:
    """Have a parked message tried again from the start. :raises NotAllowed: where it is not parked, or has no address."""
    records.take_turn(records.STEP)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    refuse_if(steps.why_not_take_up(message, by))
    _take_up(message, now)
    audit.record("take up message", message, by=by)
    return message


@records.step
def take_up_all(*, by: Colleague, now: datetime) -> int:
    """Have every parked message tried again whose colleague can be reached. :returns: how many."""
    records.take_turn(records.STEP)
    refuse_if(permissions.why_may_not_keep(by))
    parked = Message.objects.parked().select_related("colleague").select_for_update(of=("self",))
    found = [message for message in parked if policies.why_not_take_up(message) is None]
    for message in found:
        _take_up(message, now)
        audit.record("take up message", message, by=by)
    return len(found)


def _take_up(message: Message, now: datetime) -> None:
    message.parked_at, message.next_try_at, message.tries, message.why = None, now, 0, ""
    message.save()
    records.touch(Pulse.present())


def _server_worked() -> None:
    pulse = Pulse.present()
    if pulse.failures:
        was_ill = bool(policies.why_no_mail(pulse))
        pulse.failures, pulse.why = 0, ""
        pulse.save()
        if was_ill:
            records.touch(pulse)


@records.step
def beat(*, now: datetime) -> None:
    """Give a sign of life. The first one of a day puts off the duty that a silent worker raises on the next."""
    pulse, today = Pulse.present(), timezone.localdate(now)
    new_day = pulse.on != today
    pulse.at, pulse.on = now, today
    pulse.save()
    if new_day:
        records.touch(pulse)


@transaction.atomic
def claim_daily(command: str, *, today: date, now: datetime) -> DailyRun | None:
    """Take a duty of the day, so that nobody else does it meanwhile. :returns: None where it is done or somebody is at it."""
    run, _ = DailyRun.objects.get_or_create(command=command)
    run = DailyRun.objects.select_for_update().get(pk=run.pk)
    if is_done(run, today) or (run.claimed_until and run.claimed_until > now):
        return None
    run.claimed_until = now + DAILY_CLAIM
    run.save()
    return run


def is_done(run: DailyRun, today: date, /) -> bool:
    """Return whether the duty was done for that day."""
    return run.done_for is not None and run.done_for >= today


def finish_daily(run: DailyRun, *, today: date) -> None:
    """Keep that the duty is done for that day."""
    run.done_for, run.claimed_until = today, None
    run.save()


def release_daily(run: DailyRun) -> None:
    """Leave the duty to the next try, after it failed."""
    run.claimed_until = None
    run.save()


def clear(*, now: datetime) -> int:
    """Delete the messages that were sent long ago. :returns: how many."""
    return Message.objects.sent().filter(sent_at__lt=now - KEPT).delete()[0]
