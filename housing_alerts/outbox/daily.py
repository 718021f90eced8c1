"""A command that must run once each day, one at a time. It can be tried without effect."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError
from django.utils import timezone

from . import sending, services
from .models import DailyRun

BREATH = timedelta(seconds=20)
"""The time for which a command lets messages wait."""
logger = logging.getLogger(__name__)


class DailyCommand(BaseCommand):
    """Run the command for today, unless it was run already or somebody is running it.

    A command that takes minutes calls :meth:`breathe` between its parts, since the worker does one thing at a time.
    """

    pause_after_failure = timedelta(0)
    """The time until the worker tries a command again that failed."""
    run: DailyRun | None = None
    breathed_at: datetime | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: object, **options: Any) -> None:
        now = timezone.now()
        today, name = timezone.localdate(now), type(self).__module__.rpartition(".")[2]
        if options["dry_run"]:
            self.stdout.write(self.would(today))
            return
        run = self.run = services.claim_daily(name, today=today, now=now)
        if run is None:
            self.stdout.write("Done for today already, or somebody is at it.")
            return
        try:
            self.stdout.write(self.act(today, run.done_for))
        except BaseException:
            services.release_daily(run, until=timezone.now() + self.pause_after_failure)
            raise
        services.finish_daily(run, today=today)

    def breathe(self) -> None:
        """Give a sign of life, keep the claim, and send what is due, if the last time was :data:`BREATH` ago.

        Where the database is busy, it is done the next time: the command itself goes on.
        """
        now = timezone.now()
        if self.breathed_at is None:
            self.breathed_at = now
        if now - self.breathed_at < BREATH:
            return
        self.breathed_at = now
        try:
            services.beat(now=now)
            if self.run:
                services.keep_daily(self.run, now=now)
            sending.send_due()
        except OperationalError:
            logger.exception("The database was busy while a daily command ran.")

    def would(self, today: date) -> str:
        """Say what the command would do."""
        raise NotImplementedError

    def act(self, today: date, last: date | None) -> str:
        """Run the command.

        :param last: the day for which it ran last.
        :returns: what was done, in words.
        """
        raise NotImplementedError
