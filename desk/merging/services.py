"""Make one file of two, and two again (§11)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Field

from alerts.entries.services import to_enter_changed
from alerts.models import Alert
from housing_alerts.customers.choices import PairAnswer
from housing_alerts.customers.models import Customer, Membership, Merge, Pair
from housing_alerts.customers.services import name_readers
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from letters import services as letters

from . import policies, steps
from .belongings import belongings

Changes = dict[str, list[Any]]
STRICTER = (*policies.NEVER, "died")
"""The facts that hold for the person where either file states them."""
FILLED = ("title", "known_as", "born", "telephone", "email", "format")
"""The fields that the kept file takes over where its own are empty."""


@records.step
def merge_customers(
    *,
    kept: Customer,
    version: int,
    other: Customer,
    other_version: int,
    by: Colleague,
    on: date,
    reason: str,
    sure_of: Collection[str] = (),
) -> Merge:
    """P11a Make one file of two: all records of ``other`` move to ``kept``, and its reference leads there.

    The stricter answer on contact and the restriction stay. Unsent letters that may no longer exist are cancelled.
    :param sure_of: the codes of the confirmed contradictions (:func:`.policies.contradictions`).
    """
    kept, other = records.locked(kept), records.locked(other)
    against = policies.contradictions(kept, other, on=on)
    refuse_if(
        steps.why_not_merge(kept, other, by),
        records.seen(kept, version),
        records.seen(other, other_version),
        policies.why_doubt_unconfirmed(against, sure_of),
        policies.why_source_missing(reason),
    )
    why = f"Merged {other.reference} into {kept.reference}: {reason}"
    changed = {"kept": _fill_from(kept, other), "merged": _restrict(other, _restriction(kept))}
    _join_places(kept, other, by=by, why=why)
    rows = [(field, row) for field, row in belongings(other) if not isinstance(row, Membership)]
    for field, row in rows:
        _give(row, field, kept, by=by, why=why)
    other.merged_into = kept
    records.save(other, by=by, why=why)
    records.save(kept, by=by, why=why)
    letters.cancel_forbidden(kept, by=by, reason=why)
    merge = Merge(kept=kept, merged=other, on=on, reason=reason, moved=_as_they_are(rows), changed=changed)
    records.save(merge, by=by, why=reason)
    to_enter_changed([row for _, row in rows if isinstance(row, Alert)], by=by, on=on)
    said = f" Said to be right: {'; '.join(doubt.short for doubt in against)}." if against else ""
    audit.record("merge customers", merge, by=by, why=reason + said)
    return merge


@records.step
def undo_merge(*, merge: Merge, version: int, by: Colleague, on: date, reason: str) -> Merge:
    """P11a Make two files of one again: each row goes back to its earlier file.

    Each file gets the places and the facts that its own line of the housing system said last. Other changes to the two people
    since stay. So do cancellations of letters by the merge. Answers about safe contact were given for one person, so the
    stricter answer stays with both.
    """
    merge = records.locked(merge)
    kept, merged = records.locked(merge.kept), records.locked(merge.merged)
    merge.kept, merge.merged = kept, merged
    refuse_if(
        steps.why_not_undo(merge, by),
        records.seen(merge, version),
        policies.why_no_reason_to_undo(reason),
    )
    why = f"Merge of {merged.reference} into {kept.reference} undone: {reason}"
    rows = list(merge.rows_moved())
    for field, row, _ in rows:
        _give(row, field, merged, by=by, why=why)
    _put_back(kept, merge.changed["kept"])
    _put_back(merged, merge.changed["merged"])
    for name in policies.said_of_both(kept, merged):
        setattr(kept, name, True)
        setattr(merged, name, True)
    merged.merged_into = None
    records.save(merged, by=by, why=why)
    records.save(kept, by=by, why=why)
    _part_places(kept, merged, by=by, why=why)
    merge.undone_on, merge.undone_by, merge.undone_reason = on, by, reason
    records.save(merge, by=by, why=why)
    both = [kept.pk, merged.pk]
    for pair in Pair.objects.unanswered().between(both):
        _answer(pair, PairAnswer.TWO_PEOPLE, by=by, on=on, reason=reason)
    to_enter_changed([row for _, row, _ in rows if isinstance(row, Alert)], by=by, on=on)
    audit.record("undo merge of customers", merge, by=by, why=reason)
    return merge


@records.step
def answer_pair(*, pair: Pair, version: int, by: Colleague, on: date, answer: str, reason: str) -> Pair:
    """P11a Record whether two files are of one person, and how the colleague knows. The warning at the door ends."""
    pair = records.locked(pair)
    refuse_if(
        steps.why_not_answer(pair, by),
        records.seen(pair, version),
        policies.why_answer_refused(pair, answer),
        policies.why_answer_unexplained(reason),
    )
    both = [pair.new_file.pk, pair.known_file.pk]
    for same in Pair.objects.unanswered().between(both).exclude(pk=pair.pk):
        _answer(same, answer, by=by, on=on, reason=reason)  # the same question, since two files became one
    _answer(pair, answer, by=by, on=on, reason=reason)
    audit.record("answer pair", pair, by=by, why=reason)
    return pair


def _answer(pair: Pair, answer: str, *, by: Colleague, on: date, reason: str) -> None:
    pair.answer, pair.answered_by, pair.answered_on, pair.reason = answer, by, on, reason
    records.save(pair, by=by, why=reason)


def _give(row: Record, field: str, customer: Customer, *, by: Colleague, why: str) -> None:
    setattr(row, field, customer)
    records.save(row, by=by, why=why)


def _as_they_are(rows: list[tuple[str, Any]]) -> list[list[Any]]:
    """Return the rows with their versions after the merge, whose own changes are not later changes by others."""
    found = []
    for field, row in rows:
        version = type(row)._default_manager.values_list("version", flat=True).get(pk=row.pk)
        found.append([row._meta.label, field, row.pk, version])
    return found


# The two people themselves


def _fill_from(kept: Customer, other: Customer) -> Changes:
    """Copy to the kept file the stricter answers, the fields it lacks, and the only restriction; return the changes."""
    names = [name for name in STRICTER if getattr(other, name)]
    names += [name for name in FILLED if not getattr(kept, name)]
    changes: Changes = {
        name: [getattr(kept, name), getattr(other, name)]
        for name in names
        if getattr(kept, name) != getattr(other, name)
    }
    for name, (_, value) in changes.items():
        setattr(kept, name, value)
    if "died" in changes:
        kept.death_known_at = other.death_known_at
    if other.restricted and not kept.restricted:
        kept.restricted_since = other.restricted_since
    return changes | (_restrict(kept, _restriction(other)) if other.restricted else {})


def _restriction(file: Customer) -> list[Any]:
    return [file.restricted, file.restricted_because, sorted(file.readers.values_list("pk", flat=True))]


def _restrict(file: Customer, restriction: list[Any]) -> Changes:
    before = _restriction(file)
    if before == restriction:
        return {}
    file.restricted, file.restricted_because, readers = restriction
    file.restricted_since = file.restricted_since if file.restricted else None
    name_readers(file, readers=Colleague.objects.filter(pk__in=readers))
    return {"restriction": [before, restriction]}


def _put_back(file: Customer, changes: Changes) -> None:
    """Restore each field that still is as the merge left it."""
    for name, (before, made) in changes.items():
        if name == "restriction":
            if _restriction(file) == made:
                _restrict(file, before)
        elif name not in policies.NEVER:
            field = Customer._meta.get_field(name)
            assert isinstance(field, Field)  # a merge changes only plain fields of a person
            if getattr(file, name) == field.to_python(made):
                setattr(file, name, field.to_python(before))


# Their places in tenancies


def _join_places(kept: Customer, other: Customer, *, by: Colleague, why: str) -> None:
    """Give the kept file each place of the other one. A tenancy that both share gets one place, over the days of both.

    The other file's row of a shared tenancy stays as it is.
    """
    ours = {place.tenancy_id: place for place in kept.memberships.all()}
    for place in other.memberships.all():
        under = place.days_of_each()
        if place.tenancy_id in ours:
            place = ours[place.tenancy_id]
            under = place.days_of_each() | under
        place.customer = kept
        place.take_days(under)
        records.save(place, by=by, why=why)


def _part_places(kept: Customer, merged: Customer, *, by: Colleague, why: str) -> None:
    """Give each of the two files the places, and the days, that the lines of its own references said last."""
    leaving = {merged.reference, *merged.merged_from.values_list("reference", flat=True)}
    before = {place.tenancy_id: place for place in merged.memberships.all()}
    for place in kept.memberships.all():
        under = place.days_of_each()
        theirs = {reference: days for reference, days in under.items() if reference in leaving}
        if not theirs:
            continue
        ours = {reference: days for reference, days in under.items() if reference not in leaving}
        parted = [(place, kept, ours)] if ours else []
        own = Membership(tenancy=place.tenancy, kind=place.kind, confirmed_on=place.confirmed_on)
        parted.append((before.get(place.tenancy_id, own) if ours else place, merged, theirs))
        for one, file, days in parted:
            one.customer = file
            one.take_days(days)
            records.save(one, by=by, why=why)
