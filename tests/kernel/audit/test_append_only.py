"""Audit events, the read log, letters as issued and files as attached are never changed: the database refuses, whoever asks."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from housing_alerts.attachments.models import AttachedBytes
from housing_alerts.kernel.audit import chain, protection
from housing_alerts.kernel.audit.models import AuditEvent, Disposable, Proof, ReadEvent
from letters.models import IssuedPdf
from privacy.models import DisposalBatch, Tombstone
from tests import scenarios, snapshot

TABLES = [
    "attachments_attachedbytes",
    "audit_auditevent",
    "audit_proof",
    "audit_readevent",
    "letters_issuedpdf",
    "privacy_tombstone",
]
CHANGES = {
    "update": "UPDATE {table} SET {column} = {column}",
    "update of one": "UPDATE {table} SET {column} = {column} WHERE {key} = (SELECT max({key}) FROM {table})",
    "delete": "DELETE FROM {table}",
    "delete of one": "DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})",
}
ON_SQLITE = {
    "replace": "REPLACE INTO {table} SELECT * FROM {table}",
    "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET {key} = {key} + 1",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {column} = excluded.{column}",
}
ON_POSTGRESQL = {
    "truncate": "TRUNCATE {table} CASCADE",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
    "as a replica": "SET LOCAL session_replication_role = replica; DELETE FROM {table}",
}
KEYS = {
    "attachments_attachedbytes": "id",
    "audit_auditevent": "position",
    "audit_proof": "position",
    "audit_readevent": "position",
    "letters_issuedpdf": "id",
    "privacy_tombstone": "id",
}
COLUMNS = {
    "attachments_attachedbytes": "content",
    "audit_auditevent": "why",
    "audit_proof": "digests",
    "audit_readevent": "opened",
    "letters_issuedpdf": "content",
    "privacy_tombstone": "keeping",
}
UNIQUE = [
    (AuditEvent, "position"),
    (AuditEvent, "digest"),
    (Proof, "position"),
    (Proof, "digest"),
    (ReadEvent, "position"),
    (ReadEvent, "digest"),
    (IssuedPdf, "id"),
    (IssuedPdf, "letter_id"),
    (AttachedBytes, "id"),
    (AttachedBytes, "attachment_id"),
    (Tombstone, "id"),
    (Tombstone, "name"),
]


def every_change():
    own = ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE
    return [(table, way, statement) for table in TABLES for way, statement in (CHANGES | own).items()]


def refused(statement, *values):
    """The database answers with our own words, and nothing is changed."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as fault:
        return "is append-only" in str(fault)
    return False


@pytest.fixture(scope="module")
def left():
    """The rows that a case of each day left, so that it is walked to once."""
    return {}


@pytest.fixture
def rows(cast, left):
    """A row of each table."""
    if cast.today not in left:
        left[cast.today] = snapshot.left_by(lambda: a_row_of_each(cast))
    else:
        snapshot.put(*left[cast.today])
    connection.check_constraints()  # what waits for the commit would refuse a TRUNCATE before our trigger does
    return as_they_are()


def a_row_of_each(cast=None):
    cast = cast or scenarios.set_the_scene(timezone.localdate())
    letter = scenarios.issued(cast, scenarios.active(cast))
    scenarios.with_photo(cast, scenarios.logged(cast))
    chain.append(ReadEvent, [{"by": cast.lead, "opened": "letter", "reference": letter.reference}] * 2)
    batch = scenarios.disposal_proposed(cast, scenarios.HONG)
    for number in (1, 2):
        Tombstone.objects.create(batch=batch, name=f"{number}", keeping="SANCTION", due_on=cast.today)
    return as_they_are()


def as_they_are():
    return {model: list(model._default_manager.values()) for model in protection.models()}


def unchanged(rows):
    return all(list(model._default_manager.values()) == kept for model, kept in rows.items())


@pytest.mark.parametrize(("table", "way", "statement"), every_change())
def test_each_way_to_change_a_row_is_refused(rows, table, way, statement):
    assert refused(statement.format(table=table, key=KEYS[table], column=COLUMNS[table])), way
    assert unchanged(rows)


@pytest.mark.parametrize(("model", "key"), UNIQUE)
def test_a_row_in_the_place_of_another_is_refused_by_each_unique_key(rows, model, key):
    in_its_place(model, key)
    assert unchanged(rows)


def in_its_place(model, key):
    """A new row that shares this key alone with one that is there: it neither replaces that one nor changes it.

    On SQLite our trigger refuses REPLACE, which asks no delete trigger; PostgreSQL has none, and keeps the key unique.
    """
    first, last = model._default_manager.values().earliest("pk"), model._default_manager.values().latest("pk")
    row = last | {name: _another(last[name]) for _, name in UNIQUE if name in last} | {key: first[key]}
    table, names, values = model._meta.db_table, ", ".join(row), ", ".join(["%s"] * len(row))
    given = f"INTO {table} ({names}) VALUES ({values})"
    changed = COLUMNS[table]
    upsert = f"INSERT {given} ON CONFLICT ({key}) DO UPDATE SET {changed} = excluded.{changed}"
    assert refused(upsert, *row.values()), upsert
    if connection.vendor == "sqlite":
        assert refused(f"REPLACE {given}", *row.values()), key
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT {given}", list(row.values()))


def _another(value):
    return value + 1000 if isinstance(value, int) else "f" * 64


def test_these_are_all_the_unique_keys(db):
    with connection.cursor() as cursor:
        found = {
            (model, *constraint["columns"])
            for model in protection.models()
            for constraint in connection.introspection.get_constraints(cursor, model._meta.db_table).values()
            if constraint["unique"] or constraint["primary_key"]
        }
    assert found == set(UNIQUE)


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEvent.objects.update(why="bent"),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditEvent.objects.first().delete(),
        lambda: AuditEvent.objects.first().save(force_update=True),
        lambda: AuditEvent.objects.bulk_update(list(AuditEvent.objects.all()), ["why"]),
        lambda: AuditEvent.objects.bulk_create(
            list(AuditEvent.objects.all()), update_conflicts=True, update_fields=["why"], unique_fields=["position"]
        ),
        lambda: ReadEvent.objects.update(opened="bent"),
        lambda: IssuedPdf.objects.update(content=b"bent"),
        lambda: IssuedPdf.objects.all().delete(),
        lambda: AttachedBytes.objects.update(content=b"bent"),
        lambda: AttachedBytes.objects.all().delete(),
    ],
)
def test_the_orm_is_refused_too(rows, change):
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        change()
    assert unchanged(rows)


def test_the_tables_are_protected_and_it_is_seen_where_one_is_not(db):
    assert protection.unprotected() == []
    protection.require_protection()
    name, *_ = protection.triggers(ReadEvent)
    with connection.cursor() as cursor:
        cursor.execute(protection.drop(name, ReadEvent))
    assert protection.unprotected() == ["audit_readevent"]


def every_disguise():
    """What bears the name of our trigger, or of its function, and refuses nothing that matters."""
    if connection.vendor == "sqlite":
        name = "audit_auditevent_no_update"
        gone = f"DROP TRIGGER {name}"
        return {
            "other table": [gone, f"CREATE TRIGGER {name} BEFORE UPDATE ON staff_colleague BEGIN SELECT 1; END"],
            "does nothing": [gone, f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_auditevent BEGIN SELECT 1; END"],
        }
    name = "audit_auditevent_append_only"
    gone = f"DROP TRIGGER {name} ON audit_auditevent"
    every, made = "BEFORE UPDATE OR DELETE", f"CREATE TRIGGER {name}"
    each = f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    always = f"ENABLE ALWAYS TRIGGER {name}"
    ours = f"ALTER TABLE audit_auditevent {always}"
    body = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    truncate = "audit_auditevent_no_truncate"
    return {
        "other table": [
            gone,
            f"{made} {every} ON staff_colleague {each}",
            f"ALTER TABLE staff_colleague {always}",
        ],
        "fewer steps": [gone, f"{made} BEFORE UPDATE ON audit_auditevent {each}", ours],
        "one column": [gone, f"{made} {every.replace('UPDATE', 'UPDATE OF why')} ON audit_auditevent {each}", ours],
        "sometimes": [gone, f"{made} {every} ON audit_auditevent FOR EACH ROW WHEN (false) {each[13:]}", ours],
        "once for all rows": [
            gone,
            f"{made} {every} ON audit_auditevent {each.replace('ROW', 'STATEMENT')}",
            ours,
        ],
        "another function": [
            gone,
            f"{made} {every} ON audit_auditevent {each.replace(name, 'letters_issuedpdf_append_only')}",
            ours,
        ],
        "only outside of replicas": [f"ALTER TABLE audit_auditevent ENABLE TRIGGER {name}"],
        "does nothing": [f"CREATE OR REPLACE FUNCTION {name}() {body}"],
        "may be emptied": [f"DROP TRIGGER {truncate} ON audit_auditevent"],
        "emptied without a word": [f"CREATE OR REPLACE FUNCTION refuse_append_only() {body}"],
    }


@pytest.mark.parametrize("statements", every_disguise().values(), ids=every_disguise())
def test_a_trigger_in_the_place_of_ours_is_seen_and_migrate_brings_ours_back(db, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    assert "audit_auditevent" in protection.unprotected()
    protection.protect()
    assert protection.unprotected() == []


def test_the_service_does_not_start_and_is_not_ready_where_the_trail_could_be_bent(db, client):
    assert client.get("/health/ready").status_code == 200
    name, *_ = protection.triggers(ReadEvent)
    with connection.cursor() as cursor:
        cursor.execute(protection.drop(name, ReadEvent))

    with pytest.raises(protection.ImproperlyConfigured, match="Rows of audit_readevent could be changed"):
        protection.require_protection()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["why"]) == (503, "the trail is not protected")


def test_a_migration_may_make_the_tables_of_a_disposal_anew(own_database, django_db_blocker):
    """Our triggers name them. SQLite renames no table while a trigger names one that is gone meanwhile."""
    with django_db_blocker.unblock():
        protection.lift_for_migrations()
        as_migrated = MigrationLoader(connection).project_state().apps  # the models as a migration has them
        for model in (as_migrated.get_model(each._meta.label) for each in (Disposable, DisposalBatch)):
            new = models.CharField(max_length=10, default="")
            new.set_attributes_from_name("new")
            with connection.schema_editor() as editor:
                editor.add_field(model, new)
                editor.remove_field(model, new)
        call_command("migrate", verbosity=0)
        assert protection.unprotected() == []


def test_each_way_is_refused_after_a_migration_that_alters_the_table(own_database, django_db_blocker):
    """Altering a table on SQLite makes it anew, and its triggers are gone: migrate brings them back."""
    with django_db_blocker.unblock():
        kept = a_row_of_each()
        for model in protection.models():
            new = models.CharField(max_length=10, default="")
            new.set_attributes_from_name("new")
            with connection.schema_editor() as editor:
                editor.add_field(model, new)
                editor.remove_field(model, new)
        assert connection.vendor == "postgresql" or protection.unprotected() == sorted(TABLES)
        call_command("migrate", verbosity=0)

        assert protection.unprotected() == []
        for table, way, statement in every_change():
            assert refused(statement.format(table=table, key=KEYS[table], column=COLUMNS[table])), f"{way} {table}"
        for model, key in UNIQUE:
            in_its_place(model, key)
        assert unchanged(kept)
