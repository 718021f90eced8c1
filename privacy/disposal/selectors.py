"""Select disposal batches and their files, for the Data Protection Officer and the Heads of Service."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague, Organisation
from privacy.choices import BatchStatus
from privacy.models import DisposalBatch, DisposalItem
from privacy.retention import selectors as retention
from privacy.retention.beside import Beside
from privacy.retention.gathering import PERSON, PLACE
from privacy.retention.policies import Fate, Key

from . import gone, permissions

MOST = retention.MOST
"""The most files in one batch, and the most past batches on a page: as many as somebody can look through."""


def batches(colleague: Colleague) -> tuple[list[DisposalBatch], list[DisposalBatch]]:
    """Return the batches that wait for somebody, and the last that are over.

    :raises Http404: for all but the Data Protection Officer and the Heads of Service.
    """
    _only_for(colleague)
    found = DisposalBatch.objects.visible_to(colleague).select_related("created_by", "confirmed_by", "stopped_by")
    waiting = list(found.open())
    return waiting, list(found.exclude(pk__in=[each.pk for each in waiting])[:MOST])


def _only_for(colleague: Colleague) -> None:
    if not permissions.may_see(colleague):
        raise Http404


def batch(colleague: Colleague, reference: str) -> DisposalBatch:
    """Return one batch. :raises Http404: for all but the Data Protection Officer and the Heads of Service."""
    found = DisposalBatch.objects.visible_to(colleague)
    return get_object_or_404(
        found.select_related("created_by", "changed_by", "confirmed_by", "stopped_by"), reference=reference
    )


def items(batch: DisposalBatch) -> list[DisposalItem]:
    """Return the files of the batch, the first due first."""
    return list(batch.items.select_related("customer", "asset"))


def item(batch: DisposalBatch, pk: int) -> DisposalItem:
    """Return one file of the batch. :raises Http404: where it has no such file."""
    return get_object_or_404(batch.items.select_related("batch", "customer", "asset", "changed_by"), pk=pk)


def due(*, on: date) -> list[Fate]:
    """P13a Return the due files that are in no open batch, the first due first; at most :data:`MOST`."""
    waiting = {_key(*pair) for pair in DisposalItem.objects.waiting().order_by().values_list("customer", "asset")}
    return [each for each in retention.fates(on=on) if each.goes and each.file.key not in waiting][:MOST]


def beside(*, on: date) -> list[Beside]:
    """P13a Return what is due beside the files on that day, and in no open batch."""
    return (
        [] if DisposalBatch.objects.open().filter(beside_until__isnull=False).exists() else retention.beside_due(on=on)
    )


def beside_in(batch: DisposalBatch) -> list[Beside]:
    """P13a Return what would go beside the files, if the batch went now."""
    return retention.beside_due(on=batch.beside_until) if batch.beside_until else []


def _key(customer: int | None, asset: int | None) -> Key:
    return (PERSON, customer) if customer else (PLACE, asset or 0)


def fingerprint(due: Sequence[Fate]) -> str:
    """Return a digest of a list of files. It differs once another file is in it."""
    return hashlib.sha256(repr([each.file.key for each in due]).encode()).hexdigest()


def fates(found: Sequence[DisposalItem], *, on: date) -> Mapping[Key, Fate]:
    """P13a Return what becomes of each of these files on that day, if they alone go."""
    within = {each.key for each in found}
    return {fate.file.key: fate for fate in retention.fates(on=on, within=within)}


def something_goes(batch: DisposalBatch, fates: Mapping[Key, Fate]) -> bool:
    """P13a Return whether a file of the batch goes, or anything beside the files. :param fates: as of :func:`fates`."""
    return any(fate.goes for fate in fates.values()) or bool(beside_in(batch))


def come_back() -> list[gone.Gone]:
    """P13a Return the disposals of the list that this database does not have: a restored backup brought their files back."""
    listed, done = gone.read(), DisposalBatch.objects.filter(status=BatchStatus.EXECUTED)
    settled = {f"{reference} {on.isoformat()}" for reference, on in done.values_list("reference", "executed_on") if on}
    for each in reversed(listed):
        if each.name in settled:
            settled.update(each.instead_of)
    return [each for each in listed if each.name not in settled]


def brought_back(found: Sequence[gone.Gone], *, on: date) -> list[Fate]:
    """P13a Return what becomes on that day of the files of these disposals that hold something again."""
    keys = {key for each in found for key in each.files}
    return [fate for fate in retention.fates(on=on, within=keys) if fate.file.key in keys]


def names(found: Sequence[DisposalItem]) -> dict[Key, str]:
    """Return the name of each of these files; a restricted one has none."""
    return {each.key: _name(each) for each in found}


def _name(item: DisposalItem) -> str:
    return retention.RESTRICTED if item.customer and item.customer.restricted else str(item.file)


def called(found: Sequence[DisposalItem]) -> list[str]:
    """Return the references of these files, and the full names of their people and of everybody who lived there."""
    people = [each.customer for each in found if isinstance(each.customer, Customer)]
    lived = Customer.objects.filter(memberships__tenancy__asset__in=[each.asset_id for each in found if each.asset_id])
    return [*(each.subject_reference for each in found), *(each.full_name for each in [*people, *lived.distinct()])]


def landlords() -> dict[str, str]:
    """Return the name and the colour under which a document of all landlords stands."""
    found = list(Organisation.objects.order_by("pk"))
    return {"name": " and ".join(each.name for each in found), "colour": found[0].colour}
