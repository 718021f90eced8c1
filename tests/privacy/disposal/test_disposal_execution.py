"""Disposing of the files of a confirmed batch: what goes, what stays, and what proves it (§13)."""

import io
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from alerts.incidents import services as incidents_services
from alerts.models import Alert, Discussion, Incident, Investigation
from housing_alerts.attachments.models import AttachedBytes, Attachment
from housing_alerts.customers.models import Asset, Customer, Membership, Merge
from housing_alerts.kernel.audit import chain, disposal, protection, trail
from housing_alerts.kernel.audit.models import CHAINS, AuditEvent, Disposable, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.outbox.models import Message
from housing_alerts.staff.models import Colleague
from letters.models import IssuedPdf, Letter
from privacy.disposal import erasing, services
from privacy.disposal.selectors import due, fingerprint
from privacy.holds import services as holds
from privacy.models import DisposalBatch, DisposalItem, LegalHold, Tombstone
from tests import scenarios, settling
from tests.architecture.source import ROOT
from tests.databases import url
from tests.scenarios.retention import CLAIM

SIAN = "D900002"


def _proposed(cast) -> DisposalBatch:
    return services.propose_batch(seen=fingerprint(due(on=cast.today)), by=cast.people["dpo"], on=cast.today)


def _confirmed(cast) -> DisposalBatch:
    batch = _proposed(cast)
    return services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)


def _left_out(batch) -> list[str]:
    return [each.left_out for each in DisposalItem.objects.filter(batch=batch)]


def _faults() -> list[str]:
    return [chain.first_fault(model) for model in CHAINS.values()]


# What goes


@pytest.mark.long
@pytest.mark.clause("P13a")
def test_a_file_goes_with_its_history_and_the_rest_stays_whole(sign_in, cast):
    stays = scenarios.active(cast, customer=scenarios.HONG)
    before = Alert.objects.filter(pk=stays.pk).values().get()

    batch = scenarios.disposed_of(cast)

    assert Alert.objects.values().get() == before
    for model in (Incident, Investigation, Alert):
        assert model.objects.count() == 1, "the other customer’s"
        assert set(model.history.values_list("id", flat=True)) == set(model.objects.values_list("pk", flat=True))
    assert not Letter.objects.exists() and not IssuedPdf.objects.exists() and not Letter.history.exists()
    (stone,) = Tombstone.objects.all()
    assert (stone.name, stone.kind, stone.keeping) == (f"{batch.reference}/1", "PERSON", "SANCTION")
    assert "Alerts: 1, " in stone.went
    assert (batch.status, batch.executed_on) == ("EXECUTED", cast.today)
    assert not Disposable.objects.exists()


@pytest.mark.clause("P13a")
def test_the_person_stays_as_the_import_brings_them_with_the_two_flags(cast):
    with scenarios.years_ago(cast) as then:
        scenarios.ended(then, scenarios.active(then))
        scenarios.restrict_file(then)
        scenarios.adjusted(then)
        scenarios.becomes_known(then)
        scenarios.represented(then)
    Customer.objects.filter(reference=scenarios.LODGER).update(
        format="LARGE_PRINT", never_write=True, never_message=True
    )
    brought = ["reference", "surname", "forenames", "search_text", "never_write", "never_message"]
    before = Customer.objects.filter(reference=scenarios.LODGER).values(*brought).get()
    homes = list(Membership.objects.filter(customer__reference=scenarios.LODGER).values())

    batch = _executed(cast)

    lodger = Customer.objects.get(reference=scenarios.LODGER)
    assert Customer.objects.filter(pk=lodger.pk).values(*brought).get() == before
    assert (lodger.format, lodger.restricted, lodger.restricted_because) == ("", False, "")
    assert not lodger.readers.exists()
    for own in (lodger.vulnerabilities, lodger.adjustments, lodger.representatives):
        assert not own.exists() and not own.model.history.exists()
    assert [row.history_change_reason for row in lodger.history.all()] == [f"Disposed of under {batch.reference}"]
    assert list(Membership.objects.filter(customer=lodger).values()) == homes


def _executed(cast) -> DisposalBatch:
    return services.execute_batch(batch=_confirmed(cast), on=cast.today)


@pytest.mark.clause("P13a")
def test_photos_and_mail_go_and_what_only_begins_like_it_stays(cast):
    with scenarios.years_ago(cast) as then:
        incident = scenarios.settled(then)
        scenarios.with_photo(then, incident)
    told = {"colleague": cast.lead, "written_at": timezone.now(), "next_try_at": timezone.now()}
    for number, words in enumerate((f"See {incident.reference}.", f"See {incident.reference}7.", "See your worklist.")):
        Message.objects.create(message_id=f"<{number}>", subject=words, body=words, **told)

    _executed(cast)

    assert not Attachment.objects.exists() and not AttachedBytes.objects.exists() and not Attachment.history.exists()
    assert set(Message.objects.values_list("subject", flat=True)) == {
        f"See {incident.reference}7.",
        "See your worklist.",
    }


@pytest.mark.clause("P13a")
def test_the_file_of_a_property_goes_and_the_people_who_live_there_keep_theirs(cast):
    with scenarios.years_ago(cast) as then:
        incident = scenarios.logged_at_an_address(then)
        step = {"version": incident.version, "by": then.manager}
        incidents_services.void_incident(
            incident=incident, on=then.today, reason="I typed it twice by mistake.", **step
        )
    stays = scenarios.settled(cast)

    batch = _executed(cast)

    assert [each.kind for each in batch.tombstones.all()] == ["PROPERTY"]
    assert list(Incident.objects.all()) == [stays]
    assert Asset.objects.filter(reference="A-D1").exists()


@pytest.mark.long
@pytest.mark.clause("P13a")
def test_of_somebody_who_had_two_files_both_go_and_the_pointer_stays(cast):
    with scenarios.years_ago(cast) as then:
        scenarios.ended(then, scenarios.active(then))
        twin = scenarios.second_file(then)
        scenarios.merged(then)

    _executed(cast)

    twin.refresh_from_db()
    assert twin.merged_into.reference == scenarios.LODGER, "an import brings both, and they are one person"
    assert not Merge.objects.exists() and not Merge.history.exists()


# What stays


@pytest.mark.long
@pytest.mark.clause("P13a", refuses=True)
def test_what_became_held_since_is_left_out_and_it_is_said_why(cast):
    batch = scenarios.disposal_confirmed(cast, scenarios.LODGER, SIAN)
    hold = scenarios.held(cast, scenarios.LODGER)

    batch = services.execute_batch(batch=batch, on=cast.today)

    assert _left_out(batch) == [f"Legal hold {hold.reference} is in force."]
    assert batch.tombstones.count() == 1
    assert Alert.objects.get().customer.reference == scenarios.LODGER


@pytest.mark.clause("P13a", refuses=True)
def test_what_is_not_due_any_more_stays_and_says_so(cast):
    confirmed = scenarios.disposal_confirmed(cast)
    for walk, says in [
        (scenarios.logged, r"Incident IN-\S+ is open\."),
        (scenarios.active, r"Alert CM-\S+ is in force\."),
        (scenarios.asked_for_data, r"Subject request SA-\S+ is open\."),
        (scenarios.settled, r"Its period is not over: it is due from \d+ \w+ 20\d\d\."),
        (lambda cast: scenarios.kept_for(cast, SANCTION=60), r"Its period is not over: it is due from "),
    ]:
        with settling.undone():
            walk(cast)

            batch = services.execute_batch(batch=DisposalBatch.objects.get(pk=confirmed.pk), on=cast.today)

            (why,) = _left_out(batch)
            assert re.match(says, why), why
            assert Alert.objects.filter(customer__reference=scenarios.LODGER).exists()
            assert batch.status == "EXECUTED"


@pytest.mark.long
@pytest.mark.clause("P13a", refuses=True)
def test_a_file_that_shares_an_incident_with_one_that_was_taken_out_stays_with_it(cast):
    with scenarios.years_ago(cast) as then:
        incident = scenarios.settled(then, scenarios.HONG, days=0)
        alert = scenarios.ended(then, scenarios.active(then))
        incident.breach_of = alert
        incident.save()
    scenarios.due_for_disposal(cast, SIAN)
    batch = _proposed(cast)
    item = DisposalItem.objects.get(customer__reference=scenarios.HONG)
    step = {"by": cast.head, "on": cast.today}
    services.take_out_item(item=item, version=item.version, reason=CLAIM, **step)
    batch.refresh_from_db()
    batch = services.confirm_batch(batch=batch, version=batch.version, **step)

    batch = services.execute_batch(batch=batch, on=cast.today)

    assert f"Incident {incident.reference} is also in the file of {scenarios.HONG}, which is kept." in _left_out(batch)
    assert batch.tombstones.count() == 1


@pytest.mark.clause("P13a", refuses=True)
def test_only_a_confirmed_disposal_is_executed(cast):
    for walk in [scenarios.disposal_proposed, scenarios.disposed_of]:
        with settling.undone():
            batch = walk(cast)

            with pytest.raises(NotAllowed):
                services.execute_batch(batch=batch, on=cast.today)


@pytest.mark.clause("P13a", refuses=True)
def test_a_record_that_rests_on_the_file_undoes_all_of_it(cast, monkeypatch):
    """A table that nobody thought of is no reason to leave half a file behind."""
    batch = scenarios.disposal_confirmed(cast)
    monkeypatch.setattr(erasing, "PLAN", tuple(each for each in erasing.PLAN if each.model is not Discussion))
    before = (Alert.objects.count(), AuditEvent.objects.filter(action="").count())

    with pytest.raises(
        CommandError, match=r"a record that is kept rests on one of its files. Nothing of it was deleted"
    ):
        call_command("retention")

    batch.refresh_from_db()
    assert batch.status == "CONFIRMED"
    assert (Alert.objects.count(), AuditEvent.objects.filter(action="").count()) == before


# The trail


@pytest.mark.long
@pytest.mark.clause("P13a")
def test_the_trail_is_emptied_of_it_and_still_holds(sign_in, cast, tmp_path):
    batch = scenarios.disposal_confirmed(cast)
    sign_in("head").get(f"/customers/{scenarios.LODGER}/")
    sign_in("head").get("/customers/D900003/")
    kept = tmp_path / "checkpoints.jsonl"
    call_command("checkpoint", file=kept, verbosity=0)
    services.execute_batch(batch=batch, on=cast.today)

    assert not AuditEvent.objects.filter(customer=scenarios.LODGER).exists()
    assert not ReadEvent.objects.filter(reference=scenarios.LODGER).exists()
    assert ReadEvent.objects.filter(reference="D900003").exists()
    event = AuditEvent.objects.get(action=disposal.DISPOSED)
    assert re.fullmatch(
        r"1 file\. Blanked audit events: [\d, -]+\. Blanked read log: 1\. Blanked proofs: [\d, -]+\.", event.why
    ), event.why
    assert AuditEvent.objects.filter(reference=batch.reference).count() == 3, "proposed, confirmed, disposed of"
    assert str(AuditEvent.objects.filter(salt="").first()) == str(ReadEvent.objects.last()) == "Disposed of"
    call_command("verify_audit", file=kept)


def _lift():
    with connection.cursor() as cursor:
        for model in protection.models():
            for name in protection.triggers(model):
                cursor.execute(protection.drop(name, model))


@pytest.mark.clause("P13a", refuses=True)
def test_a_row_that_somebody_emptied_without_a_disposal_is_named(cast):
    scenarios.disposed_of(cast)
    blanked = AuditEvent.objects.filter(salt="").count()
    last = AuditEvent.objects.first()
    assert _faults() == ["", "", ""]
    _lift()

    AuditEvent.objects.filter(position=last.position).update(**dict.fromkeys(AuditEvent.BLANK, ""))

    assert blanked
    first = AuditEvent.objects.filter(salt="").last()
    assert _faults()[0] == f"Row {first.position} was blanked, and no disposal names it.", "its event is gone as well"


@pytest.mark.clause("P13a", refuses=True)
def test_a_row_that_is_half_empty_is_named_even_where_a_disposal_names_it(cast):
    scenarios.disposed_of(cast)
    _lift()
    emptied = AuditEvent.objects.filter(salt="").last()

    AuditEvent.objects.filter(position=emptied.position).update(why="Something else happened.")

    assert _faults()[0] == f"Row {emptied.position} was changed after it was written."


@pytest.mark.long
def test_spans_are_written_and_read_alike(cast):
    said = disposal.in_words({AuditEvent: [5, 1, 2, 3, 9], ReadEvent: []})
    assert said == "Blanked audit events: 1-3, 5, 9."
    batch = scenarios.disposal_proposed(cast)
    trail.record(disposal.DISPOSED, batch, by=None, why=f"2 files. {said}")
    assert disposal.named(AuditEvent) == {1, 2, 3, 5, 9}
    assert disposal.named(ReadEvent) == set()


# What the database itself allows


@contextmanager
def _refused():
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        yield


@pytest.mark.clause("P13a", refuses=True)
@pytest.mark.parametrize("walk", [scenarios.disposal_proposed, scenarios.disposed_of])
def test_the_triggers_let_nothing_go_unless_its_batch_is_confirmed(cast, walk):
    letter = scenarios.issued(cast, scenarios.active(cast, customer=scenarios.HONG))
    batch = walk(cast)
    pdf, event = IssuedPdf.objects.get(letter=letter), AuditEvent.objects.first()

    with _refused():
        disposal.delete(IssuedPdf, [pdf.pk], batch=batch.reference)
    with _refused():
        disposal.blank(AuditEvent, [event.position], batch=batch.reference)


@pytest.mark.clause("P13a", refuses=True)
def test_with_a_confirmed_batch_only_what_it_names_goes_and_nothing_is_changed(cast):
    batch = scenarios.disposal_confirmed(cast)
    named, other = AuditEvent.objects.order_by("position")[:2]
    pdf = IssuedPdf.objects.first()
    for table, key in (("audit_auditevent", named.pk), ("letters_issuedpdf", pdf.pk + 1)):
        Disposable.objects.create(batch=batch.reference, of_table=table, key=key)
    empty = dict.fromkeys(AuditEvent.BLANK, "")

    for change in (
        lambda: AuditEvent.objects.filter(pk=other.pk).update(**empty),
        lambda: AuditEvent.objects.filter(pk=named.pk).update(**empty | {"why": "bent"}),
        lambda: AuditEvent.objects.filter(pk=named.pk).update(**empty, digest="f" * 64),
        lambda: AuditEvent.objects.filter(pk=named.pk).update(**empty, by=cast.people["admin"]),
        lambda: AuditEvent.objects.filter(pk=named.pk).update(**empty, at=timezone.now()),
        lambda: AuditEvent.objects.filter(pk=named.pk)._raw_delete("default"),
        lambda: IssuedPdf.objects.filter(pk=pdf.pk)._raw_delete("default"),
        lambda: IssuedPdf.objects.filter(pk=pdf.pk).update(text="bent"),
    ):
        with _refused():
            change()
    assert AuditEvent.objects.filter(pk=named.pk).update(**empty) == 1


# The command


def _run() -> str:
    said = io.StringIO()
    call_command("retention", stdout=said)
    return said.getvalue()


@pytest.mark.clause("P13a")
def test_the_command_disposes_of_what_was_confirmed_and_of_nothing_else(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        cast = scenarios.set_the_scene(timezone.localdate())
        batch = scenarios.disposal_confirmed(cast, scenarios.LODGER)
        scenarios.due_for_disposal(cast, SIAN)

        assert _run() == f"{batch.reference}: 1 disposed of.\n"

        assert [each.customer.reference for each in Alert.objects.all()] == [SIAN]
        assert _run() == "No disposal is confirmed.\n"


@pytest.mark.clause("P13a")
def test_what_a_restored_backup_brings_back_is_named_and_disposed_of_again(cast, monkeypatch):
    """Exactly what had gone: not what is due by now, and not what was never disposed of."""
    monkeypatch.setattr("privacy.disposal.sweeping.sweep", list)
    backup = transaction.savepoint()
    batch = scenarios.disposal_confirmed(cast)
    assert _run() == f"{batch.reference}: 1 disposed of.\n"
    assert _run() == "No disposal is confirmed.\n"
    transaction.savepoint_rollback(backup)
    scenarios.due_for_disposal(cast)
    scenarios.due_for_disposal(cast, SIAN)
    said = f"{scenarios.LODGER} was disposed of, and a backup brought it back."
    hold = scenarios.held(cast)
    assert _run() == f"{said} It stays for now. Legal hold {hold.reference} is in force.\nNo disposal is confirmed.\n"
    step = {"version": hold.version, "by": cast.people["dpo"], "on": cast.today}
    holds.end_hold(hold=hold, reason="The claim was settled on 1 June.", **step)

    assert said in _run()

    assert [each.customer.reference for each in Alert.objects.all()] == [SIAN]
    event = AuditEvent.objects.get(action="dispose again")
    assert event.why.startswith("1 file, which a backup brought back. First: DB-2026-")
    assert _faults() == ["", "", ""]
    assert DisposalBatch.objects.get().confirmed_by == cast.head
    scenarios.due_for_disposal(cast)  # what comes later is no matter of that list
    assert _run() == "No disposal is confirmed.\n"


@pytest.mark.clause("P13a")
def test_how_a_leaver_was_reached_goes_after_its_period_and_their_name_stays(cast, monkeypatch):
    monkeypatch.setattr("privacy.disposal.sweeping.sweep", list)
    with scenarios.years_ago(cast) as then:
        scenarios.change_account(then, cast.contractor, active=False)
    scenarios.change_account(cast, cast.officer, active=False)

    assert _run().endswith("Accounts of colleagues who left: 1 cleared.\n")

    gone, stays = Colleague.objects.get(pk=cast.contractor.pk), Colleague.objects.get(pk=cast.officer.pk)
    assert (gone.email, gone.telephone, str(gone)) == ("", "", str(cast.contractor))
    assert (stays.email, stays.telephone) == (cast.officer.email, cast.officer.telephone)
    assert [each.email for each in gone.history.all()] == [""]
    assert AuditEvent.objects.get(action="clear account").reference == "contractor"
    call_command("verify_audit", stdout=io.StringIO())
    assert _run() == "No disposal is confirmed.\n"


@pytest.mark.long
def test_a_run_that_comes_second_says_that_somebody_was_quicker(cast, monkeypatch):
    monkeypatch.setattr("privacy.disposal.sweeping.sweep", list)
    batch = scenarios.disposal_confirmed(cast)

    def read_then_executed():
        services.execute_batch(batch=batch, on=cast.today)
        return [batch]

    monkeypatch.setattr(DisposalBatch.objects, "confirmed", read_then_executed)

    assert re.match(f"{batch.reference}: .* disposed of", _run())
    assert Tombstone.objects.count() == 1


KILLED = """
import os, signal, django
django.setup()
from django.core.management import call_command
from privacy.disposal import services
save = services.records.save
def killed(record, **asked):
    if type(record).__name__ == "DisposalBatch":
        os.kill(os.getpid(), signal.SIGKILL)
    save(record, **asked)
services.records.save = killed
call_command("retention")
"""


@pytest.mark.clause("P13a")
def test_a_run_that_is_killed_in_the_middle_leaves_all_of_it_and_can_be_run_again(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        cast = scenarios.set_the_scene(timezone.localdate())
        batch = scenarios.disposal_confirmed(cast)
        counts = {model: model.objects.count() for model in (Alert, Incident, Letter, IssuedPdf, DisposalItem)}
        ended = subprocess.run(
            [sys.executable, "-c", KILLED],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url(), "DJANGO_SETTINGS_MODULE": "housing_alerts.settings"},
            check=False,
        )
        assert ended.returncode == -signal.SIGKILL

        assert {model: model.objects.count() for model in counts} == counts
        assert not AuditEvent.objects.filter(salt="").exists()
        assert not Disposable.objects.exists()
        assert _run() == f"{batch.reference}: 1 disposed of.\n"
        assert _faults() == ["", "", ""]
        assert not LegalHold.objects.exists() and not Alert.objects.exists()


def test_another_fault_of_the_database_is_no_matter_of_rights(cast, monkeypatch):
    scenarios.disposal_confirmed(cast)

    def fails(**_asked):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(services, "execute_batch", fails)
    with pytest.raises(DatabaseError, match="the disk is full"):
        call_command("retention")
