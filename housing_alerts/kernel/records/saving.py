"""The one way to save a record, to lock it, and to check whether somebody was quicker."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, author_of, when

from .models import Record, Referenced, ReferenceSeries

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

R = TypeVar("R", bound=Record)


P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[type[Model], set[int]]
Closer = Callable[[str, list[Any]], None]
Prover = Callable[[str, Rows], None]
_closers: list[Closer] = []
_provers: list[Prover] = []
_changed: ContextVar[list[Any] | None] = ContextVar("changed", default=None)
_noted: ContextVar[Rows | None] = ContextVar("noted", default=None)


def at_the_end_of_each_step(closer: Closer) -> None:
    """Register ``closer``, which is called in each step's transaction with the step's name and the changed records.

    An app does so at its start.
    """
    _closers.append(closer)


def proves(prover: Prover) -> None:
    """Register ``prover``, which is called last in each step's transaction with the keys of all rows saved or deleted.

    The audit app does so at its start.
    """
    _provers.append(prover)


def step(service: Callable[P, T]) -> Callable[P, T]:
    """Run a service as a step in one transaction, and close it. A step within another one is closed with it."""

    @functools.wraps(service)
    def taken(*args: P.args, **kwargs: P.kwargs) -> T:
        with as_one(service.__name__.replace("_", " ")):
            return service(*args, **kwargs)

    return taken


@contextmanager
def as_one(name: str) -> Iterator[None]:
    """Close all steps within as one, in one transaction, such as the thousands of an import.

    :param name: the name of the whole, in words.
    """
    with transaction.atomic():
        if _changed.get() is not None:
            yield
            return
        changed: list[Any] = []
        noted: Rows = {}
        token, notes = _changed.set(changed), _noted.set(noted)
        try:
            yield
        finally:
            _changed.reset(token)
            _noted.reset(notes)
        if not transaction.get_rollback():
            _close(name, changed)
            _prove(name, noted)


def note(model: type[Model], keys: Iterable[int]) -> None:
    """Note that rows were saved or deleted. The step proves them at its end; without a step, they are proved at once."""
    noted = _noted.get()
    if noted is None:
        _prove("save", {model: set(keys)})
    else:
        noted.setdefault(model, set()).update(keys)


def _prove(name: str, noted: Rows) -> None:
    if any(noted.values()):
        for prover in _provers:
            prover(name, noted)


def touch(*records: object) -> None:
    """Note that the step changes these records, so that everything that depends on them is closed with it.

    Nothing depends on an object that is no row, so it is left out.
    """
    records = tuple(record for record in records if isinstance(record, Model))
    changed = _changed.get()
    if changed is None:
        _close("save", list(records))
    else:
        changed += records


def _close(name: str, changed: list[Any]) -> None:
    for closer in _closers:
        closer(name, list({(type(one), one.pk): one for one in changed}.values()))


STEP = 1
"""The turn of everything that changes a record."""
BUSY = "Somebody else is working on this. Nothing was changed. Try again in a minute."


def take_turn(turn: int) -> None:
    """Wait until nobody else has this turn, and keep it until the transaction ends.

    Steps are taken one after the other: each appends to one chain of audit events, and a step that locked rows in another order
    than the next could otherwise wait for it while it waits for the chain. On SQLite the transaction itself is the turn. Nobody
    waits longer than ``LONGEST_WAIT``, such as for an import.

    :raises OperationalError: if the wait was too long (:func:`was_busy`).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A step is taken in a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            longest = f"{int(settings.LONGEST_WAIT * 1000)}ms"
            cursor.execute("SET LOCAL lock_timeout = %s; SELECT pg_advisory_xact_lock(%s)", [longest, turn])


def was_busy(fault: BaseException) -> bool:
    """Return whether the fault is that a turn, or on SQLite the file, was waited for in vain."""
    driver = fault
    while driver.__cause__:
        driver = driver.__cause__
    return getattr(driver, "sqlstate", "") == "55P03" or getattr(driver, "sqlite_errorname", "") == "SQLITE_BUSY"


def save(record: Record, *, by: "Colleague | None", why: str, moment: str = "") -> None:
    """Save ``record`` with its history: the version goes up, and the history row says who and why.

    A new record that people name by a reference gets the next one of this year.

    :param by: the colleague who acts; None for a command.
    :param moment: the field that keeps when this step was taken, if a rule compares it with when other records were made.
    """
    take_turn(STEP)
    now = timezone.now()
    if record._state.adding:
        record.created_at, record.created_by = now, by
        if isinstance(record, Referenced) and not record.reference:
            record.reference = next_reference(record.PREFIX, timezone.localtime(now).year)
    record.version += 1
    record.changed_at, record.changed_by = now, by
    if moment:
        setattr(record, moment, now)
    record._history_user = by  # type: ignore[attr-defined]
    record._change_reason = why  # type: ignore[attr-defined]
    record.save()
    touch(record)


def add_all(new: Sequence[R], *, by: "Colleague | None", why: str) -> None:
    """Save many new records of one kind with their histories, by a few inserts. People name them by no reference.

    What depends on them is not settled: their kind owes no duty.
    """
    if not new:
        return
    take_turn(STEP)
    now, model = timezone.now(), type(new[0])
    for record in new:
        record.created_at = record.changed_at = now
        record.created_by = record.changed_by = by
        record.version = 1
    bulk_create_with_history(new, model, default_user=by, default_change_reason=why, default_date=now)
    keys, past = [record.pk for record in new], model.history.model
    note(model, keys)
    note(past, past.objects.filter(id__in=keys).values_list("pk", flat=True))


def next_reference(prefix: str, year: int) -> str:
    """Return the next unused reference, such as ``IN-2026-00001``. Call it inside the transaction that uses it."""
    ReferenceSeries.objects.get_or_create(prefix=prefix, year=year)
    series = ReferenceSeries.objects.select_for_update().get(prefix=prefix, year=year)
    series.last += 1
    series.save()
    return f"{prefix}-{year}-{series.last:05d}"


def locked(record: R) -> R:
    """Read the same row again under a lock, so that one of two colleagues waits for the other."""
    take_turn(STEP)
    manager = type(record)._default_manager
    return manager.select_for_update(of=("self",)).get(pk=record.pk)


def seen_as(named: str, now: str, seen: str) -> Refusal | None:
    """Refuse a form that shows an outdated state of something that has a fingerprint and no version.

    :param named: the name of the thing, as the refusal says it.
    """
    if now == seen:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"Somebody changed {named} after you opened the page. Open it again to see what. What you typed is still here.",
    )


def seen(record: Record, version: int) -> Refusal | None:
    """Refuse a form that shows an outdated version of the record, and say who changed it and when."""
    if record.version == version:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{author_of(record)} changed this on {when(record)}, after you opened the page. "
        "Read what changed, then decide. What you typed is still here.",
    )
