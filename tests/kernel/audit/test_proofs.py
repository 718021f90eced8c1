"""What stands is what the steps left: a row that somebody changes by SQL is named, with its field (§11)."""

import random
from base64 import b64encode
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.state import ProjectState
from django.utils import timezone

from alerts.models import Alert, Incident, Investigation
from housing_alerts.attachments.models import AttachedBytes
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.audit import chain, comparing, proofs, protection, proved
from housing_alerts.kernel.audit.models import AuditEvent, Proof
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague, RoleHeld
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.kernel.audit.test_chain import lift
from tools import demo_cases


def found() -> list[str]:
    return [fault.words for fault in comparing.faults()]


@pytest.fixture
def case(cast):
    """An alert with its letter and a photo, and a superuser who has lifted the triggers."""
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    scenarios.with_photo(cast, scenarios.logged(cast))
    connection.check_constraints()  # what waits for the commit would refuse to lift a trigger
    lift()
    assert found() == []
    return Alert.objects.get(pk=alert.pk)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# The nine tamperings


@pytest.mark.long
@pytest.mark.parametrize(
    ("field", "value"),
    [("instruction", "Nobody goes there."), ("decided_by_id", "officer"), ("decision_reason", "He asked for it.")],
)
def test_what_somebody_changes_of_an_alert_is_named(case, cast, field, value):
    value = cast.people["officer"].pk if field == "decided_by_id" else value
    sql(f"UPDATE alerts_alert SET {field} = %s WHERE id = %s", value, case.pk)
    (said,) = found()
    name = field.removesuffix("_id")
    assert said.startswith(
        f"Alert {case.reference} (alerts_alert {case.pk}): {name}: changed by no step. Last proved by "
    )


@pytest.mark.long
def test_the_last_day_of_a_letter_is_named(case):
    letter = Letter.objects.get()
    sql("UPDATE letters_letter SET reply_by = %s", letter.reply_by + timedelta(days=1))
    (said,) = found()
    assert said.startswith(f"Letter {letter.reference} (letters_letter {letter.pk}): reply_by: changed by no step.")


@pytest.mark.long
def test_a_history_row_that_was_edited_is_named(case):
    row = case.history.last()
    sql("UPDATE alerts_historicalalert SET instruction = 'Bent.' WHERE history_id = %s", row.pk)
    (said,) = found()
    assert said.startswith(f"Historical alert {case.reference} (alerts_historicalalert {row.pk}): instruction: changed")


@pytest.mark.long
def test_a_history_row_that_was_deleted_is_named(case):
    row = case.history.last()
    sql("DELETE FROM alerts_historicalalert WHERE history_id = %s", row.pk)
    (said,) = found()
    assert said.startswith(f"Historical alert (alerts_historicalalert {row.pk}): it is gone, and no step deleted it.")


@pytest.mark.long
def test_a_role_that_was_given_is_named(case, cast):
    sql("INSERT INTO staff_roleheld (colleague_id, role) VALUES (%s, 'ADMINISTRATOR')", cast.people["officer"].pk)
    held = RoleHeld.objects.get(colleague=cast.people["officer"], role="ADMINISTRATOR")
    assert found() == [f"Role held (staff_roleheld {held.pk}): no step added it."]


@pytest.mark.long
def test_an_issued_letter_with_its_fingerprint_is_named(case):
    pdf = IssuedPdf.objects.get()
    content = bytes(pdf.content) + b"%"
    IssuedPdf.objects.update(content=content)
    Letter.objects.update(sha256=sha256(content).hexdigest())
    letter, bytes_of_it = found()
    assert f"(letters_letter {pdf.letter_id}): sha256: changed by no step." in letter
    assert f"(letters_issuedpdf {pdf.pk}): content: changed by no step." in bytes_of_it


@pytest.mark.long
def test_an_upload_is_named(case):
    kept = AttachedBytes.objects.get()
    AttachedBytes.objects.update(content=b"another picture")
    (said,) = found()
    assert f"(attachments_attachedbytes {kept.pk}): content: changed by no step." in said


@pytest.mark.long
def test_the_command_names_the_record_and_the_field(case, tmp_path):
    connection.check_constraints()
    protection.protect()
    file = tmp_path / "checkpoints.jsonl"
    call_command("checkpoint", file=file, verbosity=0)
    said = StringIO()
    call_command("verify_audit", file=file, stdout=said)
    assert "records: every record is as a step left it." in said.getvalue()

    sql("UPDATE alerts_alert SET instruction = 'Bent.'")
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit", file=file, stdout=said)
    assert str(refusal.value).startswith(f"Alert {case.reference} (alerts_alert {case.pk}): instruction: changed")


# Whatever is changed


@pytest.mark.long
def test_fifty_tamperings_in_any_table_are_each_named(demo):
    dice = random.Random(63)
    filled = [model for model in proved.models() if model._base_manager.exists()]
    assert len(filled) > 40
    tampered = 0
    while tampered < 50:
        model = filled[tampered % len(filled)] if tampered < 10 else dice.choice(filled)
        row = dice.choice(list(model._base_manager.order_by("pk").values_list("pk", flat=True)))
        with transaction.atomic():
            if wrong := _tampered(dice, model, row):
                tampered += 1
                said = {fault.key: fault.words for fault in comparing.faults_of(model)}
                assert wrong in said.get(row, ""), (model, row, wrong, said)
                assert set(said) == {row}
            transaction.set_rollback(True)
    assert found() == []


@pytest.fixture
def demo(db):
    demo_cases.load(timezone.localdate())
    connection.check_constraints()
    lift()
    assert found() == []


def _tampered(dice, model, row) -> str:
    """Change one row by SQL. Return a part of what is to be said, or "" where the database itself refused."""
    if dice.random() < 0.1:
        rows = model._base_manager.filter(pk=row)
        rows._raw_delete(rows.db)
        return "it is gone, and no step deleted it."
    name = dice.choice(sorted(proved.fields(model)))
    how = proved.fields(model)[name]
    try:
        with transaction.atomic():
            if isinstance(how, proved.Joined):
                gone = how.through._base_manager.filter(**{how.of: row})
                return f"{name}: changed by no step." if gone._raw_delete(gone.db) else ""
            field = model._meta.get_field(name)
            if field.primary_key:
                return ""
            value = model._base_manager.filter(pk=row).values_list(how, flat=True).get()
            model._base_manager.filter(pk=row).update(**{how: _another(dice, field, value)})
            if value == model._base_manager.filter(pk=row).values_list(how, flat=True).get():
                return ""
    except DatabaseError:
        return ""
    return f"{name}: changed by no step."


def _another(dice, field, value):
    if field.null and value is not None and dice.random() < 0.3:
        return None
    if isinstance(field, models.ForeignKey):
        return (value or 0) + 1
    kinds = {
        bool: lambda: not value,
        int: lambda: value + dice.randrange(1, 9),
        Decimal: lambda: value + 1,
        datetime: lambda: value + timedelta(microseconds=1),
        date: lambda: value + timedelta(days=1),
        UUID: uuid4,
        list: lambda: [*value, "bent"],
        dict: lambda: value | {"bent": 1},
        bytes: lambda: bytes(value) + b".",
        memoryview: lambda: bytes(value) + b".",
        str: lambda: f"{value[:-1]}~" if value else "~",
    }
    if type(value) in kinds:
        return kinds[type(value)]()
    empty = {
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.BooleanField: True,
        models.IntegerField: 1,
        models.UUIDField: uuid4(),
        models.JSONField: ["bent"],
    }
    return next((new for kind, new in empty.items() if isinstance(field, kind)), "~")


@pytest.mark.long
def test_a_row_that_stands_again_is_named(cast):
    scenarios.disposed_of(cast)
    gone = Proof.objects.filter(of_table="alerts_incident", fields_as="").last()
    assert found() == []
    stands = Incident.objects.exclude(pk=gone.key).first() or scenarios.logged(cast)
    columns = [f.column for f in Incident._meta.concrete_fields if f.name not in ("id", "reference", "page")]
    listed = ", ".join(columns)
    sql(
        f"INSERT INTO alerts_incident (id, reference, page, {listed}) "
        f"SELECT {gone.key}, 'IN-2026-99999', '{uuid4().hex}', {listed} FROM alerts_incident WHERE id = %s",
        stands.pk,
    )
    (said,) = found()
    assert said.startswith(f"Incident IN-2026-99999 (alerts_incident {gone.key}): it stands again.")


@pytest.mark.long
def test_a_proof_that_somebody_bends_breaks_its_chain(case):
    last = Proof.objects.filter(of_table="alerts_alert", key=case.pk).first()
    sql("UPDATE alerts_alert SET instruction = 'Bent.' WHERE id = %s", case.pk)
    names = proofs.known_lists(["alerts_alert"])["alerts_alert"][last.fields_as]
    held = proved.read(Alert, [case.pk])[case.pk]
    bent = "".join(proofs.digest(last.salt, name, held[name]) for name in names)
    sql("UPDATE audit_proof SET digests = %s WHERE position = %s", bent, last.position)
    assert found() == []
    assert chain.first_fault(Proof) == f"Row {last.position} was changed after it was written."


@pytest.mark.long
def test_a_proof_that_somebody_emptied_is_named(case):
    sql("UPDATE audit_proof SET digests = '', salt = '' WHERE of_table = 'alerts_alert' AND key = %s", case.pk)
    assert found() == [
        f"Alert {case.reference} (alerts_alert {case.pk}): its newest proof was emptied, or its list of fields is gone."
    ]
    assert "was blanked, and no disposal names it." in chain.first_fault(Proof)


# What steps do


def test_a_proof_names_the_step_and_the_event_after_which_it_was_written(cast):
    incident = scenarios.logged(cast)
    proof = Proof.objects.filter(of_table="alerts_incident", key=incident.pk).first()
    event = AuditEvent.objects.get(position=proof.event)
    assert (proof.step, event.reference) == ("log incident", incident.reference)
    past = Proof.objects.filter(of_table="alerts_historicalincident", step="log incident")
    assert past.count() >= 1, "its history row is proved too"


def test_the_digest_of_a_field_can_be_computed_by_anybody(case):
    proof = Proof.objects.filter(of_table="alerts_alert", key=case.pk).first()
    names = Proof.objects.get(of_table="alerts_alert", key=0).digests.split()
    at = names.index("reference")
    whole = sha256(f'{proof.salt}reference="{case.reference}"'.encode()).digest()
    assert proof.digests[at * 12 :][:12] == b64encode(whole[:9]).decode()
    assert len(proof.digests) == 12 * len(names)


def test_what_is_saved_outside_of_a_step_is_proved_at_once(cast):
    lead = Colleague.objects.get(pk=cast.lead.pk)
    lead.first_name = "Another"
    lead.save()
    lead.areas.clear()
    assert found() == []
    assert Proof.objects.filter(of_table="staff_colleague", key=lead.pk).first().step == "save"


@pytest.mark.long
def test_to_sign_in_is_no_change_that_is_proved(cast, client):
    of_lead = Proof.objects.filter(of_table="staff_colleague", key=cast.lead.pk)
    before = of_lead.count()
    client.force_login(cast.lead)
    assert (of_lead.count(), found()) == (before, [])


def test_a_refused_step_leaves_no_proof(cast):
    incident = scenarios.logged(cast)
    before = Proof.objects.count()

    @records.step
    def break_off() -> None:
        records.save(Incident.objects.get(pk=incident.pk), by=cast.lead, why="Bent")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert (Proof.objects.count(), found()) == (before, [])


def test_a_row_that_a_step_adds_and_takes_back_leaves_no_trace(cast):
    with records.as_one("try"):
        with transaction.atomic():
            given = RoleHeld.objects.create(colleague=cast.people["officer"], role="ADMINISTRATOR")
            transaction.set_rollback(True)
        assert given.pk
    assert not Proof.objects.filter(step="try", key=given.pk).exists()
    assert found() == []


@pytest.mark.long
def test_a_change_between_two_readings_is_no_fault(cast, monkeypatch):
    """While we read, a step changes the row: it looks wrong once, and is looked at again."""
    incident = scenarios.logged(cast)
    newest, asked = proofs.newest, []

    def while_a_step_is_taken(table, keys):
        if table == "alerts_incident" and not asked:
            asked.append(table)
            before = newest(table, keys)
            records.save(Incident.objects.get(pk=incident.pk), by=cast.lead, why="Meanwhile")
            held = proved.read(Incident, keys)
            assert any(proofs.differing(before[key], sorted(held[key]), held[key]) for key in keys)
            return {key: Proof(fields_as="") for key in keys}
        return newest(table, keys)

    monkeypatch.setattr(proofs, "newest", while_a_step_is_taken)
    assert (found(), asked) == ([], ["alerts_incident"])


@pytest.mark.long
def test_more_rows_than_one_page_are_compared(case, monkeypatch):
    monkeypatch.setattr(proved, "at_once", lambda model: 2)
    assert found() == []
    sql("UPDATE customers_asset SET postcode = 'XX1 1XX'")
    assert len(found()) == Asset.objects.count() > 2


# Migrations


@pytest.mark.long
def test_a_migration_that_says_what_it_changed_is_silent(case, cast):
    state = ProjectState.from_apps(apps)
    sql("UPDATE alerts_alert SET instruction = 'The same for all.'")
    with connection.schema_editor() if connection.vendor == "postgresql" else transaction.atomic() as editor:
        proofs.after_migration("alerts", "Alert", "instruction")(state.apps, editor)
    assert found() == []
    assert Proof.objects.filter(of_table="alerts_alert", key=case.pk).first().step == "migrate alerts"


@pytest.mark.long
def test_what_was_changed_before_a_migration_is_named_after_it(case):
    state = ProjectState.from_apps(apps)
    sql("UPDATE alerts_alert SET decision_reason = 'Bent.'")
    proofs.after_migration("alerts", "Alert", "instruction")(state.apps, None)
    (said,) = found()
    assert "decision_reason: changed by no step." in said


@pytest.mark.long
def test_a_migration_that_says_no_field_proves_all(case):
    state = ProjectState.from_apps(apps)
    sql("UPDATE alerts_alert SET decision_reason = 'Said anew.', instruction = 'Said anew.'")
    proofs.after_migration("alerts", "Alert")(state.apps, None)
    assert found() == []


@pytest.mark.long
def test_a_table_with_other_fields_is_proved_anew_after_migrate(case, monkeypatch):
    """As if a migration had added the field just now, and somebody had bent another row before."""
    less = {name: how for name, how in proved.fields(Asset).items() if name != "postcode"}
    fields = proved.fields
    monkeypatch.setattr(proved, "fields", lambda model: less if model is Asset else fields(model))
    Proof.objects.filter(of_table="customers_asset").delete()
    proofs.prove_what_stands()
    monkeypatch.setattr(proved, "fields", fields)
    bent, other = Asset.objects.order_by("pk")[:2]
    sql("UPDATE customers_asset SET address = 'Bent' WHERE id = %s", bent.pk)

    proofs.prove_what_stands()

    (said,) = found()
    assert f"(customers_asset {bent.pk}): address: changed by no step." in said
    sql("UPDATE customers_asset SET postcode = 'XX1 1XX' WHERE id = %s", other.pk)
    assert any(f"(customers_asset {other.pk}): postcode: changed" in each for each in found())


@pytest.mark.long
def test_a_second_migrate_proves_nothing_again(case):
    before = Proof.objects.count()
    proofs.prove_what_stands()
    assert Proof.objects.count() == before


# Every table


def test_each_table_is_proved_or_says_why_not(db):
    covered = {model._meta.db_table for model in proved.models()}
    for model in proved.models():
        covered |= {
            how.through._meta.db_table for how in proved.fields(model).values() if isinstance(how, proved.Joined)
        }
    unproved = {apps.get_model(label) for label in proved.UNPROVED}
    left_out = {model._meta.db_table for model in unproved}
    for model in unproved:
        left_out |= {many.m2m_db_table() for many in model._meta.local_many_to_many}
    tables = {
        name for name in connection.introspection.table_names() if "_words" not in name
    }  # the index of searched words
    tables -= {"django_migrations"}
    assert tables == covered | left_out
    assert covered & left_out == set()
    assert all(proved.UNPROVED.values())


def test_each_field_that_is_left_out_is_there_and_says_why():
    for label, names in proved.UNPROVED_FIELDS.items():
        model = apps.get_model(label)
        assert set(names) <= {field.name for field in model._meta.concrete_fields}
        assert set(names).isdisjoint(proved.fields(model))
        assert all(names.values())


def test_no_row_of_a_proved_table_is_known_by_anything_but_a_number():
    assert {type(model._meta.pk) for model in proved.models()} <= {models.BigAutoField, models.AutoField}


def test_what_joins_rows_is_a_field_of_the_row_and_of_its_history():
    assert "readers" in proved.fields(Customer) and "readers" in proved.fields(Customer.history.model)
    assert {"incidents", "former_leads"} <= set(proved.fields(Investigation))
