"""``./dev manage retention``: dispose of the files of confirmed batches; with --dry-run print those that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from privacy.disposal import presenters as disposal_presenters
from privacy.disposal import services, sweeping
from privacy.models import DisposalBatch
from privacy.retention import presenters, selectors

NOT_ALLOWED = "42501"
"""What PostgreSQL calls it: insufficient privilege."""


class Command(BaseCommand):
    help = (
        "Dispose of the files of each confirmed batch, all of a batch or nothing. With --dry-run, print which files are due "
        "for disposal, from when, by which period, and what holds them. No name is printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print what is due, and delete nothing")

    def handle(self, *args: object, **options: Any) -> None:
        """Dispose of the files that were confirmed, or print those that are due.

        :raises CommandError: if a batch cannot be disposed of. Nothing of it is deleted then.
        """
        if options["dry_run"]:
            self._print_due()
            return
        batches = list(DisposalBatch.objects.confirmed())
        sweeping.overwrite_what_is_deleted()
        for batch in batches:
            self.stdout.write(_disposed_of(batch))
        if not batches:
            self.stdout.write("No disposal is confirmed.")
        # A run that was killed after its last commit may have left the room of deleted rows, so each run sweeps.
        left = sweeping.sweep()
        if left:
            self.stdout.write(f"Have the owner of the tables run: VACUUM {', '.join(left)};")

    def _print_due(self) -> None:
        today = timezone.localdate()
        passed = [each for each in selectors.fates(on=today) if each.passed]
        for fate in passed:
            self.stdout.write(presenters.line(fate))
        held = sum(not each.goes for each in passed)
        self.stdout.write(f"Files due: {len(passed) - held}. Held: {held}.")
        for each in selectors.what_is_beside(on=today):
            since = f", the oldest of {show_date(each.oldest)}" if each.oldest else ""
            self.stdout.write(f"{each.keeping.label}: {each.due} due{since}. {each.held_by}".rstrip())


def _disposed_of(batch: DisposalBatch) -> str:
    """Dispose of the batch. :raises CommandError: if that is not possible."""
    try:
        done = services.execute_batch(batch=batch, on=timezone.localdate())
    except NotAllowed as answer:  # another run, or a colleague, was quicker
        return f"{batch.reference}: {answer}"
    except IntegrityError as fault:
        raise CommandError(
            f"{batch.reference}: a record that is kept rests on one of its files. Nothing of it was deleted."
        ) from fault
    except DatabaseError as fault:
        if getattr(fault.__cause__, "sqlstate", "") != NOT_ALLOWED:
            raise
        raise CommandError("Sign in as the role for retention: the service may delete nothing of this.") from fault
    return disposal_presenters.line(done, done.tombstones.count(), done.items.exclude(left_out="").count())
