"""Build the rows of the pages and of the certificate of a disposal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings

from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given
from privacy.choices import BatchStatus
from privacy.models import DisposalBatch, DisposalItem, Tombstone
from privacy.retention.beside import Beside
from privacy.retention.policies import Fate, Key

from . import policies
from .machine import OPEN


class ItemRow(NamedTuple):
    """A file of a batch as its page shows it."""

    pk: int
    name: str
    reference: str
    keeping: str
    since: str
    due_from: str
    stays: str


def item_rows(
    found: Sequence[DisposalItem], names: Mapping[Key, str], fates: Mapping[Key, Fate], *, decided: bool
) -> tuple[list[ItemRow], list[ItemRow]]:
    """P13a Return a row for each file that goes and for each that stays, with the reason why it does.

    :param decided: whether the batch is over, so that what becomes of a file today is no matter of it.
    """
    rows = [_row(each, names, "" if decided else policies.why_kept(fates.get(each.key))) for each in found]
    return [each for each in rows if not each.stays], [each for each in rows if each.stays]


def _row(item: DisposalItem, names: Mapping[Key, str], now: str) -> ItemRow:
    taken_out = f"Taken out on {show_date(item.taken_out_on)}: {item.taken_out_reason}" if item.taken_out_on else ""
    return ItemRow(
        item.pk,
        names[item.key],
        item.subject_reference,
        item.get_keeping_display(),
        show_date(item.since),
        show_date(item.due_on),
        taken_out or item.left_out or now,
    )


def batch_rows(batch: DisposalBatch) -> Rows:
    """P13a Return what was done with the batch, by whom and when."""
    stopped = f"{show_date(batch.stopped_on)} by {batch.stopped_by}" if batch.stopped_on else ""
    confirmed = f"{show_date(batch.confirmed_on)} by {batch.confirmed_by}" if batch.confirmed_on else ""
    return [
        ("Proposed", f"{show_date(batch.created_at)} by {batch.created_by}"),
        *given(
            ("Beside the files", f"What was due on {show_date(batch.beside_until)}" if batch.beside_until else ""),
            ("Confirmed", confirmed),
            (batch.get_status_display(), stopped),
            ("Why", batch.stopped_reason),
            ("Disposed of", show_date(batch.executed_on) if batch.executed_on else ""),
            ("Backups", backups(batch)),
        ),
    ]


def tombstone_rows(found: Iterable[Tombstone]) -> list[tuple[str, ...]]:
    """P13a Return each thing that went: its name, its kind, its period, the day from which it was due, and its rows."""
    return [
        (
            each.name,
            each.get_kind_display(),
            each.get_keeping_display(),
            show_date(each.due_on),
            each.went,
        )
        for each in found
    ]


def certificate_files(found: Sequence[Tombstone]) -> list[tuple[str, Rows]]:
    """P13a Return each file of the certificate with its facts."""
    labels = ("What it was", "By which period", "Due from", "What went")
    return [(name, list(zip(labels, facts, strict=True))) for name, *facts in tombstone_rows(found)]


def certificate_rows(batch: DisposalBatch, gone: int, stayed: int) -> Rows:
    """P13a Return the facts of the certificate. It names roles and nobody, and no file."""
    return [
        ("Disposal", batch.reference),
        ("Proposed", f"{show_date(batch.created_at)}, by the Data Protection Officer"),
        ("Confirmed", f"{show_date(batch.confirmed_on)}, by a Head of Service, who is another person"),
        ("Disposed of", show_date(batch.executed_on)),
        ("Files that went", str(gone)),
        ("Files that stayed", f"{stayed}, taken out by a colleague or held on the day" if stayed else "None"),
        ("Backups", backups(batch)),
    ]


def in_backups_until(batch: DisposalBatch) -> date | None:
    """P13a Return the last day on which a backup may still hold what went; None where nobody said how long they are kept."""
    if batch.executed_on is None or not settings.BACKUP_DAYS:
        return None
    return batch.executed_on + timedelta(days=settings.BACKUP_DAYS)


def backups(batch: DisposalBatch) -> str:
    """P13a Return until when backups may hold what went, in a sentence; "" where nothing went yet."""
    if batch.executed_on is None:
        return ""
    made = f"Those made up to {show_date(batch.executed_on)}"
    until = in_backups_until(batch)
    if until is None:
        return f"{made} hold it still. Nobody has set how long backups are kept, so this cannot say until when."
    return f"{made} may hold it until {show_date(until)}: backups are kept for {settings.BACKUP_DAYS} days."


def beside_rows(found: Sequence[Beside]) -> list[tuple[str, int, str, str]]:
    """P13a Return each thing that goes beside the files: how many, for how long it is kept, and the oldest day."""
    return [
        (
            each.keeping.label,
            each.due,
            f"{each.months} months",
            show_date(existing(each.oldest, "what is due has an oldest day")),
        )
        for each in found
    ]


def is_over(batch: DisposalBatch) -> bool:
    """Return whether nothing is to happen to the batch any more."""
    return batch.status not in OPEN


def line(batch: DisposalBatch, gone: int, left_out: int) -> str:
    """P13a Return what became of a batch as the command prints it, without a name."""
    stayed = f" {left_out} left out: its page says why." if left_out else ""
    return f"{batch.reference}: {gone} disposed of.{stayed}"


def was_executed(batch: DisposalBatch) -> bool:
    """Return whether there is a certificate."""
    return batch.status == BatchStatus.EXECUTED
