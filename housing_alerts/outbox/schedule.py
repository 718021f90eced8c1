"""The daily commands, and which of them are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from .models import DailyRun


@dataclass(frozen=True)
class Daily:
    """A command that is due once a day, from that time on. After days off it is due at once, and catches up.

    :param command: a management command with ``--dry-run`` that does no harm when it runs twice.
    """

    command: str
    at: time


dailies: list[Daily] = []


def register(*found: Daily) -> None:
    """Add the daily commands of an app, which calls this at its start."""
    dailies.extend(found)


def due(now: datetime) -> Iterator[Daily]:
    """Yield the commands that have not run for today, whose time has come, and that nobody has claimed."""
    local = timezone.localtime(now)
    runs = {run.command: run for run in DailyRun.objects.all()}
    for daily in dailies:
        run = runs.get(daily.command)
        if run and run.claimed_until and run.claimed_until > now:
            continue
        if local.time() >= daily.at and (run is None or run.done_for is None or run.done_for < local.date()):
            yield daily


def last_done(command: str) -> date | None:
    """Return the last day for which the command ran."""
    return DailyRun.objects.filter(command=command).values_list("done_for", flat=True).first()
