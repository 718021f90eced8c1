"""``./dev manage retention``: dispose of the files of confirmed batches; with --dry-run print those that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from privacy.disposal import gone, services, sweeping
from privacy.disposal import presenters as disposal_presenters
from privacy.disposal import selectors as selectors_of_disposal
from privacy.disposal.gone import Gone
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
        sweeping.overwrite_what_is_deleted()
        again = self._dispose_again()
        batches = list(DisposalBatch.objects.confirmed())
        for batch in batches:
            self.stdout.write(_disposed_of(batch))
        batches += again
        if not batches:
            self.stdout.write("No disposal is confirmed.")
        cleared = [services.clear_account(colleague=each) for each in selectors.leavers(on=timezone.localdate())]
        if cleared:
            self.stdout.write(f"Accounts of colleagues who left: {len(cleared)} cleared.")
        # A run that was killed after its last commit may have left the room of deleted rows, so each run sweeps.
        left = sweeping.sweep()
        if left:
            self.stdout.write(f"Have the owner of the tables run: VACUUM {', '.join(left)};")

    def _dispose_again(self) -> list[DisposalBatch]:
        """Dispose of what a restored backup brought back. :raises CommandError: if nobody is known who confirmed it."""
        found, today = selectors_of_disposal.come_back(), timezone.localdate()
        if not self._print_brought_back(found):
            return []
        confirmed_by = Colleague.objects.filter(pk=found[-1].confirmed_by).first()
        if confirmed_by is None:
            raise CommandError(
                "Whoever confirmed them is not in this backup: have the files proposed and confirmed anew."
            )
        batch = services.confirm_again(found=found, confirmed_by=confirmed_by, on=today)
        if batch is None:
            return []
        self.stdout.write(_disposed_of(batch, instead_of=tuple(each.name for each in found)))
        return [batch]

    def _print_brought_back(self, found: list[Gone]) -> bool:
        """Print which files a restored backup brought back. No name is printed. :returns: whether there are any."""
        fates = selectors_of_disposal.brought_back(found, on=timezone.localdate())
        for fate in fates:
            stays = "" if fate.goes else f" It stays for now. {' '.join(fate.held_by)}".rstrip()
            self.stdout.write(f"{fate.file.reference} was disposed of, and a backup brought it back.{stays}")
        return bool(fates)

    def _print_due(self) -> None:
        today = timezone.localdate()
        self._print_brought_back(selectors_of_disposal.come_back())
        passed = [each for each in selectors.fates(on=today) if each.passed]
        for fate in passed:
            self.stdout.write(presenters.line(fate))
        held = sum(not each.goes for each in passed)
        self.stdout.write(f"Files due: {len(passed) - held}. Held: {held}.")
        for each in selectors.what_is_beside(on=today):
            since = f", the oldest of {show_date(each.oldest)}" if each.oldest else ""
            self.stdout.write(f"{each.keeping.label}: {each.due} due{since}. {each.held_by}".rstrip())


@transaction.atomic
def _dispose_of(batch: DisposalBatch, instead_of: tuple[str, ...]) -> DisposalBatch:
    """Dispose of the batch. The list has it before the transaction ends: a run that is killed loses neither."""
    files = {each.key for each in batch.remaining()}
    done = services.execute_batch(batch=batch, on=timezone.localdate())
    went = sorted(files - {each.key for each in done.remaining()})
    confirmed_by, on = existing(done.confirmed_by_id, "confirmed"), existing(done.executed_on, "executed")
    gone.write(Gone(done.reference, on, confirmed_by, tuple(went), instead_of))
    return done


def _disposed_of(batch: DisposalBatch, instead_of: tuple[str, ...] = ()) -> str:
    """Dispose of the batch, and add it to the list beside the checkpoints. :raises CommandError: if that is not possible."""
    try:
        done = _dispose_of(batch, instead_of)
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
    return disposal_presenters.line(done, done.gone().count(), done.items.exclude(left_out="").count())
