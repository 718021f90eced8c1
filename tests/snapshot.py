"""The rows that one walk through the services left, kept in memory: every later test has them at once."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def added_by(walk: Callable[[], Any]) -> Rows:
    """Do ``walk``, and keep the rows that it added, by table. It changes no row that was there before."""
    before = {table: set(map(repr, rows)) for table, (_, rows) in _everything().items()}
    walk()
    found = {}
    for table, (columns, rows) in _everything().items():
        new = [row for row in rows if repr(row) not in before[table]]
        assert len(rows) - len(new) == len(before[table]), f"a row of {table} was changed"
        if new:
            found[table] = (columns, new)
    return found


def put(rows: Rows) -> None:
    """Add the rows again, with the keys that they had."""
    with connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)


def _everything() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found[model._meta.db_table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found
