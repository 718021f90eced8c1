"""Read the rows that belong to a record only when a page first asks for them, each kind once."""

from collections.abc import Callable, Collection, Sequence
from copy import copy
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet, Value, prefetch_related_objects


class Taken(NamedTuple):
    """A part of one record whose rows ``read`` returns, because another record has some of the same rows."""

    name: str
    read: Callable[[], Sequence[Model]]


Lookup = str | Prefetch[Any] | Taken
Row = TypeVar("Row", bound=Model)


def with_parts(record: Row, *lookups: Lookup, seldom: Collection[str] = ()) -> Row:
    """Prepare related rows to be read when they are first asked for. ``prefetch_related`` would read them at once.

    A step needs few of the parts of a case, and its page pays for these alone. For pages only: a part that was read does not
    change afterwards.

    :param lookups: as ``prefetch_related`` takes them; each step of a path leads to many rows.
    :param seldom: the names of parts that few records have. The first of them to be asked for asks, by one query, which there
        are, and those that are not there need none.
    :returns: the same record.
    """
    _hang([record], lookups, seldom)
    return record


def read_once(record: Row, *lookups: Lookup) -> Row:
    """Return the record for rules that ask for the same parts again and again: a copy, unless the parts are prepared already.

    A step reads a part only once for all its rules. The record itself goes on to read what the step has changed.
    """
    return record if "_prefetched_objects_cache" in vars(record) else with_parts(copy(record), *lookups)


def rows_with_parts(found: "QuerySet[Row]", *lookups: Lookup) -> list[Row]:
    """Return the rows, each prepared as :func:`with_parts` prepares one record. A part is read for all of them at once."""
    rows = list(found)
    _hang(rows, lookups)
    return rows


def not_empty(rows: "Sequence[QuerySet[Any]]") -> set[int]:
    """Return the positions of the querysets that find a row, by one query.

    For pages that ask many tables for the rows of one person: most people have rows in few of them.
    """
    asked = [found.order_by().prefetch_related(None).values_list(Value(number)) for number, found in enumerate(rows)]
    return {number for (number,) in asked[0].union(*asked[1:])}


def each_by_its_index(model: type[Model], *ways: Q) -> Q:
    """Return the condition that a row fits one of the ways. Each is a query, which takes an index of its own.

    With one query for all of them a database goes through the whole table.
    """
    found = [model._default_manager.order_by().filter(way).values("pk") for way in ways]
    return Q(pk__in=found[0].union(*found[1:]))


class _Parts(dict[str, Any]):
    """The store of a record's related rows, which Django asks before each ``record.parts.all()``."""

    def __init__(self, peers: Sequence[Model], lookups: dict[str, list[Lookup]], seldom: Collection[str]) -> None:
        super().__init__()
        self._peers, self._lookups, self._seldom = peers, lookups, seldom
        self._there: set[str] | None = None

    def __missing__(self, name: str) -> "QuerySet[Any]":
        """Read the rows of that name for all peers at once. :raises KeyError: if the relation was not prepared."""
        lookups = self._lookups.pop(name)
        if name in self._seldom and not self._is_there(name):
            lookups = [Prefetch(name, self._rows_of(name).none())]
        own = next((each for each in lookups if not isinstance(each, str) and _path(each) == name), name)
        if isinstance(own, Taken):
            self[name] = self._taken(own)
            return self[name]
        prefetch_related_objects(self._peers, own)
        rows = [row for peer in self._peers for row in getattr(peer, name).all()]
        _hang(rows, [_after(name, each) for each in lookups if not isinstance(each, Taken) and _path(each) != name])
        return self[name]

    def _taken(self, part: Taken) -> "QuerySet[Any]":
        found: Any = self._rows_of(part.name)
        found._result_cache, found._prefetch_done = list(part.read()), True
        return found

    def _is_there(self, name: str) -> bool:
        """Return whether a peer has such rows. The first of the seldom parts asks for all of them."""
        if self._there is None:
            names = list(self._seldom)
            self._there = {names[number] for number in not_empty([self._rows_of(each) for each in names])}
        return name in self._there

    def _rows_of(self, name: str) -> "QuerySet[Any]":
        """Return the rows whose foreign key of that related name leads to a peer."""
        relation: Any = self._peers[0]._meta.get_field(name)
        return relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": self._peers})


def _hang(peers: Sequence[Model], lookups: Sequence[Lookup], seldom: Collection[str] = ()) -> None:
    by_part: dict[str, list[Lookup]] = {}
    for lookup in lookups:
        by_part.setdefault(_path(lookup).partition("__")[0], []).append(lookup)
    for peer in peers:
        peer._prefetched_objects_cache = _Parts(peers, by_part, seldom)  # type: ignore[attr-defined]


def _path(lookup: Lookup) -> str:
    if isinstance(lookup, Taken):
        return lookup.name
    return lookup.prefetch_through if isinstance(lookup, Prefetch) else lookup


def _after(name: str, lookup: str | Prefetch[Any]) -> Lookup:
    """Return the part of the lookup that starts from the rows of that name."""
    rest = _path(lookup).removeprefix(f"{name}__")
    return Prefetch(rest, lookup.queryset) if isinstance(lookup, Prefetch) else rest
