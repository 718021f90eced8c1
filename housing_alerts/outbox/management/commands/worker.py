"""Send messages and run the daily commands, for as long as the service runs. It starts where the web process does."""

import logging
import os
import signal
import time
import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from housing_alerts.outbox.tasks import enqueue_due
from housing_alerts.safety import require_safe_service

PAUSE = 5
"""The seconds between two looks for work."""
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send messages and do the duties of each day. Ends on SIGTERM, after what it is at."
    ended = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")
        parser.add_argument("--with-parent", action="store_true", help="end with the process that started it")

    def handle(self, *args: object, **options: Any) -> None:
        require_safe_service()
        parent = os.getppid()
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._end)
        worker = _worker()
        while not self.ended:
            try:
                enqueue_due(timezone.now())
                worker.run()
            except OperationalError:  # the database is away or busy for long: the next look finds the same work
                logger.exception("The worker could not reach the database.")
            close_old_connections()
            if options["once"] or (options["with_parent"] and os.getppid() != parent):
                return
            self._rest()

    def _rest(self) -> None:
        until = time.monotonic() + PAUSE
        while not self.ended and time.monotonic() < until:
            time.sleep(0.2)

    def _end(self, *_signal: object) -> None:
        self.ended = True


def _worker() -> Worker:
    """Return a worker of the tasks framework that ends when no task is left."""
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    )
