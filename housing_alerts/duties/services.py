"""Bring the stored duties to those that the records owe now."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague

from . import telling
from .models import FROM_THE_BEGINNING, LONGEST_ABOUT, LONGEST_WORDS, Choice, Duty, Telling
from .owing import Owed, Scope, sources

BATCH = 200
"""The number of customers, properties or records that are settled at once."""
CHANGES = (
    "reference",
    "customer_id",
    "asset_id",
    "awaited_by_id",
    "words",
    "about",
    "path",
    "clause",
    "shows_from",
    "shows_until",
    "due_on",
    "urgent",
)
"""The fields of a duty that can change while it stays the same duty."""
Key = tuple[int, int, str, int | None, str, int | None]
Difference = tuple[list[Duty], list[Duty], list[Duty]]


def settle(step: str, changed: list[Any], /) -> None:
    """Open and close duties so that those around these records are the ones owed now. Tell of urgent ones.

    :param step: the step that ends; its name is kept with each duty that it opens or closes.
    """
    for scope in _scopes(changed):
        opened, _, changed_duties = _settle(scope, step)
        telling.tell([*opened, *changed_duties], now=timezone.now())


@records.step
def choose_ways(*, by: Colleague, ways: dict[str, str]) -> None:
    """Record how a colleague wants to be told of each kind."""
    for kind, way in ways.items():
        Choice.objects.update_or_create(colleague=by, kind=kind, defaults={"way": way})
    audit.record("choose what to be told", by, by=by)


def note_told(colleague: Colleague, duties: Iterable[Duty], /) -> None:
    """Record that a colleague was told of these duties."""
    told = [Telling(duty=duty, colleague=colleague, urgent=duty.urgent, news=duty.news) for duty in duties]
    Telling.objects.bulk_create(told, ignore_conflicts=True)


def rebuild() -> int:
    """Derive every duty anew and mend the stored ones. :returns: the number of rows that differed."""
    return sum(_rebuilt(scope) for scope in everything())


@transaction.atomic
def _rebuilt(scope: Scope) -> int:
    return sum(map(len, _settle(scope, "rebuild duties")))


def differing() -> Iterator[str]:
    """Yield a line for each stored duty that differs from the one owed now. It names no customer."""
    for scope in everything():
        for why, duties in zip(("missing", "owed no more", "changed"), difference(scope), strict=True):
            yield from (f"{duty}, {duty.colleague or duty.role}: {why}" for duty in duties if not duty.has_passed)


def difference(scope: Scope) -> Difference:
    """Compare the stored duties with those owed now. :returns: the duties to open, to close, and to change."""
    found = [(source, record) for source in sources for record in source.standing(scope)]
    derived = (_duty(record, owed) for source, record in found for owed in source.duties(record))
    owed = {_key(duty): duty for duty in derived}
    stored = {_key(duty): duty for duty in _stored(scope, [record for _, record in found])}
    opened = [duty for key, duty in owed.items() if key not in stored]
    closed = [duty for key, duty in stored.items() if key not in owed]
    changed = [stored[key] for key, duty in owed.items() if key in stored and _takes(stored[key], duty)]
    return opened, closed, changed


def everything() -> Iterator[Scope]:
    """Yield scopes that together hold each record that can owe something, and each open duty.

    Customers and properties go side by side, so that a case about both is usually derived once.
    """
    customers, assets = (list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in (Customer, Asset))
    alone = [record for source in sources if source.nowhere for record in source.nowhere()]
    yield from _in_parts(customers, assets, alone)


def _in_parts(customers: list[int], assets: list[int], alone: list[Any]) -> Iterator[Scope]:
    for start in range(0, max(len(customers), len(assets), len(alone)), BATCH):
        part = slice(start, start + BATCH)
        yield Scope(customers[part], assets[part], alone[part])


def _batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def _scopes(records: list[Any]) -> Iterator[Scope]:
    """Yield in parts the records whose duties a step on these records can have changed."""
    customers, assets, alone = set(), set(), []
    for record in records:
        people, places = _around(record)
        customers |= people
        assets |= places
        if isinstance(record, tuple(source.model for source in sources)):
            alone.append(record)
        for source in sources:
            touched = source.touched_by(record)
            yield from (Scope(records=touched.filter(pk__in=pks)) for pks in _batches(touched) if pks)
    yield from _in_parts(sorted(customers), sorted(assets), alone)


def _around(record: object) -> tuple[set[int], set[int]]:
    """Return the keys of the customers and of the properties that the record is about."""
    if isinstance(record, Customer):
        return {record.pk}, set()
    if isinstance(record, Asset):
        return set(), {record.pk}
    if isinstance(record, Membership):
        return {record.customer_id}, {record.tenancy.asset_id}
    if isinstance(record, Tenancy):
        return set(record.memberships.values_list("customer", flat=True)), {record.asset_id}
    if not hasattr(record, "customer"):
        of = (getattr(record, name, None) for name in ("alert", "investigation", "incident"))
        return next((_around(each) for each in of if each), (set(), set()))
    found = (getattr(record, name, None) for name in ("customer", "asset"))
    customer, asset = ({row.pk} if row else set() for row in found)
    return customer, asset


def _settle(scope: Scope, step: str) -> Difference:
    now = timezone.now()
    opened, closed, changed = difference(scope)
    for duty in closed:
        duty.closed_at, duty.closed_by = now, step
    for duty in opened:
        duty.opened_at, duty.opened_by = now, step
    for duty in [*closed, *changed, *opened]:
        duty.save()
    return opened, closed, changed


def _duty(record: Model, owed: Owed) -> Duty:
    customer, asset = (getattr(record, name, None) for name in ("customer", "asset"))
    if isinstance(record, Customer):
        customer = record
    return Duty(
        kind=owed.kind,
        subject_type=ContentType.objects.get_for_model(type(record)),
        subject_id=record.pk,
        reference=owed.reference,
        customer=customer,
        asset=asset,
        colleague_id=owed.holder.colleague_id,
        role=owed.holder.role,
        area_id=owed.holder.area_id,
        awaited_by_id=owed.awaited_by,
        words=_short(owed.words, LONGEST_WORDS),
        about=_short(owed.about, LONGEST_ABOUT),
        path=owed.path,
        clause=owed.clause.id,
        shows_from=owed.shows_from or FROM_THE_BEGINNING,
        shows_until=owed.shows_until,
        due_on=owed.due_on,
        urgent=owed.urgent,
    )


def _short(words: str, most: int) -> str:
    """Return the words as far as their column holds them. The page of the case has all of them."""
    return words if len(words) <= most else Truncator(words).chars(most)


def _stored(scope: Scope, standing: list[Model]) -> Iterable[Duty]:
    """Return the open duties of the scope, and those of its records that are stored under another customer or property."""
    within = Q(customer__in=scope.customers) | Q(asset__in=scope.assets)
    by_type: dict[int, set[int]] = {}
    for record in [*scope.records, *standing]:
        by_type.setdefault(ContentType.objects.get_for_model(type(record)).pk, set()).add(record.pk)
    for about_id, pks in by_type.items():
        within |= Q(subject_type=about_id, subject_id__in=pks)
    return Duty.objects.open().filter(within)


def _key(duty: Duty) -> Key:
    """Return the key that identifies a duty: the subject, the kind and the holder."""
    return (duty.subject_type_id, duty.subject_id, duty.kind, duty.colleague_id, duty.role, duty.area_id)


def _takes(stored: Duty, derived: Duty) -> bool:
    """Update the stored duty from the derived one. A first day that has passed counts as none.

    :returns: whether the duty changed.
    """
    if derived.shows_from == FROM_THE_BEGINNING and stored.shows_from <= timezone.localdate():
        derived.shows_from = stored.shows_from
    changes = [name for name in CHANGES if getattr(stored, name) != getattr(derived, name)]
    for name in changes:
        setattr(stored, name, getattr(derived, name))
    return bool(changes)
