"""Keep rows append-only: the database itself refuses every change to them, whoever asks.

A model says ``APPEND_ONLY = True``. After each migrate its triggers are made anew, because altering a table on SQLite drops them.
"""

from collections import defaultdict

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model, UniqueConstraint

BODY = " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END "
FUNCTION = f"CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$"


def models() -> list[type[Model]]:
    """List the models whose rows are only ever added."""
    return [model for model in apps.get_models() if getattr(model, "APPEND_ONLY", False)]


def protect(**_signal: object) -> None:
    """Make the triggers of every table that exists, in place of older ones."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for model in models():
            if model._meta.db_table in tables:
                for name, statement in triggers(model).items():
                    cursor.execute(drop(name, model))
                    cursor.execute(statement)


def unprotected() -> list[str]:
    """List the tables that lack one of our triggers, or have another that could take a row and keep none."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FOUND_ON_POSTGRESQL, [BODY])
        else:
            cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for table, name, made in cursor.fetchall():
            found[table].add((name, made))
    return sorted(model._meta.db_table for model in models() if found[model._meta.db_table] != _as_made(model))


def _as_made(model: type[Model]) -> set[tuple[str, str]]:
    """Return the model's triggers as the database lists them while they are as :func:`protect` made them."""
    on_postgresql = connection.vendor == "postgresql"
    return {(name, "ours" if on_postgresql else statement) for name, statement in triggers(model).items()}


def require_protection() -> None:
    """Check that the database protects the trail.

    :raises ImproperlyConfigured: if somebody could change its rows.
    """
    if bent := unprotected():
        raise ImproperlyConfigured(f"Rows of {', '.join(bent)} could be changed. Run ./dev manage migrate.")


_FOUND_ON_POSTGRESQL = """
SELECT tgrelid::regclass::text, tgname, CASE WHEN tgenabled = 'A' AND tgtype = 2 + 8 + 16 + 32 AND tgqual IS NULL
    AND tgattr = '' AND prosrc = %s THEN 'ours' ELSE 'another' END
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
"""
"""The query for triggers, which calls one "ours" if it always refuses.

That is: always on, once before each UPDATE, DELETE or TRUNCATE, whatever the row and the columns.
"""


def drop(name: str, model: type[Model]) -> str:
    """Return the statement that drops a trigger, before :func:`protect` makes it anew."""
    table = f" ON {model._meta.db_table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{table}"


def triggers(model: type[Model]) -> dict[str, str]:
    """Return the statement that makes each trigger of the model, by its name."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        name = f"{table}_append_only"
        when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
        # ALWAYS: also in a session that says it only replays changes from elsewhere
        made = f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_append_only()"
        return {name: f"{made}; ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"}
    other = f"SELECT 1 FROM {table} WHERE"  # noqa: S608  (our own tables' names)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    # REPLACE deletes the row in its way without a delete trigger, so a row in the way of a new one is refused too.
    taken = " OR ".join(f"({' AND '.join(f'{column} = NEW.{column}' for column in key)})" for key in _keys(model))
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"{table}_no_replace": (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({other} {taken}) {refuse}"
        ),
    }


def _keys(model: type[Model]) -> list[list[str]]:
    """List the columns of each unique key."""
    fields = [[_column(model, field.name)] for field in model._meta.concrete_fields if field.unique]
    constraints = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    return fields + [[_column(model, name) for name in c.fields] for c in constraints]


def _column(model: type[Model], name: str) -> str:
    field = next(field for field in model._meta.concrete_fields if field.name == name)
    return field.column or name


def as_superuser() -> bool:
    """Return whether we are signed in to PostgreSQL as a superuser, whom no trigger and no right holds back."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone() == (True,)
