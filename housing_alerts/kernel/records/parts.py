"""Read the rows that belong to a record only when a page first asks for them, each kind once."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet, Value, prefetch_related_objects

Lookup = str | Prefetch[Any]
Row = TypeVar("Row", bound=Model)


def with_parts(record: Row, *lookups: Lookup) -> Row:
    """Prepare related rows to be read when they are first asked for. ``prefetch_related`` would read them at once.

    A step needs few of the parts of a case, and its page pays for these alone. For pages only: a part that was read does not
    change afterwards.

    :param lookups: as ``prefetch_related`` takes them; each step of a path leads to many rows.
    :returns: the same record.
    """
    _hang([record], lookups)
    return record


def not_empty(rows: "Sequence[QuerySet[Any]]") -> set[int]:
    """Return the positions of the querysets that find a row, by one query.

    For pages that ask many tables for the rows of one person: most people have rows in few of them.
    """
    asked = [found.order_by().prefetch_related(None).values_list(Value(number)) for number, found in enumerate(rows)]
    return {number for (number,) in asked[0].union(*asked[1:])}


class _Parts(dict[str, Any]):
    """The store of a record's related rows, which Django asks before each ``record.parts.all()``."""

    def __init__(self, peers: Sequence[Model], lookups: dict[str, list[Lookup]]) -> None:
        super().__init__()
        self._peers, self._lookups = peers, lookups

    def __missing__(self, name: str) -> "QuerySet[Any]":
        """Read the rows of that name for all peers at once. :raises KeyError: if the relation was not prepared."""
        lookups = self._lookups.pop(name)
        own = next((each for each in lookups if isinstance(each, Prefetch) and _path(each) == name), name)
        prefetch_related_objects(self._peers, own)
        rows = [row for peer in self._peers for row in getattr(peer, name).all()]
        _hang(rows, [_after(name, each) for each in lookups if _path(each) != name])
        return self[name]


def _hang(peers: Sequence[Model], lookups: Sequence[Lookup]) -> None:
    by_part: dict[str, list[Lookup]] = {}
    for lookup in lookups:
        by_part.setdefault(_path(lookup).partition("__")[0], []).append(lookup)
    for peer in peers:
        peer._prefetched_objects_cache = _Parts(peers, by_part)  # type: ignore[attr-defined]


def _path(lookup: Lookup) -> str:
    return lookup.prefetch_through if isinstance(lookup, Prefetch) else lookup


def _after(name: str, lookup: Lookup) -> Lookup:
    """Return the part of the lookup that starts from the rows of that name."""
    rest = _path(lookup).removeprefix(f"{name}__")
    return Prefetch(rest, lookup.queryset) if isinstance(lookup, Prefetch) else rest
