"""The steps of a disposal batch, one function for each verb (§13)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from allauth.account.models import EmailAddress
from django.db import connection

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import disposal
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.audit.models import Link
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Referenced, existing
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.outbox.models import Pulse
from housing_alerts.staff.models import Colleague
from privacy.choices import FileKind
from privacy.models import DisposalBatch, DisposalItem, Tombstone
from privacy.retention import selectors as retention
from privacy.retention.gathering import PERSON
from privacy.retention.policies import Fate

from . import policies, selectors, steps
from .erasing import Erased, erase, erase_beside, erase_history
from .gone import Gone

Blanked = defaultdict[type[Link], set[int]]


@records.step
def propose_batch(*, seen: str, by: Colleague, on: date) -> DisposalBatch:
    """P13a Propose that the files that are due go, and what is due beside them.

    :param seen: the fingerprint of the list as the page showed it.
    """
    records.take_turn(records.STEP)
    due, beside = selectors.due(on=on), selectors.beside(on=on)
    refuse_if(
        steps.why_not_propose(due, by, on),
        records.seen_as("the list of what is due", selectors.fingerprint(due), seen),
    )
    batch = DisposalBatch(beside_until=on if beside else None)
    records.save(batch, by=by, why="Proposed")
    for each in due:
        records.save(_item(batch, each), by=by, why="Proposed")
    audit.record("propose disposal", batch, by=by, why=files(len(due)))
    return batch


def _item(batch: DisposalBatch, fate: Fate) -> DisposalItem:
    (model, key), due = fate.file.key, existing(fate.due, "what goes has a day from which it is due")
    whose = {"customer_id": key} if model == PERSON else {"asset_id": key}
    return DisposalItem(batch=batch, keeping=due.keeping, since=due.since, due_on=due.on, **whose)


def files(number: int) -> str:
    """Return the number of files in words."""
    return f"{number} file{'' if number == 1 else 's'}"


@records.step
def take_out_item(*, item: DisposalItem, version: int, by: Colleague, on: date, reason: str) -> DisposalItem:
    """P13a Keep one file of a batch. The trail does not say whose: the reason stands with the file."""
    batch, item = records.locked(item.batch), records.locked(item)
    refuse_if(
        steps.why_not_take_out(batch, by, on),
        policies.why_taken_out_already(taken_out=item.taken_out_on is not None),
        records.seen(item, version),
        policies.why_no_reason_to_take_out(reason),
    )
    item.taken_out_on, item.taken_out_reason = on, reason
    records.save(item, by=by, why="Taken out")
    batch.take_out()
    records.save(batch, by=by, why="One file taken out")
    audit.record("take file out of disposal", batch, by=by)
    return item


@records.step
def confirm_batch(*, batch: DisposalBatch, version: int, by: Colleague, on: date) -> DisposalBatch:
    """P13a Agree that the files go at the next run of the command."""
    batch = records.locked(batch)
    refuse_if(steps.why_not_confirm(batch, by, on), records.seen(batch, version))
    batch.confirm(by=by, on=on)
    records.save(batch, by=by, why="Confirmed")
    audit.record("confirm disposal", batch, by=by, why=files(batch.remaining().count()))
    return batch


@records.step
def decline_batch(*, batch: DisposalBatch, version: int, by: Colleague, on: date, reason: str) -> DisposalBatch:
    """P13a Decline the batch. The files can be proposed again."""
    batch = records.locked(batch)
    refuse_if(
        steps.why_not_decline(batch, by, on),
        records.seen(batch, version),
        policies.why_stop_unexplained(reason, selectors.called(selectors.items(batch))),
    )
    batch.decline(by=by, on=on, reason=reason)
    records.save(batch, by=by, why=f"Declined: {reason}")
    audit.record("decline disposal", batch, by=by, why=reason)
    return batch


@records.step
def withdraw_batch(*, batch: DisposalBatch, version: int, by: Colleague, on: date, reason: str) -> DisposalBatch:
    """P13a Withdraw the batch, confirmed or not. The files can be proposed again."""
    batch = records.locked(batch)
    refuse_if(
        steps.why_not_withdraw(batch, by, on),
        records.seen(batch, version),
        policies.why_stop_unexplained(reason, selectors.called(selectors.items(batch))),
    )
    batch.withdraw(by=by, on=on, reason=reason)
    records.save(batch, by=by, why=f"Withdrawn: {reason}")
    audit.record("withdraw disposal", batch, by=by, why=reason)
    return batch


@records.step
def confirm_again(*, found: Sequence[Gone], confirmed_by: Colleague, on: date) -> DisposalBatch | None:
    """P13a Make a confirmed batch of what a restored backup brought back. None where nothing of it goes on that day.

    :param found: the disposals of the list that this database does not have.
    :param confirmed_by: the Head of Service who agreed the first time.
    """
    records.take_turn(records.STEP)
    fates = [fate for fate in selectors.brought_back(found, on=on) if fate.goes]
    if not fates:
        return None
    batch = DisposalBatch()
    records.save(batch, by=None, why="Brought back by a backup")
    for fate in fates:
        records.save(_item(batch, fate), by=None, why="Brought back by a backup")
    batch.confirm(by=confirmed_by, on=on)
    records.save(batch, by=None, why="Confirmed before the backup was restored")
    first = ", ".join(each.name for each in found)
    audit.record(
        "dispose again", batch, by=None, why=f"{files(len(fates))}, which a backup brought back. First: {first}"
    )
    return batch


@records.step
def execute_batch(*, batch: DisposalBatch, on: date) -> DisposalBatch:
    """P13a Dispose of the files of a confirmed batch: of all that are still due, or of none.

    A file that is held or not due any more stays, and the batch says why. What was due beside the files on the day of the
    proposal, and is due still, goes too. The event names the rows of the trail that are empty.
    """
    batch = records.locked(batch)
    refuse_if(steps.why_not_execute(batch))
    items = {item.key: item for item in batch.remaining().select_related("customer", "asset")}
    fates = selectors.fates(list(items.values()), on=on)
    blanked: Blanked = defaultdict(set)
    gone = 0
    for key, item in items.items():
        item.left_out = policies.why_kept(fates.get(key))
        if item.left_out:
            records.save(item, by=None, why="Left out")
        else:
            gone += 1
            _dispose(batch, item.file, fates[key], gone, blanked)
    _dispose_beside(batch, gone, blanked)
    records.touch(*Pulse.objects.all())  # the administrator's duty counts the mail that could not be sent
    connection.check_constraints()
    batch.execute(on=on)
    records.save(batch, by=None, why="Disposed of")
    audit.record(disposal.DISPOSED, batch, by=None, why=f"{files(gone)}. {disposal.in_words(blanked)}".strip())
    return batch


@records.step
def clear_account(*, colleague: Colleague) -> Colleague:
    """P13a Clear how a colleague who left was reached, and what their account was before.

    Their name and post stay: files name them. So do their steps and readings, which prove what was done.
    """
    colleague = Colleague.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    erase_history(Colleague, [colleague.pk])
    EmailAddress.objects.filter(user=colleague).delete()
    colleague.email = colleague.telephone = colleague.postcode = ""
    colleague._change_reason = "Cleared after they left"  # type: ignore[attr-defined]
    colleague.save()
    records.touch(colleague)
    audit.record("clear account", colleague, by=None)
    return colleague


def _dispose(batch: DisposalBatch, file: Customer | Asset, fate: Fate, number: int, blanked: Blanked) -> None:
    due = existing(fate.due, "what goes has a day from which it is due")
    erased = erase(file, batch=batch.reference)
    kind = FileKind.PERSON if isinstance(file, Customer) else FileKind.PROPERTY
    _mark(batch, number, erased, blanked, kind=kind, keeping=due.keeping, due_on=due.on)
    records.touch(file)


def _dispose_beside(batch: DisposalBatch, files: int, blanked: Blanked) -> None:
    """Dispose of what was due beside the files when the batch was proposed. :param files: the number of files that went."""
    if batch.beside_until is None:
        return
    for number, (beside, rows) in enumerate(retention.beside_rows(on=batch.beside_until), start=files + 1):
        if issubclass(rows.model, Referenced):
            records.touch(*rows)
        erased = erase_beside(rows, batch=batch.reference)
        if not erased.rows:  # it went with another kind, such as the photos of a report that was begun
            continue
        due_on = procedure.add_months(existing(beside.oldest, "what is due has an oldest day"), beside.months)
        _mark(batch, number, erased, blanked, kind=FileKind.BESIDE, keeping=beside.keeping, due_on=due_on)


def _mark(
    batch: DisposalBatch, number: int, erased: Erased, blanked: Blanked, *, kind: str, keeping: str, due_on: date
) -> None:
    """Set the mark in the place of what went, and note which rows of the trail are empty."""
    for model, positions in erased.blanked.items():
        blanked[model].update(positions)
    name, went = f"{batch.reference}/{number}", erased.in_words
    stone = Tombstone(batch=batch, name=name, kind=kind, keeping=keeping, due_on=due_on, went=went)
    stone.save(force_insert=True)
