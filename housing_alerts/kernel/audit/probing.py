"""Find out whether a step could be recorded now: try it as a step would, and undo it."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection, transaction

from housing_alerts.kernel.records import counting
from housing_alerts.kernel.records.saving import was_busy

from .chain import CannotRecord, append
from .models import AuditEvent, ReadEvent

LEAST_ROOM = 20 * 1024 * 1024
"""The least number of free bytes beside an SQLite file. With less, a step and its photos may not fit."""


def why_recording_fails() -> str:
    """Return in a few words the obstacle to a step or a reading, or "" if it could be recorded.

    The check waits for its turn as a step does, at most ``LONGEST_WAIT`` seconds.
    """
    if not _has_room():
        return "the disk is full"
    try:
        counting.count("probes", lasts=timedelta(days=1))  # this row is kept, because a full disk shows only on writing
        _append_and_undo()
    except (CannotRecord, DatabaseError, InterfaceError) as fault:
        return "the database is locked" if was_busy(fault) else "the trail cannot be written"
    return ""


def _has_room() -> bool:
    if connection.vendor != "sqlite":
        return True
    return shutil.disk_usage(Path(str(connection.settings_dict["NAME"])).absolute().parent).free >= LEAST_ROOM


def _append_and_undo() -> None:
    with transaction.atomic():
        append(AuditEvent, [{"action": "probe"}])
        append(ReadEvent, [{"opened": "probe", "by_id": 0}])
        transaction.set_rollback(True)
