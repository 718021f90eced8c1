"""``./dev manage verify_audit``: name what was tampered with: the first row of each chain, and each record."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from housing_alerts.kernel.audit.checking import RECORDS, Check
from housing_alerts.kernel.audit.checkpoints import Unreadable
from housing_alerts.kernel.audit.models import CHAINS


class Command(BaseCommand):
    help = (
        "Read each chain from its first row to its last, and name the first that is not as it was written. Compare every record "
        "with its newest proof, and name each record and field that no step left so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=settings.AUDIT_CHECKPOINTS)

    def handle(self, *args: object, **options: Any) -> None:
        """Check the chains, the protection of their tables, and each record.

        :raises CommandError: with each chain's first bad row, the tables whose rows could be changed, and each bad record.
        """
        check = Check()
        try:
            faults = list(check.faults(options["file"]))
        except Unreadable as fault:
            raise CommandError(str(fault)) from fault
        if not check.checkpoints:
            self.stderr.write("There is no checkpoint: a tail that was cut, or a chain made anew, would not be found.")
        bad = {fault.part for fault in faults}
        for name in (one for one in CHAINS if one not in bad):
            self.stdout.write(f"{name}: every row is as it was written.")
        if RECORDS not in bad:
            self.stdout.write("records: every record is as a step left it.")
        if faults:
            raise CommandError("\n".join(fault.words for fault in faults))
