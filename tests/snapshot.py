"""The rows that one walk through the services left, kept in memory: every later test has them at once."""

import functools
from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from tests import paper, settling

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


# Cases: the same walks, one after the other, leave the same rows


class _Now:
    """How far this test has come: the kept walks since its cast arrived, and how many rows the connection had changed by then.

    No number of rows: no cast has arrived.
    """

    changes: int | None = None
    walks: Hashable = ()


class Case(NamedTuple):
    """What a walk leaves: its record, the rows, what of the records it was given it read anew, and what waits to be settled."""

    model: type[models.Model]
    pk: Any
    rows: tuple[Rows, Rows]
    read: list[dict[str, Any]]
    waiting: list[settling.Changed]


_CASES: dict[Hashable, Case | None] = {}
"""The walks that were taken twice or more. None where one cannot be kept."""
_TAKEN_ONCE: set[Hashable] = set()


def start_here() -> None:
    """The cast has just arrived: while only kept walks write something, a case is put there by its rows."""
    _Now.changes, _Now.walks = _changes(), ()


def forget_start() -> None:
    """The test is over."""
    _Now.changes = None


def _changes() -> int:
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0] or 0)


def kept(walk: Callable[P, R]) -> Callable[P, R]:
    """A walk from the cast, records and plain answers to a record: taken twice, and put there by its rows from then on."""

    @functools.wraps(walk)
    def walked(*args: P.args, **answers: P.kwargs) -> R:
        cast, *others = args
        said = _said([others, answers])
        if _Now.changes is None or _Now.changes != _changes() or said is None:
            return walk(*args, **answers)
        when = (
            cast.today,
            timezone.localdate(),
            timezone.now().hour,
            settling.waits(),
            settling.proves(),
            paper.is_asked(),
        )
        key = (walk.__name__, said, when, _Now.walks)
        found = _come_to(key, functools.partial(walk, *args, **answers), list(_records([others, answers])))
        _Now.changes, _Now.walks = _changes(), hash(key)
        return found

    return walked


def _come_to(key: Hashable, walk: Callable[[], R], given: list[models.Model]) -> R:
    if key not in _TAKEN_ONCE or (key in _CASES and _CASES[key] is None):
        _TAKEN_ONCE.add(key)
        return _anew(walk())
    if key not in _CASES:
        return _taken(key, walk, given)
    case = _CASES[key]
    assert case is not None
    with transaction.atomic():
        put(*case.rows)
    settling.wait(case.waiting)
    for record, read in zip(given, case.read, strict=True):
        vars(record).update(read)
    return case.model._default_manager.get(pk=case.pk)  # type: ignore[return-value]


def _taken(key: Hashable, walk: Callable[[], R], given: list[models.Model]) -> R:
    left: list[R] = []
    were = [_fields(record) for record in given]
    try:
        rows = left_by(lambda: left.append(walk()))
    except Changed:
        _CASES[key] = None
        return _anew(left[0])
    read = [_fields(record) if _fields(record) != was else {} for record, was in zip(given, were, strict=True)]
    _CASES[key] = Case(type(left[0]), left[0].pk, rows, read, settling.waiting())
    return _anew(left[0])


def _anew(record: R) -> R:
    return type(record)._default_manager.get(pk=record.pk)


def _fields(record: models.Model) -> dict[str, Any]:
    return {field.attname: vars(record).get(field.attname) for field in record._meta.concrete_fields}


def _records(values: Any) -> Iterator[models.Model]:
    """Yield the records among the answers."""
    if isinstance(values, models.Model):
        yield values
    elif isinstance(values, dict):
        yield from _records(list(values.values()))
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _records(value)


def _said(value: Any) -> Hashable:
    """Return all that an answer says, in a form that can be compared; None where its text does not say it all."""
    if isinstance(value, models.Model):
        return (value._meta.label, repr(_fields(value)))
    if isinstance(value, dict):
        return _said([[name, value[name]] for name in sorted(value)])
    if isinstance(value, list) or type(value) is tuple:
        parts = tuple(_said(one) for one in value)
        return None if None in parts else parts
    text = repr(value)
    return None if "<" in text else text
