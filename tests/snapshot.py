"""The rows that one walk through the services left, kept in memory: every later test has them at once."""

import copy
import functools
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, ParamSpec, TypeVar

import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[Any, ...]
Rows = dict[str, tuple[list[str], list[Row]]]
"""By table: its columns, and rows."""


class Left(NamedTuple):
    """What a walk left: the rows that it added and those that it changed, and the keys of those that are no more."""

    added: Rows
    changed: Rows
    gone: dict[str, list[Any]]


class Table(NamedTuple):
    """Everything that a table holds, by key."""

    columns: list[str]
    rows: dict[Any, Row]


def left_by(walk: Callable[[], Any]) -> Left:
    """Do ``walk``, and keep what it left."""
    before = _everything()
    walk()
    left = Left({}, {}, {})
    for name, (columns, rows) in _everything().items():
        if rows is (were := before[name].rows):
            continue
        if added := [row for key, row in rows.items() if key not in were]:
            left.added[name] = (columns, added)
        if changed := [row for key, row in rows.items() if key in were and row != were[key]]:
            left.changed[name] = (columns, changed)
        if gone := [key for key in were if key not in rows]:
            left.gone[name] = gone
    return left


def put(rows: Rows) -> None:
    """Add the rows again, with the keys that they had."""
    with connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)


def put_there(left: Left) -> None:
    """Leave what the walk left."""
    put(left.added)
    keys = dict(_keys())
    with connection.cursor() as cursor:
        for table, (columns, rows) in left.changed.items():
            at, to = columns.index(keys[table]), ", ".join(f'"{column}" = %s' for column in columns)
            statement = f'UPDATE "{table}" SET {to} WHERE "{keys[table]}" = %s'
            cursor.executemany(statement, [(*row, row[at]) for row in rows])
        for table, gone in left.gone.items():
            cursor.executemany(f'DELETE FROM "{table}" WHERE "{keys[table]}" = %s', [(key,) for key in gone])


def _keys() -> Iterator[tuple[str, str]]:
    """Each table, and the column of its key."""
    return ((one._meta.db_table, one._meta.pk.column) for one in apps.get_models(include_auto_created=True))


def _everything() -> dict[str, Table]:
    """All tables, read anew only where something was written: a walk often begins or ends as another within it does."""
    at = (_changes(), tuple(connection.savepoint_ids))
    if _Here.read is None or _Here.read[0] != at:
        _Here.read = (at, _read())
    return _Here.read[1]


def _read() -> dict[str, Table]:
    found = {}
    with connection.cursor() as cursor:
        for table, key in _keys():
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            at = columns.index(key)
            found[table] = Table(columns, {row[at]: row for row in cursor.fetchall()})
    return found


# Cases: the same walk from the same start leaves the same rows


class _Here:
    """Where this connection stands: the walks since the cast arrived, how many rows it had changed after them, and within which
    savepoints."""

    walks: tuple[Any, ...] = ()
    changes: int | None = None
    savepoints: tuple[str | None, ...] = ()
    read: tuple[Any, dict[str, Table]] | None = None


class _Case(NamedTuple):
    """What a walk left, also of the records that it was given; and what it gives of those."""

    left: Left
    given: list[dict[str, Any]]
    result: Callable[[list[models.Model]], Any]


class _Untold(Exception):  # noqa: N818
    """Nobody can tell whether this is the same another time."""


MANY = 10
"""Walks after which no other test comes by: nothing more is kept."""
_CASES: dict[tuple[Any, ...], _Case | None] = {}
"""What each walk left, by it and the walks before it. None where it cannot be kept."""


def start_here() -> None:
    """The cast has just arrived: until something else is written, a case is put there by its rows."""
    _stand(())


def forget_start() -> None:
    """The test is over."""
    _Here.changes = _Here.read = None


def _stand(walks: tuple[Any, ...]) -> None:
    _Here.walks, _Here.changes, _Here.savepoints = walks, _changes(), tuple(connection.savepoint_ids)


def _changes() -> int:
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0] or 0)


def _moved() -> bool:
    """Something else was written, or may have been taken back: what is rolled back is counted, and is no more."""
    here = _Here.changes is not None and _Here.savepoints == tuple(connection.savepoint_ids)
    return not here or len(_Here.walks) == MANY or _Here.changes != _changes()


def kept(walk: Callable[P, R]) -> Callable[P, R]:
    """A walk of a scenario, from the cast, plain answers and records, to a record: taken once, and its rows put there later.

    It is another one after other walks, with records that are not the same in memory, and in another hour; where a test
    travels in time, at another moment.
    """

    @functools.wraps(walk)
    def walked(*args: P.args, **answers: P.kwargs) -> R:
        if _moved():
            return walk(*args, **answers)
        cast, *others = args
        given = list(_records([*others, *answers.values()]))
        try:
            told = _told([others, answers], [])
        except _Untold:
            return walk(*args, **answers)
        walks = (*_Here.walks, (walk.__qualname__, told, cast.today, _moment()))  # type: ignore[attr-defined]
        if walks not in _CASES:
            return _taken(walks, functools.partial(walk, *args, **answers), given)
        case = _CASES[walks]
        if case is None:
            return walk(*args, **answers)
        with transaction.atomic():
            put_there(case.left)
        for record, became in zip(given, case.given, strict=True):
            vars(record).update(copy.deepcopy(became))
        _stand(walks)
        return case.result(given)

    return walked


def _moment() -> Any:
    now = timezone.localtime()
    return now if time_machine.escape_hatch.is_travelling() else (now.date(), now.hour)


def _taken(walks: tuple[Any, ...], walk: Callable[[], R], given: list[models.Model]) -> R:
    found: list[R] = []
    left = left_by(lambda: found.append(walk()))
    try:
        result = _again(found[0], given)
    except _Untold:
        _CASES[walks] = None
        return found[0]
    _CASES[walks] = _Case(left, [copy.deepcopy(_fields(record)) for record in given], result)
    _stand(walks)
    return result(given)


def _again(found: Any, given: list[models.Model]) -> Callable[[list[models.Model]], Any]:
    """How to give the same another time: a record that was given itself, any other one as it then stands."""
    if isinstance(found, list | tuple):
        parts = [_again(each, given) for each in found]
        return lambda given: type(found)(part(given) for part in parts)
    if not isinstance(found, models.Model) or found.pk is None:
        raise _Untold
    for place, record in enumerate(given):
        if record is found:
            return lambda given: given[place]
    model, pk = type(found), found.pk
    return lambda given: model._default_manager.get(pk=pk)


def _fields(record: models.Model) -> dict[str, Any]:
    return {
        field.attname: vars(record)[field.attname]
        for field in record._meta.concrete_fields
        if field.attname in vars(record)
    }


def _records(values: list[Any]) -> Iterator[models.Model]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _records(list(value))
        elif isinstance(value, models.Model):
            yield value


def _told(value: Any, above: list[Any]) -> Any:
    """What it is, in words that are the same for the same. :raises _Untold: where there are none."""
    if isinstance(value, dict):
        return tuple((name, _told(each, above)) for name, each in sorted(value.items()))
    if isinstance(value, list | tuple):
        return tuple(_told(each, above) for each in value)
    if isinstance(value, models.Model):
        if any(value is one for one in above):
            return "itself"
        known = {name: each for name, each in vars(value).items() if name not in _SAID_OF_A_SAVE}
        return type(value), _told([known, value._state.fields_cache], [*above, value])
    if isinstance(value, models.QuerySet | models.Manager) or "<" in repr(value):
        raise _Untold
    return repr(value)


_SAID_OF_A_SAVE = {"_state", "_history_user", "_change_reason"}
"""What a record has beside its fields, and the next save says anew."""
