"""The rows that one walk through the services left, kept in memory: every later test has them at once."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from tests import settling

P = ParamSpec("P")
R = TypeVar("R", bound=models.Model)
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


class Changed(Exception):  # noqa: N818
    """The walk changed a row that was there before, so what it left is more than the rows it added."""


def added_by(walk: Callable[[], Any]) -> Rows:
    """Do ``walk``, and keep the rows that it added, by table. :raises Changed: after the walk, where it changed others."""
    added, changed = left_by(walk)
    if changed:
        raise Changed(", ".join(changed))
    return added


def left_by(walk: Callable[[], Any]) -> tuple[Rows, Rows]:
    """Do ``walk``, and keep the rows that it added and those that it changed. :raises Changed: where some are gone."""
    before = _everything()
    walk()
    added, changed = {}, {}
    for table, (columns, rows) in _everything().items():
        at = columns.index(_keys()[table])
        were = {row[at]: row for row in before[table][1]}
        new = [row for row in rows if row[at] not in were]
        others = [row for row in rows if row[at] in were and repr(row) != repr(were[row[at]])]
        if len(rows) - len(new) != len(were):
            raise Changed(table)
        if new:
            added[table] = (columns, new)
        if others:
            changed[table] = (columns, others)
    return added, changed


def put(added: Rows, changed: Rows | None = None) -> None:
    """Add the rows again, with the keys that they had, after those that were there are changed."""
    with connection.cursor() as cursor:
        for table, (columns, rows) in (changed or {}).items():
            key = _keys()[table]
            at, named = columns.index(key), ", ".join(f'"{column}" = %s' for column in columns)
            cursor.executemany(f'UPDATE "{table}" SET {named} WHERE "{key}" = %s', [(*row, row[at]) for row in rows])
        for table, (columns, rows) in added.items():
            named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', rows)


@functools.cache
def _keys() -> dict[str, str]:
    """The column of the key of each table."""
    return {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}


def _everything() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in _keys():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


# Cases: the same walk from the same start leaves the same rows


class _Start:
    """How many rows this connection had changed when the cast had just arrived; nothing, where no cast did."""

    changes: int | None = None


_CASES: dict[tuple[Any, ...], tuple[type[models.Model], Any, Rows, list[settling.Changed]] | None] = {}
"""What each walk left: the record that it gives, by its model and key, the rows, and what waits to be settled.

None where it cannot be kept.
"""


def start_here() -> None:
    """The cast has just arrived: until something else is written, a case is put there by its rows."""
    _Start.changes = _changes()


def forget_start() -> None:
    """The test is over."""
    _Start.changes = None


def _changes() -> int:
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0] or 0)


def kept(walk: Callable[P, R]) -> Callable[P, R]:
    """A walk of a scenario, from the cast and plain answers to a record: taken once, and its rows put there later."""

    @functools.wraps(walk)
    def walked(*args: P.args, **answers: P.kwargs) -> R:
        cast, *others = args
        if _Start.changes is None or _Start.changes != _changes() or not _plain([*others, *answers.values()]):
            return walk(*args, **answers)
        key = (
            walk.__name__,
            repr(others),
            repr(sorted(answers.items())),
            cast.today,
            timezone.now().hour,
            settling.waits(),
            settling.proves(),
        )
        if key not in _CASES:
            return _taken(key, functools.partial(walk, *args, **answers))
        case = _CASES[key]
        if case is None:
            return walk(*args, **answers)
        model, pk, rows, changed = case
        with transaction.atomic():
            put(rows)
        settling.wait(changed)
        return model._default_manager.get(pk=pk)

    return walked


def _taken(key: tuple[Any, ...], walk: Callable[[], models.Model]) -> Any:
    left: list[models.Model] = []
    try:
        rows = added_by(lambda: left.append(walk()))
    except Changed:
        _CASES[key] = None
        return left[0]
    model, pk = type(left[0]), left[0].pk
    _CASES[key] = (model, pk, rows, settling.waiting())
    return model._default_manager.get(pk=pk)


def _plain(values: list[Any]) -> bool:
    """Whether what they are is all that their text says: no record is among them."""
    return "<" not in repr(values)
