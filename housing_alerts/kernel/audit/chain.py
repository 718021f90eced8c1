"""Append to a chain, and find the first row that was tampered with."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone

from housing_alerts.kernel.records.saving import take_turn

from . import disposal
from .models import CHAINS, START, Link

PAGE = 2000


class CannotRecord(Exception):  # noqa: N818
    """The trail could not be written. The step must not happen, and the page must not be shown."""


@dataclass(frozen=True)
class Checkpoint:
    """The newest row of a chain at one moment, as recorded outside of the database."""

    chain: str
    at: str
    position: int
    digest: str


def append(model: type[Link], rows: Iterable[dict[str, Any]]) -> None:
    """Append the rows, in the caller's transaction. :raises CannotRecord: if the database refuses."""
    try:
        with transaction.atomic():
            take_turn(model.TURN)
            position, digest = _newest(model)
            links = []
            for row in rows:
                position += 1
                link = model(position=position, at=timezone.now(), **{"salt": secrets.token_hex(16)} | row)
                link.content_digest = link.digest_of_content()
                digest = link.digest = link.digest_after(digest)
                links.append(link)
            model._default_manager.bulk_create(links)
            if _newest(model) != (position, digest):
                raise CannotRecord("The database took the row and kept none.")
    except (DatabaseError, InterfaceError) as fault:
        raise CannotRecord from fault


def _newest(model: type[Link]) -> tuple[int, str]:
    rows = model._default_manager.order_by("-position").values_list("position", "digest")
    return rows.first() or (0, START)


def checkpoints() -> list[Checkpoint]:
    """Return a checkpoint of each chain now."""
    at = timezone.now().isoformat(timespec="seconds")
    return [Checkpoint(name, at, *_newest(model)) for name, model in CHAINS.items()]


def looked_at(rows: int) -> None:
    """Do nothing. A check calls what stands in its place for each page of rows, with their number."""


def first_fault(model: type[Link], seen: Iterable[Checkpoint] = (), looked: Callable[[int], None] = looked_at) -> str:
    """Describe the first bad row of the chain. Return "" if the chain holds.

    :param seen: checkpoints of this chain. They alone find a tail that was cut, or a chain that was made anew.
    """
    position, digest, wanted, blanked = 0, START, _by_position(seen), disposal.named(model)
    for link in _links(model, looked):
        if link.position <= position:
            return f"Row {link.position} was put before the first."
        if link.position != position + 1:
            return f"Row {position + 1} is missing."
        position = link.position
        if link.is_blank and position not in blanked:
            blanked = disposal.named(model)  # a disposal may have ended since
        if link.is_blank and position not in blanked:
            return f"Row {position} was blanked, and no disposal names it."
        if not link.is_blank and link.content_digest != link.digest_of_content():
            return f"Row {position} was changed after it was written."
        if link.digest != link.digest_after(digest):
            return f"Row {position} does not follow the row before it."
        digest = link.digest
        known = next((one for one in wanted.pop(position, []) if one.digest != digest), None)
        if known:
            return f"Row {position} is not the one that the checkpoint of {known.at} saw: the chain was made anew."
    if wanted:
        last = min(wanted)
        return f"Row {position + 1} is missing: the checkpoint of {wanted[last][0].at} saw {last} rows."
    return ""


def _by_position(seen: Iterable[Checkpoint]) -> dict[int, list[Checkpoint]]:
    """Return all the checkpoints of each position. One written after the chain was made anew proves nothing, so all count."""
    found: dict[int, list[Checkpoint]] = defaultdict(list)
    for one in seen:
        if one.position:
            found[one.position].append(one)
    return found


def _links(model: type[Link], looked: Callable[[int], None]) -> Iterator[Link]:
    """Yield every row in order, read page by page. Rows appended meanwhile always come behind the last one."""
    after = -1
    while page := list(model._default_manager.filter(position__gt=after).order_by("position")[:PAGE]):
        looked(len(page))
        yield from page
        after = page[-1].position
