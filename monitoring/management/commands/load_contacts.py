"""Load the contacts that the telephone system, e-mail or Cx tell of."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from housing_alerts.importing.command import ImportCommand
from housing_alerts.importing.reading import Progress, Report, bytes_of
from monitoring.loading.imports import SOURCES, load_contacts


class Command(ImportCommand):
    help = (
        "Load contacts from an export of the telephone system, e-mail or Cx. Run it again as often as you like: a "
        "contact that is there already stays as it is. A line that matches no customer is listed and kept nowhere."
    )
    noun = "Contacts"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        names = [each.value for each in SOURCES]
        parser.add_argument("--source", required=True, choices=names, help="the system that the file comes from")

    def run(
        self, file: Path, *, keep_going: bool, dry_run: bool, progress: Progress, options: dict[str, Any]
    ) -> Report:
        step = {"source": options["source"], "by": None, "now": timezone.now()}
        return load_contacts(bytes_of(file), file.name, **step, keep_going=keep_going, dry_run=dry_run)
