"""The chain: what a superuser of the database bends is found, and the first bad row is named (§11)."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from housing_alerts.kernel.audit import chain, checkpoints, protection, trail
from housing_alerts.kernel.audit.models import START, AuditEvent, ReadEvent
from tests import scenarios

ROWS = 8


@pytest.fixture
def events(cast):
    """Eight events of a case, and a superuser who has lifted the triggers."""
    incident = scenarios.logged(cast)
    while AuditEvent.objects.count() < ROWS:
        trail.record("tidy", incident, by=None, why=f"Step {AuditEvent.objects.count()}")
    return lift


def lift():
    with connection.cursor() as cursor:
        for model in protection.models():
            for name in protection.triggers(model):
                cursor.execute(protection.drop(name, model))


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def make_anew():
    """Row 4 tells something else, and every digest from there on is computed again."""
    before = START
    for row in AuditEvent.objects.order_by("position"):
        row.why = "It went well." if row.position == 4 else row.why
        row.content_digest = row.digest_of_content()
        before = row.digest = row.digest_after(before)
        row.save(force_update=True)


def fault(seen=()):
    return chain.first_fault(AuditEvent, seen)


def test_an_untouched_chain_holds(events):
    assert fault() == ""
    assert list(AuditEvent.objects.order_by("position").values_list("position", flat=True)) == list(range(1, ROWS + 1))


def test_the_digest_can_be_computed_by_anybody_from_what_is_written_down(events):
    """Written here anew from the docstrings, with no code of the product."""
    before = START
    for row in AuditEvent.objects.order_by("position").values():
        content = {
            name: row[name]
            for name in ("position", "by_id", "acting_as", "reference", "request", "action", "customer", "why")
        }
        content["at"] = row["at"].isoformat()
        words = row["salt"] + json.dumps(content, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(words.encode()).hexdigest()
        before = hashlib.sha256((before + digest).encode()).hexdigest()
        assert (row["content_digest"], row["digest"]) == (digest, before)


@pytest.mark.parametrize("column", ["why", "action", "reference", "customer", "acting_as", "request", "salt"])
def test_an_edited_row_is_named(events, column):
    events()
    sql(f"UPDATE audit_auditevent SET {column} = 'bent' WHERE position = 4")
    assert fault() == "Row 4 was changed after it was written."


def test_a_row_edited_with_its_own_digest_is_named(events):
    events()
    row = AuditEvent.objects.get(position=4)
    row.why = "bent"
    sql("UPDATE audit_auditevent SET why = 'bent', content_digest = %s WHERE position = 4", row.digest_of_content())
    assert fault() == "Row 4 does not follow the row before it."


def test_a_deleted_row_is_named(events):
    events()
    sql("DELETE FROM audit_auditevent WHERE position = 3")
    assert fault() == "Row 3 is missing."


def test_an_inserted_row_is_named(events):
    events()
    row = AuditEvent.objects.values().get(position=ROWS)
    row |= {"position": ROWS + 1, "digest": "f" * 64, "why": "This never happened."}
    sql(
        f"INSERT INTO audit_auditevent ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})",
        *row.values(),
    )
    assert fault() == f"Row {ROWS + 1} was changed after it was written."


def test_two_rows_that_changed_places_are_named(events):
    events()
    for was, now in [(2, 99), (5, 2), (99, 5)]:
        sql("UPDATE audit_auditevent SET position = %s WHERE position = %s", now, was)
    assert fault() == "Row 2 was changed after it was written."


def test_a_tail_that_was_cut_is_found_by_a_checkpoint(events):
    seen = [one for one in chain.checkpoints() if one.chain == "audit events"]
    events()
    sql("DELETE FROM audit_auditevent WHERE position > %s", ROWS - 2)
    assert fault() == ""
    assert fault(seen) == f"Row {ROWS - 1} is missing: the checkpoint of {seen[0].at} saw {ROWS} rows."


def test_a_chain_that_was_made_anew_is_found_by_a_checkpoint(events):
    seen = [one for one in chain.checkpoints() if one.chain == "audit events"]
    events()
    make_anew()
    assert fault() == ""
    assert fault(seen) == f"Row {ROWS} is not the one that the checkpoint of {seen[0].at} saw: the chain was made anew."


def test_a_checkpoint_after_the_chain_was_made_anew_does_not_hide_it(events):
    seen = [one for one in chain.checkpoints() if one.chain == "audit events"]
    events()
    make_anew()
    later = [one for one in chain.checkpoints() if one.chain == "audit events"]
    assert fault([*seen, *later]).startswith(f"Row {ROWS} is not the one that the checkpoint of {seen[0].at} saw")


def test_a_row_before_the_first_is_named(events):
    row = AuditEvent.objects.values().get(position=1) | {"position": 0, "digest": "f" * 64}
    sql(
        f"INSERT INTO audit_auditevent ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})",
        *row.values(),
    )
    assert fault() == "Row 0 was put before the first."


@pytest.mark.long
def test_the_read_log_is_a_chain_of_its_own(cast, sign_in):
    client = sign_in("lead")
    for _ in range(3):
        client.get("/customers/D900001/")
    assert chain.first_fault(ReadEvent) == ""
    lift()
    sql("UPDATE audit_readevent SET opened = 'nothing' WHERE position = 2")
    assert chain.first_fault(ReadEvent) == "Row 2 was changed after it was written."


def test_more_rows_than_one_page_are_read_in_order(events, monkeypatch):
    monkeypatch.setattr(chain, "PAGE", 3)
    assert fault() == ""
    events()
    sql("DELETE FROM audit_auditevent WHERE position = 7")
    assert fault() == "Row 7 is missing."


def test_a_disposal_that_ends_while_the_chain_is_read_is_no_fault(events, monkeypatch):
    row = AuditEvent.objects.get(position=4)
    empty = ", ".join(f"{name} = ''" for name in AuditEvent.BLANK)
    events()
    sql(f"UPDATE audit_auditevent SET {empty} WHERE position = {row.position}")
    told = iter([set(), {row.position}, {row.position}])
    monkeypatch.setattr("housing_alerts.kernel.audit.disposal.named", lambda _model: next(told))
    assert fault() == ""
    monkeypatch.undo()
    assert fault() == "Row 4 was blanked, and no disposal names it."


# The commands


def test_a_checkpoint_is_written_out_and_the_trail_verified_against_it(events, tmp_path, capsys):
    file = tmp_path / "kept" / "elsewhere" / "checkpoints.jsonl"
    call_command("checkpoint", file=file)
    call_command("checkpoint", file=file)
    call_command("verify_audit", file=file)

    out = capsys.readouterr()
    assert f"audit events: {ROWS} rows, {AuditEvent.objects.first().digest}" in out.out
    assert "audit events: every row is as it was written." in out.out
    assert "read log: every row is as it was written." in out.out
    assert len(checkpoints.read(file)) == 6


def test_the_first_bad_row_is_named(events, tmp_path):
    file = tmp_path / "checkpoints.jsonl"
    call_command("checkpoint", file=file, verbosity=0)
    events()
    sql("DELETE FROM audit_auditevent WHERE position = 3")
    with pytest.raises(CommandError) as said:
        call_command("verify_audit", file=file)
    assert "audit events: Row 3 is missing." in str(said.value)
    assert "audit_auditevent: rows could be changed; run migrate." in str(said.value)


def test_without_a_checkpoint_it_is_said_what_would_not_be_found(events, tmp_path, capsys):
    call_command("verify_audit", file=tmp_path / "none.jsonl")
    assert "There is no checkpoint: a tail that was cut" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["{", '{"chain": "audit events"}', "[]"])
def test_a_line_that_is_no_checkpoint_is_named(db, tmp_path, line):
    file = tmp_path / "checkpoints.jsonl"
    call_command("checkpoint", file=file, verbosity=0)
    with file.open("a") as lines:
        lines.write(line + "\n")
    with pytest.raises(CommandError, match=r"Line 4 of .* is not a checkpoint\."):
        call_command("verify_audit", file=file)
