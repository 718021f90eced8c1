"""On PostgreSQL the service signs in with a role that can use the tables and bend none of what protects them (§11)."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from housing_alerts.customers.models import Asset
from housing_alerts.kernel.audit import chain, protection
from housing_alerts.kernel.audit.models import CHAINS, AuditEvent, ReadEvent
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.databases import signed_in_as
from tools import demo_cases

on_postgresql = pytest.mark.postgres
NOT_ALLOWED = "42501"
"""What PostgreSQL calls it: insufficient privilege. Our triggers are not even asked."""
TABLES = [
    "audit_auditevent",
    "audit_proof",
    "audit_readevent",
    "letters_issuedpdf",
    "attachments_attachedbytes",
    "privacy_tombstone",
]
ON_EACH = [
    "UPDATE {table} SET {key} = {key}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "SELECT * FROM {table} FOR UPDATE",
    "ALTER TABLE {table} ADD COLUMN bent text",
    "ALTER TABLE {table} DISABLE TRIGGER {table}_append_only",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "DROP TRIGGER {table}_append_only ON {table}",
    "CREATE TRIGGER bent BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE bent AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "DROP TABLE {table} CASCADE",
]
ONCE = [
    "DROP FUNCTION refuse_append_only CASCADE",
    "CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "INSERT INTO audit_disposable (batch, of_table, key) VALUES ('DB-2026-00001', 'letters_issuedpdf', 1)",
    "DELETE FROM audit_disposable",
    "CREATE TABLE bent (id int)",
    "CREATE FUNCTION bent() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA bent",
    "DROP SCHEMA public CASCADE",
    "ALTER SCHEMA public RENAME TO bent",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', 'bent', now())",
    "UPDATE django_migrations SET name = name",
    "DELETE FROM django_migrations",
    "TRUNCATE customers_asset CASCADE",
    "ALTER TABLE customers_asset ADD COLUMN bent text",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "CREATE ROLE bent",
    "CREATE DATABASE bent",
    "ALTER DATABASE {database} SET session_replication_role = replica",
]


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def not_allowed(statement):
    """The database says that the role may not, whatever the rows and triggers are."""
    try:
        run(statement)
    except DatabaseError as fault:
        return getattr(fault.__cause__, "sqlstate", "") == NOT_ALLOWED
    return False


def allowed_after_all(roles):
    """Which of the statements that nobody may be able to run, the role that is signed in could."""
    each = [
        one.format(table=table, key="position" if table.startswith("audit_") else "id")
        for table in TABLES
        for one in ON_EACH
    ]
    database = connection.settings_dict["NAME"]
    once = [one.format(owner=roles.owner, database=f'"{database}"') for one in ONCE]
    return [statement for statement in each + once if not not_allowed(statement)]


@on_postgresql
def test_the_service_may_bend_nothing_that_protects_the_trail(service):
    assert allowed_after_all(service) == []
    protection.require_protection()


@on_postgresql
def test_the_service_adds_history_rows_and_neither_edits_nor_deletes_one(service):
    scenarios.set_the_scene(timezone.localdate())
    assert Asset.history.exists()
    for table in ["customers_historicalasset", "alerts_historicalalert", "staff_historicalcolleague_areas"]:
        assert not_allowed(f"DELETE FROM {table}")
        assert not_allowed(f"TRUNCATE {table} CASCADE")
    assert not_allowed("UPDATE customers_historicalasset SET address = 'Bent'")


@on_postgresql
def test_every_step_is_taken_and_every_page_opened_as_the_service(service, client):
    cast = demo_cases.load(timezone.localdate())
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.head2)
    client.force_login(cast.lead)

    for letter in Letter.objects.filter(pdf__isnull=False):
        assert client.get(f"/letters/{letter.reference}/").status_code == 200
    assert client.get("/health/ready").status_code == 200
    written = [model.objects.count() for model in (AuditEvent, ReadEvent, IssuedPdf)]
    assert all(written), written
    assert [chain.first_fault(model) for model in CHAINS.values()] == ["", "", ""]


@on_postgresql
def test_the_service_changes_what_is_not_the_trail_and_reads_which_migrations_are_applied(service):
    scenarios.set_the_scene(timezone.localdate())
    assert Asset.objects.update(address="Somewhere else") > 0
    run("SELECT * FROM django_migrations")
    run("DELETE FROM django_session")


@on_postgresql
def test_the_role_for_retention_disposes_of_files_and_bends_nothing_else(roles):
    with signed_in_as(roles.retention):
        batch = scenarios.disposal_confirmed(scenarios.set_the_scene(timezone.localdate()))
        said = io.StringIO()

        call_command("retention", stdout=said)

        assert f"{batch.reference}: 1 disposed of." in said.getvalue()
        assert "Have the owner of the tables run: VACUUM alerts_action, " in said.getvalue()
        assert not IssuedPdf.objects.exists()
        assert [chain.first_fault(model) for model in CHAINS.values()] == ["", "", ""]
        for model in protection.models():
            key = model._meta.pk.column
            assert not_allowed(f"UPDATE {model._meta.db_table} SET {key} = {key}")
            assert not_allowed(f"TRUNCATE {model._meta.db_table} CASCADE")


@on_postgresql
def test_the_service_disposes_of_nothing(service):
    batch = scenarios.disposal_confirmed(scenarios.set_the_scene(timezone.localdate()))

    with pytest.raises(CommandError, match="Sign in as the role for retention"):
        call_command("retention")

    batch.refresh_from_db()
    assert batch.status == "CONFIRMED"
    assert Letter.objects.exists()


@on_postgresql
def test_the_owner_migrates_and_the_service_may_use_what_is_new(roles):
    with signed_in_as(roles.owner):
        call_command("migrate", verbosity=0)
        run("CREATE TABLE added (id int GENERATED BY DEFAULT AS IDENTITY, word text)")
    with signed_in_as(roles.service):
        run("INSERT INTO added (word) VALUES ('one')")
        run("UPDATE added SET word = 'two'")
        assert protection.unprotected() == []


@on_postgresql
def test_it_can_be_done_again(roles):
    roles.apply()
    roles.apply()
    with signed_in_as(roles.service):
        assert allowed_after_all(roles) == []


@on_postgresql
def test_a_role_that_could_do_everything_can_do_no_more_than_a_new_one(names, own_database):
    run(f"CREATE ROLE {names.service} SUPERUSER CREATEDB CREATEROLE LOGIN")
    run(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" OWNER TO {names.service}')
    run(f"ALTER SCHEMA public OWNER TO {names.service}")
    run(f"ALTER TABLE audit_auditevent OWNER TO {names.service}")
    run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC, {names.service}")
    names.apply()
    run("REVOKE TRUNCATE ON customers_asset FROM PUBLIC")  # of other tables, what everybody may do is left alone
    with signed_in_as(names.service):
        assert allowed_after_all(names) == []


@on_postgresql
@pytest.mark.parametrize("other", ["{owner}", "pg_write_all_data"])
def test_a_role_that_could_act_as_another_is_refused_and_nothing_is_changed(names, own_database, other):
    run(f"CREATE ROLE {names.owner}")
    run(f"CREATE ROLE {names.service}")
    run(f"GRANT {other.format(owner=names.owner)} TO {names.service}")
    with pytest.raises(CommandError, match=f"{names.service} could still change .*, by another role"):
        names.apply()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [names.owner])
        assert cursor.fetchone() == (0,)


@on_postgresql
def test_without_apply_it_is_only_printed(names, own_database):
    out = io.StringIO()
    call_command("database_roles", **vars(names), stdout=out)
    assert f'CREATE ROLE "{names.owner}" LOGIN NOSUPERUSER' in out.getvalue()
    assert 'GRANT SELECT, INSERT ON "audit_auditevent"' in out.getvalue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname IN (%s, %s)", [names.owner, names.service])
        assert cursor.fetchone() == (0,)
    run(out.getvalue())  # as an administrator would by psql
    with signed_in_as(names.service):
        assert allowed_after_all(names) == []


@on_postgresql
def test_it_is_refused_where_there_is_nothing_to_protect_yet(db):
    name, *_ = protection.triggers(ReadEvent)
    run(protection.drop(name, ReadEvent))
    with pytest.raises(CommandError, match="The trail is not protected yet. Run ./dev manage migrate first."):
        call_command("database_roles")


@on_postgresql
def test_one_role_cannot_be_both_nor_make_itself_smaller(db):
    with pytest.raises(CommandError, match="must be three roles"):
        call_command("database_roles", owner="one", service="one")
    with pytest.raises(CommandError, match="Run this as a superuser that is none of these roles."):
        call_command("database_roles", service=connection.settings_dict["USER"])


@pytest.mark.same_on_both
def test_on_sqlite_it_is_refused_in_words(db):
    with pytest.raises(CommandError, match="On SQLite, whoever can write the file can change everything."):
        call_command("database_roles")
