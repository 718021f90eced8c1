"""The worker: each daily duty once a day, and somebody hears when it stops."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.records import saving as records
from housing_alerts.outbox import policies, schedule, sending, services, tasks
from housing_alerts.outbox.models import DailyRun, Message

WORKER = "/health/worker"


def standstill(on=None):
    return Duty.objects.shown(on=on or timezone.localdate()).filter(kind=Kind.STANDSTILL)


def said(command, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue().strip()


# What it does


@pytest.mark.long
@pytest.mark.same_on_both  # the worker closes its connection, in which a test on PostgreSQL still is
def test_it_sends_what_is_due_and_does_what_is_due_today(wednesday, cast, mailoutbox):
    services.write(to=cast.lead, subject="Something to do", body="Look here.", now=timezone.now())
    call_command("worker", once=True)
    assert [mail.subject for mail in mailoutbox][:1] == ["Something to do"]
    assert mailoutbox[0].extra_headers["Message-ID"] == Message.objects.first().message_id
    done = set(DailyRun.objects.filter(done_for=timezone.localdate()).values_list("command", flat=True))
    assert done == {daily.command for daily in schedule.dailies}
    assert not DBTaskResult.objects.failed().exists()
    before = DBTaskResult.objects.count()
    call_command("worker", once=True)
    assert DBTaskResult.objects.count() == before + bool(Message.objects.waiting().exists())


def test_what_was_asked_for_is_not_asked_for_twice(wednesday, cast):
    services.write(to=cast.lead, subject="Something to do", body="Look here.", now=timezone.now())
    tasks.enqueue_due(timezone.now())
    waiting = DBTaskResult.objects.ready().count()
    tasks.enqueue_due(timezone.now())
    assert DBTaskResult.objects.ready().count() == waiting == 1 + len(schedule.dailies)


def test_before_its_time_a_duty_is_not_due(db, time_machine):
    time_machine.move_to("2026-06-10 04:30+00:00")
    assert [daily.command for daily in schedule.due(timezone.now())] == [
        "clear_messages",
        "keep_checkpoints",
        "clear_visits",
        "count_contacts",
        "check_trail",
    ]


def test_a_database_that_is_busy_does_not_end_it(db, monkeypatch, caplog):
    def busy(_now):
        raise OperationalError

    monkeypatch.setattr("housing_alerts.outbox.management.commands.worker.enqueue_due", busy)
    call_command("worker", once=True)
    assert "could not reach the database" in caplog.text


# Each day once, by one at a time


def test_a_daily_duty_is_done_once_and_catches_up(wednesday, cast):
    for _ in range(2):
        last = said("clear_messages")
    assert last == "Done for today already, or somebody is at it."
    wednesday.shift(timedelta(days=5))
    assert said("clear_messages") == "Messages deleted: 0."
    assert schedule.last_done("clear_messages") == date(2026, 6, 15)


def test_two_do_not_do_it_at_the_same_time(wednesday, db):
    now, today = timezone.now(), timezone.localdate()
    run = services.claim_daily("clear_messages", today=today, now=now)
    assert run
    assert services.claim_daily("clear_messages", today=today, now=now) is None
    assert services.claim_daily("clear_messages", today=today, now=now + services.DAILY_CLAIM)


def test_what_failed_is_done_by_the_next_try(wednesday, db, monkeypatch):
    def fails(**_asked):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(services, "clear", fails)
        with pytest.raises(RuntimeError):
            call_command("clear_messages")
    assert said("clear_messages") == "Messages deleted: 0."


def test_old_messages_are_deleted_and_a_dry_run_deletes_none(wednesday, cast, mailoutbox):
    services.write(to=cast.lead, subject="Something to do", body="Look here.", now=timezone.now())
    sending.send_due()
    wednesday.shift(services.KEPT + timedelta(days=1))
    Message.objects.filter(sent_at=None).delete()
    assert said("clear_messages", dry_run=True) == "Messages to delete: 1."
    assert said("clear_messages") == "Messages deleted: 1."


# Somebody hears when it stops


def test_health_says_that_worker_and_mail_are_well(wednesday, client, db):
    answer = client.get(WORKER)
    assert (answer.status_code, answer.json()["why"]) == (503, "The worker was never started.")
    services.beat(now=timezone.now())
    assert (client.get(WORKER).status_code, client.get(WORKER).json()) == (200, {"status": "well"})
    wednesday.shift(policies.SILENT + timedelta(seconds=1))
    answer = client.get(WORKER)
    assert answer.status_code == 503
    assert answer.json()["why"].startswith("The worker was last heard of on 10 June 2026")
    assert client.get("/health/ready").status_code == 200


def test_health_says_that_the_mail_server_fails(wednesday, client, cast, server):
    services.beat(now=timezone.now())
    for number in range(policies.OFTEN):
        services.write(to=cast.lead, subject=f"Number {number}", body="Look here.", now=timezone.now())
        sending.send_due()
    assert client.get(WORKER).json()["why"] == "The mail server failed 3 times, one after the other."
    assert standstill().get().words == "The mail server failed 3 times, one after the other."
    server.start()
    wednesday.shift(timedelta(minutes=2))
    services.beat(now=timezone.now())
    sending.send_due()
    assert client.get(WORKER).status_code == 200
    assert not standstill().exists()


def test_a_worker_that_stops_is_an_administrators_duty_on_the_next_day(wednesday, cast, sign_in):
    services.beat(now=timezone.now())
    wednesday.shift(timedelta(days=1))
    services.beat(now=timezone.now())
    assert not standstill().exists()
    wednesday.shift(timedelta(days=1))
    assert standstill().get().words == "The worker was last heard of on 11 June 2026."
    page = sign_in("admin").get("/messages/")
    assert "The worker was last heard of on 11 June 2026." in page.content.decode()
    assert "last heard of" not in sign_in("lead").get("/").content.decode()


def test_a_parked_message_is_an_administrators_duty_until_it_is_retried(wednesday, cast):
    with records.as_one("write"):
        message = services.write(to=cast.lead, subject="Something to do", body="Look here.", now=timezone.now())
    services.park(message, why="Refused", now=timezone.now())
    assert standstill().get().words == "Messages that could not be sent: 1."
    services.retry_message(message=message, by=cast.admin, now=timezone.now())
    assert not standstill().exists()
