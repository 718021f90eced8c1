"""Import the All Alerts report of the housing system."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from alerts.carrying_over.imports import UNTYPED, import_alerts
from housing_alerts.importing.command import ImportCommand
from housing_alerts.importing.reading import Progress, Refused, Report, parse_day


class Command(ImportCommand):
    help = (
        "Import the All Alerts report of the housing system: what is in force there, as it stands, with its latest "
        "completed review. Import the contacts first. Run it again as often as you like: it adds what is new."
    )
    noun = "Alerts"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--type",
            default=UNTYPED,
            metavar="CODE",
            help="the type of all its alerts, such as VISIT_IN_PAIRS, which the report does not hold; without it, to be "
            "confirmed at a review",
        )
        parser.add_argument(
            "--exported-on", default="", metavar="DATE", help="the day the report was made; without it, today"
        )

    def run(
        self, file: Path, *, keep_going: bool, dry_run: bool, progress: Progress, options: dict[str, Any]
    ) -> Report:
        today = timezone.localdate()
        try:
            exported_on = parse_day(options["exported_on"] or str(today), "--exported-on", latest=today)
        except Refused as answer:
            raise CommandError(str(answer)) from None
        return import_alerts(
            file,
            code=options["type"],
            exported_on=exported_on,
            today=today,
            keep_going=keep_going,
            dry_run=dry_run,
            progress=progress,
        )
