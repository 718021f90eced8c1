"""Import the contacts export of the housing system."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from housing_alerts.customers.imports import import_customers
from housing_alerts.importing.command import ImportCommand
from housing_alerts.importing.reading import Progress, Report


class Command(ImportCommand):
    help = (
        "Import the contacts export of the housing system: customers, homes, and who lives there. Run it again as often "
        "as you like: it updates by Contact Reference, and deletes nothing."
    )
    noun = "People"

    def run(
        self, file: Path, *, keep_going: bool, dry_run: bool, progress: Progress, options: dict[str, Any]
    ) -> Report:
        return import_customers(
            file, today=timezone.localdate(), keep_going=keep_going, dry_run=dry_run, progress=progress
        )
