"""A command that must run once each day, one at a time. It can be tried without effect."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from . import services


class DailyCommand(BaseCommand):
    """Run the command for today, unless it was run already or somebody is running it."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: object, **options: Any) -> None:
        now = timezone.now()
        today, name = timezone.localdate(now), type(self).__module__.rpartition(".")[2]
        if options["dry_run"]:
            self.stdout.write(self.would(today))
            return
        run = services.claim_daily(name, today=today, now=now)
        if run is None:
            self.stdout.write("Done for today already, or somebody is at it.")
            return
        try:
            self.stdout.write(self.act(today, run.done_for))
        except BaseException:
            services.release_daily(run)
            raise
        services.finish_daily(run, today=today)

    def would(self, today: date) -> str:
        """Say what the command would do."""
        raise NotImplementedError

    def act(self, today: date, last: date | None) -> str:
        """Run the command.

        :param last: the day for which it ran last.
        :returns: what was done, in words.
        """
        raise NotImplementedError
