"""Compare the stored duties with those that are owed now, and mend them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from housing_alerts.duties import services


class Command(BaseCommand):
    help = "Derive every duty anew and name each row that differs (--check), or mend them (--rebuild)."

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--check", action="store_true", help="name each row that differs, and end with 1")
        way.add_argument("--rebuild", action="store_true", help="store what is owed now")

    def handle(self, *args: object, **options: Any) -> None:
        if options["rebuild"]:
            self.stdout.write(f"Duties that differed and were mended: {services.rebuild()}.")
            return
        wrong = list(services.differing())
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"Duties that differ from what is owed: {len(wrong)}. Mend them with --rebuild.")
        self.stdout.write("Every stored duty is what is owed now.")
