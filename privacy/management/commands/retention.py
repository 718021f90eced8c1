"""``./dev manage retention --dry-run``: print the files that are due for disposal, and what holds them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from housing_alerts.kernel.written_dates import show_date
from privacy.retention import presenters, selectors


class Command(BaseCommand):
    help = (
        "Print which files are due for disposal, from when, by which period, and what holds them. No name is printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print what is due; nothing else is possible yet")

    def handle(self, *args: object, **options: Any) -> None:
        """Print the files that are due.

        :raises CommandError: without --dry-run.
        """
        if not options["dry_run"]:
            raise CommandError("Nothing is disposed of yet. --dry-run prints what is due.")
        today = timezone.localdate()
        passed = [each for each in selectors.fates(on=today) if each.passed]
        for fate in passed:
            self.stdout.write(presenters.line(fate))
        held = sum(not each.goes for each in passed)
        self.stdout.write(f"Files due: {len(passed) - held}. Held: {held}.")
        for each in selectors.what_is_beside(on=today):
            since = f", the oldest of {show_date(each.oldest)}" if each.oldest else ""
            self.stdout.write(f"{each.keeping.label}: {each.due} due{since}. {each.held_by}".rstrip())
