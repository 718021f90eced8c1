"""``./dev manage verify_audit``: find the first row of the trail that was tampered with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from housing_alerts.kernel.audit import chain, checkpoints, protection
from housing_alerts.kernel.audit.models import CHAINS


class Command(BaseCommand):
    help = "Read both chains from their first row to their last, and name the first that is not as it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=settings.AUDIT_CHECKPOINTS)

    def handle(self, *args: object, **options: Any) -> None:
        """Check both chains and the protection of their tables.

        :raises CommandError: with each chain's first bad row, and the tables whose rows could be changed.
        """
        try:
            seen = checkpoints.read(options["file"])
        except checkpoints.Unreadable as fault:
            raise CommandError(str(fault)) from fault
        if not seen:
            self.stderr.write("There is no checkpoint: a tail that was cut, or a chain made anew, would not be found.")
        faults = [f"{table}: rows could be changed; run migrate." for table in protection.unprotected()]
        for name, model in CHAINS.items():
            found = chain.first_fault(model, [one for one in seen if one.chain == name])
            if found:
                faults.append(f"{name}: {found}")
            else:
                self.stdout.write(f"{name}: every row is as it was written.")
        if faults:
            raise CommandError("\n".join(faults))
