"""Print the All Alerts report on the terminal or into a file (``./dev manage all_alerts``)."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from alerts.models import Alert
from housing_alerts.kernel import spreadsheet
from monitoring.all_alerts import selectors
from monitoring.all_alerts.filters import Asked
from monitoring.all_alerts.tables import COLUMNS, written


class Command(BaseCommand):
    help = "Print the All Alerts report of Appendix F: every alert in force on a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-at", metavar="YYYY-MM-DD", help="the day of the report; today without it")
        parser.add_argument("--format", choices=["csv", "text"], default="text")

    def handle(self, *args: object, **options: Any) -> None:
        as_at = _day(options["as_at"])
        rows = selectors.rows(Alert.objects.all(), Asked(as_at))
        cells = (row.cells(written) for row in rows)
        if options["format"] == "csv":
            for line in spreadsheet.csv_lines(COLUMNS, cells):
                self.stdout.write(line.rstrip("\r\n"))
        else:
            for cell_row in [COLUMNS, *cells]:
                self.stdout.write(" | ".join(cell_row))


def _day(given: str | None) -> date:
    if not given:
        return timezone.localdate()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise CommandError(f"“{given}” is not a day. Write it as YYYY-MM-DD, such as 2026-04-05.") from None
