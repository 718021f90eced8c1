"""Import the contacts export of the housing system."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.utils import timezone

from housing_alerts.customers.imports import import_customers
from housing_alerts.importing.command import ImportCommand
from housing_alerts.importing.reading import Progress, Report
from housing_alerts.kernel.records.models import existing
from housing_alerts.staff.models import ServiceArea


class Command(ImportCommand):
    help = (
        "Import the contacts export of the housing system: customers, homes, and who lives there. Run it again as often "
        "as you like: it updates by Contact Reference, and deletes nothing."
    )
    noun = "People"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--new-area",
            action="append",
            default=[],
            type=_new_area,
            metavar="NAME",
            help="a service area that is not there yet and that the file brings; once for each",
        )

    def run(
        self, file: Path, *, keep_going: bool, dry_run: bool, progress: Progress, options: dict[str, Any]
    ) -> Report:
        return import_customers(
            file,
            today=timezone.localdate(),
            new_areas=options["new_area"],
            keep_going=keep_going,
            dry_run=dry_run,
            progress=progress,
        )


def _new_area(name: str) -> str:
    longest = existing(ServiceArea._meta.get_field("name").max_length, "a name has its longest")
    if not name.strip() or len(name) > longest:
        raise ArgumentTypeError(f"a service area has a name of 1 to {longest} characters")
    return name.strip()
