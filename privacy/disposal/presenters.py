"""Build the rows of the pages and of the certificate of a disposal."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given
from privacy.choices import BatchStatus
from privacy.models import DisposalBatch, DisposalItem, Tombstone
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
            ("Confirmed", confirmed),
            (batch.get_status_display(), stopped),
            ("Why", batch.stopped_reason),
            ("Disposed of", show_date(batch.executed_on) if batch.executed_on else ""),
        ),
    ]


def tombstone_rows(found: Sequence[Tombstone]) -> list[tuple[str, ...]]:
    """P13a Return each file that went: its name, its kind, its period, the day from which it was due, and its rows."""
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
