"""Compare what stands with the newest proof of each row. Name each record and field that no step left so."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model

from housing_alerts.kernel.records.saving import STEP, take_turn
from housing_alerts.kernel.written_dates import show_date

from . import proofs, proved
from .chain import looked_at
from .models import Proof


class Fault(NamedTuple):
    """A row that is not as the newest proof says: its record, and what is wrong with it. No content is named."""

    key: int
    record: str
    why: str

    @property
    def words(self) -> str:
        """Return the fault as one line."""
        return f"{self.record}: {self.why}"


def faults(looked: Callable[[int], None] = looked_at) -> Iterator[Fault]:
    """Yield each row that is not as a step left it.

    :param looked: is called for each page of rows, with their number.
    """
    for model in proved.models():
        yield from faults_of(model, looked)


def faults_of(model: type[Model], looked: Callable[[int], None] = looked_at) -> Iterator[Fault]:
    """Yield the faults of one table, page by page, while steps go on.

    A row that a step changed between our readings of the row and of its proof looks wrong. So each fault is looked at once more
    while nobody takes a step.
    """
    after = 0
    while keys := _keys_after(model, after):
        looked(len(keys))
        if suspects := [fault.key for fault in _compared(model, keys)]:
            with transaction.atomic():
                take_turn(STEP)
                certain = list(_compared(model, suspects))
            yield from certain
        after = keys[-1]


def _keys_after(model: type[Model], after: int) -> list[int]:
    """Return the next keys of rows that stand, or that were proved and may be gone."""
    of_table = Proof.objects.filter(of_table=model._meta.db_table, key__gt=after)
    known = of_table.order_by("key").values_list("key", flat=True).distinct()[: proved.at_once(model)]
    return sorted({*proofs.keys_after(model, after), *known})[: proved.at_once(model)]


def _compared(model: type[Model], keys: Collection[int]) -> Iterator[Fault]:
    table = model._meta.db_table
    lists = proofs.known_lists([table]).get(table, {})
    found, last = proved.read(model, keys), proofs.newest(table, keys)
    for key in keys:
        why = _why_wrong(found.get(key), last.get(key), lists)
        if why:
            yield Fault(key, _named(model, key, found.get(key)), why)


def _why_wrong(held: Mapping[str, str] | None, proof: Proof | None, lists: Mapping[str, list[str]]) -> str:
    """Return what is wrong with a row; "" if it is as it was proved."""
    if proof is None:
        return "no step added it." if held else ""
    if held is None:
        return f"it is gone, and no step deleted it. {_last(proof)}" if proof.fields_as else ""
    if not proof.fields_as:
        return f"it stands again. {_last(proof)}"
    if proof.is_blank or proof.fields_as not in lists:
        return "its newest proof was emptied, or its list of fields is gone."
    changed = proofs.differing(proof, lists[proof.fields_as], held)
    return f"{', '.join(changed)}: changed by no step. {_last(proof)}" if changed else ""


def _last(proof: Proof) -> str:
    return f"Last proved by “{proof.step}” on {show_date(proof.at)}, after event {proof.event}."


def _named(model: type[Model], key: int, held: Mapping[str, str] | None) -> str:
    """Return the record in words, by its reference if it has one, and never by a name."""
    reference = (held or {}).get("reference", "").strip('"')
    called = f"{model._meta.verbose_name} {reference}".strip()
    return f"{called[:1].upper()}{called[1:]} ({model._meta.db_table} {key})"
