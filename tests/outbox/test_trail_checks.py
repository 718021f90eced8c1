"""Each night the worker checks the trail; the Data Protection Officer and the administrators hear of what it finds (§11)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from alerts.models import Alert
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit import checking, comparing
from housing_alerts.kernel.audit.models import AuditEvent, Proof
from housing_alerts.outbox import daily, schedule, services
from housing_alerts.outbox.models import Message, Pulse
from privacy.models import TrailCheck
from privacy.trail import policies
from tests import scenarios
from tests.kernel.audit.test_chain import lift, sql
from tests.outbox.test_worker import said
from tests.owing import held

BENT = "Nobody goes there."
RESULT = "Found 1 that no step left so"
NIGHT = timedelta(days=1)


@pytest.fixture
def alert(wednesday, cast, settings, tmp_path) -> Alert:
    """An alert, its trail, and the checkpoints of the night."""
    settings.AUDIT_CHECKPOINTS = tmp_path / "checkpoints.jsonl"
    found = scenarios.active(cast)
    call_command("checkpoint", verbosity=0)
    return found


def bend(alert: Alert, words: str = BENT) -> None:
    sql("UPDATE alerts_alert SET instruction = %s WHERE id = %s", words, alert.pk)


def duties(on=None) -> dict[str, str]:
    """The words of what waits, by the role that it waits for."""
    found = Duty.objects.shown(on=on or timezone.localdate()).filter(kind=Kind.TRAIL)
    return dict(found.values_list("role", "words"))


# A sound trail


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_a_sound_trail_is_kept_as_such_and_nobody_is_asked(alert):
    assert said("check_trail").startswith("All of ")

    check = TrailCheck.objects.get()
    assert (check.found, check.found_count, check.broken_since, check.checkpoints) == ([], 0, None, 3)
    assert check.positions > Proof.objects.count() - 10
    assert check.rows > 100
    assert duties() == {}
    event = AuditEvent.objects.get(action="check the trail")
    assert (event.by, event.reference) == (None, "Trail")
    assert event.why == f"Sound. Looked at {check.positions} rows of the trail and {check.rows} records."
    assert said("check_trail") == "Done for today already, or somebody is at it."


# A broken one


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_a_broken_trail_is_a_duty_of_both_until_a_later_check_is_sound(alert, cast, wednesday):
    instruction = alert.instruction
    said("check_trail")
    bend(alert)
    wednesday.shift(NIGHT)
    assert said("check_trail").startswith(RESULT)

    words = "The check of 11 June 2026 found 1 thing that no step did."
    assert duties() == {"DATA_PROTECTION_OFFICER": words, "ADMINISTRATOR": words}
    for who in ("dpo", "admin"):
        assert held(cast.people[who], Kind.TRAIL) == ["Trail"]
    for who in ("officer", "manager", "lead", "head", "leadership"):
        assert held(cast.people[who], Kind.TRAIL) == []
    ((record, why),) = TrailCheck.objects.get().found
    assert record == f"Alert {alert.reference} (alerts_alert {alert.pk})"
    assert why.startswith("instruction: changed by no step. Last proved by ")
    event = AuditEvent.objects.filter(action="check the trail").first()
    assert event.why.startswith("Broken: found 1.")
    assert f"{record}: {why}" in event.why

    begun = TrailCheck.objects.get().broken_since
    wednesday.shift(NIGHT)
    said("check_trail")
    assert TrailCheck.objects.get().broken_since == begun
    assert Duty.objects.filter(kind=Kind.TRAIL, closed_at=None).count() == 2, "the same two, not two each night"

    bend(alert, instruction)
    assert said("check_trail", now=True).startswith("All of ")
    assert duties() == {}
    assert TrailCheck.objects.get().broken_since is None


@pytest.mark.long
def test_both_are_told_at_once_and_once_by_a_mail_that_names_nobody(alert, cast, wednesday):
    said("check_trail")
    bend(alert)
    for _ in range(2):
        wednesday.shift(NIGHT)
        said("check_trail")
    told = Message.objects.filter(subject__contains="The trail does not hold")
    assert {message.colleague for message in told} == {cast.people["dpo"], cast.people["admin"]}
    assert len(told) == 2
    assert "/trail/" in told[0].body
    assert BENT not in told[0].body and "Lodger" not in told[0].body


@pytest.mark.long
def test_a_chain_that_does_not_hold_is_found_too(alert, wednesday):
    lift()
    sql("UPDATE audit_auditevent SET why = 'bent' WHERE position = 2")
    said("check_trail")
    found = TrailCheck.objects.get().found
    assert ["List of audit events", "Row 2 was changed after it was written."] in found
    assert ["Table audit_auditevent", "rows could be changed; run migrate."] in found


@pytest.mark.long
def test_the_result_says_nothing_of_the_content(alert, cast):
    lodger = cast.customers[scenarios.LODGER]
    sql("UPDATE customers_customer SET surname = 'Canary' WHERE id = %s", lodger.pk)
    said("check_trail")
    ((record, why),) = TrailCheck.objects.get().found
    assert record == f"Customer {lodger.reference} (customers_customer {lodger.pk})"
    assert why.startswith("surname: changed by no step.")
    assert "Canary" not in record + why and lodger.surname not in record + why


@pytest.mark.long
def test_of_very_many_the_first_are_named_and_all_are_counted(alert, monkeypatch):
    monkeypatch.setattr(policies, "MOST", 3)
    sql("UPDATE customers_asset SET postcode = 'ZZ1 1ZZ'")
    said("check_trail")
    check = TrailCheck.objects.get()
    assert len(check.found) == 3
    assert check.found_count == len(list(comparing.faults())) > 3


# The check itself fails


def fail(monkeypatch, fault: Exception) -> None:
    def faults(*_: object):
        raise fault
        yield

    monkeypatch.setattr(comparing, "faults", faults)


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_a_check_that_fails_says_so_and_is_tried_again(alert, wednesday, monkeypatch):
    said("check_trail")
    before = TrailCheck.objects.get()
    wednesday.shift(NIGHT)
    with monkeypatch.context() as broken:
        fail(broken, OperationalError("Mr Lodger is locked"))
        with pytest.raises(OperationalError):
            call_command("check_trail")

    check = TrailCheck.objects.get()
    assert (check.failures, check.failed_why, check.failed_at) == (
        1,
        "It failed with OperationalError.",
        timezone.now(),
    )
    assert (check.ended_at, check.rows) == (before.ended_at, before.rows), "the old result, with its age"
    assert AuditEvent.objects.filter(action="check the trail").count() == 1, "nothing pretends to be a result"
    due = "check_trail"
    assert due not in [one.command for one in schedule.due(timezone.now())], "not every five seconds"
    wednesday.shift(timedelta(minutes=15))
    assert due in [one.command for one in schedule.due(timezone.now())]
    assert said("check_trail").startswith("All of ")
    assert (TrailCheck.objects.get().failures, TrailCheck.objects.get().failed_at) == (0, None)


def test_a_file_of_checkpoints_that_cannot_be_read_is_named(alert, settings):
    settings.AUDIT_CHECKPOINTS.write_text("{\n")
    with pytest.raises(checking.checkpoints.Unreadable):
        call_command("check_trail")
    assert TrailCheck.objects.get().failed_why.endswith("checkpoints.jsonl is not a checkpoint.")


def test_who_fails_often_is_a_duty_and_a_broken_trail_stays_one(alert, wednesday, monkeypatch):
    said("check_trail")
    with monkeypatch.context() as broken:
        fail(broken, RuntimeError())
        for number in range(policies.OFTEN):
            assert duties() == {}, number
            with pytest.raises(RuntimeError):
                call_command("check_trail", now=True)
    assert set(duties().values()) == {"The check failed 3 times, one after the other."}
    bend(alert)
    said("check_trail", now=True)
    fail(monkeypatch, RuntimeError())
    for _ in range(policies.OFTEN):
        with pytest.raises(RuntimeError):
            call_command("check_trail", now=True)
    assert set(duties().values()) == {"The check of 10 June 2026 found 1 thing that no step did."}


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_a_check_that_has_not_run_for_two_days_is_a_duty(alert, wednesday):
    said("check_trail")
    today = timezone.localdate()
    assert duties(today + timedelta(days=1)) == {}
    assert set(duties(today + timedelta(days=2)).values()) == {"No check has ended since 10 June 2026."}
    wednesday.shift(NIGHT)
    said("check_trail")
    assert duties(today + timedelta(days=2)) == {}


def test_a_first_check_that_never_ended_is_a_duty_too(alert, monkeypatch):
    fail(monkeypatch, RuntimeError())
    with pytest.raises(RuntimeError):
        call_command("check_trail")
    assert set(duties(timezone.localdate() + policies.OLD).values()) == {"No check has ended yet."}


# While it runs


def test_mail_goes_out_and_a_sign_of_life_is_given_while_it_runs(alert, wednesday, cast, mailoutbox, monkeypatch):
    """The worker does one thing at a time, and a check of many records takes minutes."""
    services.beat(now=timezone.now())
    services.write(to=cast.lead, subject="Something to do", body="Look here.", now=timezone.now())
    seen = []

    def slow(looked):
        for _ in range(3):
            wednesday.shift(daily.BREATH)
            looked(500)
            seen.append((Pulse.objects.get().at, [mail.subject for mail in mailoutbox]))
        return iter(())

    monkeypatch.setattr(comparing, "faults", slow)
    call_command("check_trail")
    assert [at for at, _ in seen[1:]] == [timezone.now() - daily.BREATH, timezone.now()]
    assert "Something to do" in seen[-1][1]


@pytest.mark.long
def test_a_busy_database_does_not_end_it_between_two_pages(alert, wednesday, monkeypatch, caplog):
    def busy(**_: object) -> None:
        raise OperationalError

    def slow(looked):
        for _ in range(2):
            wednesday.shift(daily.BREATH)
            looked(500)
        return iter(())

    monkeypatch.setattr(services, "beat", busy)
    monkeypatch.setattr(comparing, "faults", slow)
    assert said("check_trail").startswith("All of ")
    assert "The database was busy while a daily command ran." in caplog.text


@pytest.mark.long
def test_no_lock_is_held_between_two_pages(alert, monkeypatch):
    """Whoever works meanwhile waits for nobody: no transaction is open but for the test's own."""
    depth, seen = len(connection.savepoint_ids), []

    def between(self):
        seen.append(len(connection.savepoint_ids) - depth)

    monkeypatch.setattr(daily.DailyCommand, "breathe", between)
    bend(alert)
    call_command("check_trail")
    assert len(seen) > 30
    assert set(seen) == {0}
