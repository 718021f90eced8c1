"""Leave nothing of what was deleted in the files of the database."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Model

from housing_alerts.customers.models import AtHome, Customer, Word
from housing_alerts.customers.models.indexing import forget_what_was
from housing_alerts.kernel.audit.models import CHAINS, Disposable
from housing_alerts.outbox.models import Message

from .erasing import PLAN, joined


def overwrite_what_is_deleted() -> None:
    """Have SQLite write zeros over what this connection deletes. PostgreSQL frees it in :func:`sweep`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def sweep() -> list[str]:
    """Give the room of deleted rows back. It is done outside of any transaction, and can be repeated.

    :returns: the tables that are left to the role that owns them, on PostgreSQL.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            forget_what_was()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return []
        tables = sorted({model._meta.db_table for model in _touched()})
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_has_role(relowner, 'USAGE')", [tables]
        )
        own = {name for (name,) in cursor.fetchall()}
        if own:
            cursor.execute(f"VACUUM {', '.join(map(connection.ops.quote_name, sorted(own)))}")
        return [table for table in tables if table not in own]


def _touched() -> Iterator[type[Model]]:
    """Yield each table from which a disposal deletes rows, or in which it empties some."""
    named: tuple[Any, ...] = (*CHAINS.values(), Message, Disposable, Word, AtHome)
    yield from named
    going: tuple[Any, ...] = (*(each.model for each in PLAN), Customer)
    for model in going:
        yield model
        yield from (through for through, _ in joined(model))
        if hasattr(model, "history"):
            past = model.history.model
            yield past
            yield from (relation.related_model for relation in past._meta.related_objects)
