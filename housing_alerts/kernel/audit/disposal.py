"""Dispose of protected rows: delete issued PDFs and attached bytes, empty rows of the trail, and say which may be empty."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TypeVar

from django.db.models import Model

from .models import CHAINS, AuditEvent, Disposable, Link

T = TypeVar("T")
DISPOSED = "dispose of files"
"""The action of the event that says which rows of the trail a disposal emptied."""
CHUNK = 500
"""The number of keys that one statement names."""


def delete(model: type[Model], keys: Iterable[int], *, batch: str) -> None:
    """Delete rows that the database protects. :param batch: the reference of a batch that two people agreed on."""
    for some in in_chunks(keys):
        with _disposable(model, some, batch):
            rows = model._default_manager.filter(pk__in=some)
            rows._raw_delete(rows.db)


def blank(model: type[Link], positions: Iterable[int], *, batch: str) -> None:
    """Empty rows of a chain. Their digests stay, so the chain still holds."""
    empty = dict.fromkeys(model.BLANK, "")
    for some in in_chunks(positions):
        with _disposable(model, some, batch):
            model._default_manager.filter(position__in=some).update(**empty)


def in_chunks(keys: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield the keys in parts, each short enough for one statement."""
    found = list(keys)
    return (found[start : start + CHUNK] for start in range(0, len(found), CHUNK))


@contextmanager
def _disposable(model: type[Model], keys: Sequence[int], batch: str) -> Iterator[None]:
    """Let these rows go, for as long as the statement takes."""
    table = model._meta.db_table
    Disposable.objects.bulk_create(Disposable(batch=batch, of_table=table, key=key) for key in keys)
    yield
    Disposable.objects.filter(batch=batch).delete()


def in_words(blanked: Mapping[type[Link], Iterable[int]]) -> str:
    """Return for the event of a disposal which rows of each chain it emptied, such as "Blanked read log: 3-5, 9."."""
    said = ((name, _spans(blanked.get(model, ()))) for name, model in CHAINS.items())
    return " ".join(f"Blanked {name}: {spans}." for name, spans in said if spans)


def named(model: type[Link]) -> set[int]:
    """Return the positions of the chain's rows that an event of a disposal says it emptied."""
    name = next(name for name, each in CHAINS.items() if each is model)
    found: set[int] = set()
    for why in AuditEvent.objects.filter(action=DISPOSED).values_list("why", flat=True):
        for spans in re.findall(rf"Blanked {name}: ([0-9, -]+)\.", why):
            for span in spans.split(", "):
                first, _, last = span.partition("-")
                found |= set(range(int(first), int(last or first) + 1))
    return found


def _spans(positions: Iterable[int]) -> str:
    """Return ascending numbers in short: "3-5, 9"."""
    runs = groupby(enumerate(sorted(positions)), key=lambda each: each[1] - each[0])
    spans = [[position for _, position in run] for _, run in runs]
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
