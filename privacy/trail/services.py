"""Check the trail, and keep what was found (§11)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.audit.checking import Check, Fault
from housing_alerts.kernel.audit.checkpoints import Unreadable
from housing_alerts.kernel.records import saving as records
from privacy.models import TrailCheck

from . import policies

NAMED = 5
"""The number of records that the event of a check names."""


def check_trail(*, between: Callable[[], None], clock: Callable[[], datetime]) -> TrailCheck:
    """P11a Check the whole trail as ``verify_audit`` does, and keep the result. A try that fails is kept as one.

    No lock is held, and no more is kept in memory than a result holds.

    :param between: is called for each page of rows.
    :param clock: returns the present time. A check can take an hour.
    """
    started, check = clock(), Check(between)
    begin(now=started)
    try:
        faults = check.faults()
        found = list(islice(faults, policies.MOST))
        count = len(found) + sum(1 for _ in faults)
    except Exception as fault:
        note_failure(fault, now=clock())
        raise
    return keep_result(check, found=found, count=count, started=started, now=clock())


@records.step
def begin(*, now: datetime) -> None:
    """P11a Begin the one row before the first check, so that somebody hears of a check that never ends."""
    if not TrailCheck.objects.exists():
        records.touch(TrailCheck.present(now=now))


@records.step
def keep_result(check: Check, *, found: list[Fault], count: int, started: datetime, now: datetime) -> TrailCheck:
    """P11a Keep the result of a check that ended. The duties follow from it, and an event of the trail says it too.

    :param found: the first faults.
    :param count: the number of all.
    """
    records.take_turn(records.STEP)
    kept = TrailCheck.present(now=now)
    kept.started_at, kept.ended_at = started, now
    kept.positions, kept.rows, kept.checkpoints = check.positions, check.rows, check.checkpoints
    kept.found, kept.found_count = [[fault.record, fault.why] for fault in found], count
    kept.broken_since = (kept.broken_since or now) if count else None
    kept.failures, kept.failed_at, kept.failed_why = 0, None, ""
    kept.save()
    records.touch(kept)
    audit.record("check the trail", kept, by=None, why="\n".join(_said(kept)))
    return kept


def _said(kept: TrailCheck) -> Iterator[str]:
    looked = f"Looked at {kept.positions} rows of the trail and {kept.rows} records."
    if not kept.is_broken:
        yield f"Sound. {looked}"
        return
    yield f"Broken: found {kept.found_count}. {looked}"
    yield from (f"{record}: {why}" for record, why in kept.found[:NAMED])


@records.step
def note_failure(fault: Exception, *, now: datetime) -> None:
    """P11a Keep that a check failed before its end. The last result stays as it is, with its age."""
    records.take_turn(records.STEP)
    kept = TrailCheck.present(now=now)
    kept.failures, kept.failed_at, kept.failed_why = kept.failures + 1, now, _why(fault)
    kept.save()
    records.touch(kept)


def _why(fault: Exception) -> str:
    """Return why a check failed, without content of the database, which a fault may quote."""
    if isinstance(fault, Unreadable):
        return str(fault)[:200]
    return "The database was busy." if records.was_busy(fault) else f"It failed with {type(fault).__name__}."
