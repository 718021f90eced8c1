"""Keep rows append-only: the database itself refuses every change to them, whoever asks.

A model says ``APPEND_ONLY = True``. After each migrate its triggers are made anew, because altering a table on SQLite drops them.

One thing may be done to a row: disposal (:mod:`.disposal`) deletes it, if its model says ``DISPOSED_OF = DELETED``, or blanks the
fields of the model's ``BLANK``, if it says ``BLANKED``. The triggers allow that for the keys that :class:`.models.Disposable`
names, while the batch that they belong to is one that two people agreed on.
"""

from collections import defaultdict

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model, UniqueConstraint

from .models import BLANKED, DELETED, Disposable

NEVER = " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END "
"""The body of the function that refuses, whatever is asked."""
ROW, TRUNCATE = 1 + 2 + 8 + 16, 2 + 32
"""How PostgreSQL writes down a trigger before each UPDATE or DELETE of a row, and one before a TRUNCATE."""
_confirmed: list[str] = []


def confirmed_in(table: str, status: str) -> None:
    """Register the table of the batches, which have a reference, and the status of one that two people agreed on.

    The app of the batches does so at its start. Without it no row may be disposed of.
    """
    _confirmed[:] = [f"SELECT reference FROM {{schema}}{table} WHERE status = '{status}'"]  # noqa: S608  (our own names)


def models() -> list[type[Model]]:
    """List the models whose rows are only ever added."""
    return [model for model in apps.get_models() if getattr(model, "APPEND_ONLY", False)]


def protect(**_signal: object) -> None:
    """Make the triggers of every table that exists, in place of older ones."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_function("refuse_append_only", NEVER))
        for model in models():
            if model._meta.db_table in tables:
                for name, statement in triggers(model).items():
                    cursor.execute(drop(name, model))
                    cursor.execute(statement)


def lift_for_migrations(**_signal: object) -> None:
    """Drop the triggers on SQLite before a migrate, which makes them anew.

    They name the tables of a disposal. SQLite renames no table while a trigger names one that is being made anew.
    """
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models():
            for name in triggers(model):
                cursor.execute(drop(name, model))


def unprotected() -> list[str]:
    """List the tables that lack one of our triggers, or have another that could take a row and keep none."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FOUND_ON_POSTGRESQL)
        else:
            cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        found: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        for table, *made in cursor.fetchall():
            found[table].add(tuple(made))
    return sorted(model._meta.db_table for model in models() if found[model._meta.db_table] != _as_made(model))


def _as_made(model: type[Model]) -> set[tuple[object, ...]]:
    """Return the model's triggers as the database lists them while they are as :func:`protect` made them."""
    if connection.vendor != "postgresql":
        return set(triggers(model).items())
    row, truncate = triggers(model)
    return {(row, "always", ROW, _body(model)), (truncate, "always", TRUNCATE, NEVER)}


def require_protection() -> None:
    """Check that the database protects the trail.

    :raises ImproperlyConfigured: if somebody could change its rows.
    """
    if bent := unprotected():
        raise ImproperlyConfigured(f"Rows of {', '.join(bent)} could be changed. Run ./dev manage migrate.")


_FOUND_ON_POSTGRESQL = """
SELECT tgrelid::regclass::text, tgname,
    CASE WHEN tgenabled = 'A' AND tgqual IS NULL AND tgattr = '' THEN 'always' ELSE 'sometimes' END, tgtype, prosrc
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
"""
"""The query for triggers: whether each is always on, whatever the row and the columns, before which steps, and what it does."""


def drop(name: str, model: type[Model]) -> str:
    """Return the statement that drops a trigger, before :func:`protect` makes it anew."""
    table = f" ON {model._meta.db_table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{table}"


def triggers(model: type[Model]) -> dict[str, str]:
    """Return the statement that makes each trigger of the model, by its name."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        row, truncate = f"{table}_append_only", f"{table}_no_truncate"
        before = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {row}()"
        emptied = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only()"
        # ALWAYS: also in a session that says it only replays changes from elsewhere
        always = f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER"
        return {
            row: f"{_function(row, _body(model))}; CREATE TRIGGER {row} {before}; {always} {row}",
            truncate: f"CREATE TRIGGER {truncate} {emptied}; {always} {truncate}",
        }
    other = f"SELECT 1 FROM {table} WHERE"  # noqa: S608  (our own tables' names)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    # REPLACE deletes the row in its way without a delete trigger, so a row in the way of a new one is refused too.
    taken = " OR ".join(f"({' AND '.join(f'{column} = NEW.{column}' for column in key)})" for key in _keys(model))
    made = {
        f"{table}_no_{step.lower()}": f"CREATE TRIGGER {table}_no_{step.lower()} BEFORE {step} ON {table} "
        f"WHEN NOT ({_may(step, model)}) {refuse}"
        for step in ("UPDATE", "DELETE")
    }
    return made | {
        f"{table}_no_replace": (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({other} {taken}) {refuse}"
        ),
    }


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def _body(model: type[Model]) -> str:
    """Return the body of the function that refuses each change of a row but its disposal."""
    steps = (("UPDATE", "NEW"), ("DELETE", "OLD"))
    allowed = "".join(
        f"IF TG_OP = '{step}' THEN IF {_may(step, model)} THEN RETURN {row}; END IF; END IF; " for step, row in steps
    )
    return NEVER.replace("BEGIN ", f"BEGIN {allowed}", 1)


def _may(step: str, model: type[Model]) -> str:
    """Return the condition under which a row may be updated or deleted: false, or that disposal does so to that key."""
    how = getattr(model, "DISPOSED_OF", "")
    if step == "DELETE":
        return _is_disposable(model) if how == DELETED else "1 = 0"
    if how != BLANKED:
        return "1 = 0"
    return " AND ".join([_is_disposable(model), *_only_blanks(model)])


def _is_disposable(model: type[Model]) -> str:
    # named, because another schema could hold a table of the same name
    schema = "public." if connection.vendor == "postgresql" else ""
    confirmed = "".join(_confirmed).format(schema=schema) or "SELECT '' WHERE 1 = 0"
    named, key = f"of_table = '{model._meta.db_table}'", _column(model, model._meta.pk.name)
    rows = f"{schema}{Disposable._meta.db_table} WHERE {named} AND key = OLD.{key} AND batch IN ({confirmed})"
    return f"EXISTS (SELECT 1 FROM {rows})"  # noqa: S608  (our own names)


def _only_blanks(model: type[Model]) -> list[str]:
    """Return for each column that it becomes blank or stays as it was."""
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    blank = {_column(model, name) for name in getattr(model, "BLANK", ())}
    columns = [_column(model, field.name) for field in model._meta.concrete_fields]
    return [f"NEW.{column} {same} {repr('') if column in blank else f'OLD.{column}'}" for column in columns]


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
