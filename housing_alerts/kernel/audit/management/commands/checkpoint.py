"""``./dev manage checkpoint``: record the newest rows of the trail outside of the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from housing_alerts.kernel.audit import chain, checkpoints


class Command(BaseCommand):
    help = (
        "write down where the chains stand. Run it once a day, to a place that the database's keepers cannot write to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=settings.AUDIT_CHECKPOINTS)

    def handle(self, *args: object, **options: Any) -> None:
        made = chain.checkpoints()
        checkpoints.write(options["file"], made)
        for one in made:
            self.stdout.write(f"{one.chain}: {one.position} rows, {one.digest}")
