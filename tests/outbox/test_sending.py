"""A message is sent once, in the end, whatever happens to the server and to the worker (decision 54)."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.decisions.services import send_back_investigation
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.outbox import policies, sending, services
from housing_alerts.outbox.models import Message, Pulse
from tests import databases, scenarios
from tests.architecture.source import ROOT
from tests.deep import DEEP

DECISIONS = 20 if DEEP else 4


def write(colleague, text="Look here."):
    return services.write(to=colleague, subject="Something to do", body=text, now=timezone.now())


def later(clock, **span):
    clock.shift(timedelta(**span))


# The server is down


def test_decisions_with_the_server_down_are_as_many_mails_once_it_is_up(wednesday, cast, server):
    file = scenarios.proposed(cast).investigation
    Message.objects.all().delete()
    for number in range(DECISIONS):
        file.refresh_from_db()
        file = send_back_investigation(
            investigation=file, version=file.version, by=cast.head, question=f"What did he say, {number}?"
        )
        if number + 1 < DECISIONS:
            file = scenarios.recommended(cast, file)
    assert set(Message.objects.values_list("colleague__username", flat=True)) == {"lead"}
    for _ in range(3):
        assert sending.send_due() == 0
        later(wednesday, minutes=10)
    assert Message.objects.waiting().count() == DECISIONS
    assert Pulse.objects.get().failures == 3

    server.start()
    later(wednesday, hours=1)
    assert sending.send_due() == DECISIONS
    assert sending.send_due() == 0
    assert len(set(server.ids())) == len(server.taken) == DECISIONS
    assert {message["To"] for message in server.taken} == {"lead@landlord.example"}
    assert Pulse.objects.get().failures == 0


def test_it_is_tried_again_after_growing_pauses_and_parked_at_last(wednesday, cast, server):
    message = write(cast.lead)
    pauses = []
    while not message.is_parked():
        assert sending.send_due() == 0
        message.refresh_from_db()
        if not message.is_parked():
            pauses.append(message.next_try_at - timezone.now())
            assert sending.send_due() == 0  # it is not due
            wednesday.move_to(message.next_try_at)
    assert pauses == sorted(pauses) == policies.PAUSES
    assert message.tries == len(policies.PAUSES) + 1
    assert "Connection refused" in message.why


def test_what_the_server_cannot_take_now_is_put_off(wednesday, cast, running):
    running.inbox.refused = {"lead@landlord.example": "451 Try again later"}
    message = write(cast.lead)
    other = write(cast.head)
    assert sending.send_due() == 1
    message.refresh_from_db()
    other.refresh_from_db()
    assert (message.is_parked(), message.why) == (False, "451 Try again later")
    assert other.sent_at
    running.inbox.refused = {}
    later(wednesday, minutes=1)
    assert sending.send_due() == 1


# Refused for good


def test_what_is_refused_for_good_is_parked_and_retried(wednesday, cast, running):
    running.inbox.refused = {"lead@landlord.example": "550 No such mailbox"}
    message = write(cast.lead)
    assert sending.send_due() == 0
    later(wednesday, days=3)
    assert sending.send_due() == 0
    message.refresh_from_db()
    assert (message.is_parked(), message.tries, message.why) == (True, 1, "Refused: 550 No such mailbox")

    cast.lead.email = "lena@landlord.example"
    cast.lead.save()
    services.retry_message(message=message, by=cast.admin, now=timezone.now())
    assert sending.send_due() == 1
    assert running.taken[0]["To"] == "lena@landlord.example"
    assert running.ids() == [message.message_id]
    assert AuditEvent.objects.filter(action="take up message").count() == 1


def test_a_message_that_is_refused_for_its_content_is_parked(cast, running, monkeypatch):
    async def no(*_asked):
        return "554 We take no such message"

    monkeypatch.setattr(type(running.inbox), "handle_DATA", no)
    message = write(cast.lead)
    assert sending.send_due() == 0
    message.refresh_from_db()
    assert message.why == "Refused: 554 We take no such message"


# Nobody to write to


@records.step
def _written(colleague):
    return write(colleague)


def test_without_an_address_it_waits_for_one(cast, running):
    cast.lead.email = ""
    cast.lead.save()
    message = _written(cast.lead)
    assert (message.is_parked(), message.why) == (True, policies.NO_ADDRESS)
    refusal = f"{policies.NO_ADDRESS} Change the account first."
    with pytest.raises(NotAllowed, match=refusal):
        services.retry_message(message=message, by=cast.admin, now=timezone.now())
    assert services.retry_all_messages(by=cast.admin, now=timezone.now()) == 0


def test_whose_account_was_closed_meanwhile_gets_nothing(cast, running):
    message = write(cast.lead)
    scenarios.leaves(cast.lead)
    assert sending.send_due() == 0
    message.refresh_from_db()
    assert (message.is_parked(), message.why) == (True, policies.CLOSED)
    assert running.taken == []


# The step that causes it


@records.step
def _written_in_vain(colleague):
    write(colleague)
    raise RuntimeError


def test_what_is_rolled_back_writes_to_nobody(cast):
    with pytest.raises(RuntimeError):
        _written_in_vain(cast.lead)
    assert not Message.objects.exists()


# Killed between sending and marking


def test_a_message_that_one_worker_has_is_not_sent_by_another(wednesday, cast):
    write(cast.lead)
    now = timezone.now()
    assert services.claim(now=now)
    assert services.claim(now=now) is None
    assert services.claim(now=now + services.CLAIM)


KILLED = """
import os, signal
import django
django.setup()
from tests import clock
clock.start()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {port}
from housing_alerts.outbox import sending, services
services.mark_sent = lambda message, now: os.kill(os.getpid(), signal.SIGKILL)
sending.send_due()
"""


def test_a_worker_killed_after_sending_sends_it_again_with_the_same_id(own_database, running, time_machine):
    today = timezone.localdate()
    cast = scenarios.set_the_scene(today)
    Message.objects.all().delete()
    written = [write(cast.lead), write(cast.head)]
    for sent in (1, 2):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED.format(port=running.port)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": databases.url(), "DJANGO_SETTINGS_MODULE": "housing_alerts.settings"},
            timeout=120,
        )
        assert killed.returncode == -signal.SIGKILL
        assert len(running.taken) == sent
    assert Message.objects.sent().count() == 0
    assert sending.send_due() == 0  # both are somebody's for five minutes

    time_machine.move_to(timezone.now() + services.CLAIM + timedelta(seconds=1))
    assert sending.send_due() == 2
    assert sorted(running.ids()) == sorted(2 * [message.message_id for message in written])
    assert sending.send_due() == 0
