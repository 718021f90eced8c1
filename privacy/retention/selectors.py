"""Select periods, and the files that are due for disposal, for the Data Protection Officer alone."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.staff.models import Colleague, Organisation
from letters.periods import Kept
from privacy.choices import Keeping

from . import beside as beside_files
from . import permissions, policies
from .beside import Beside, beside
from .gathering import PERSON, PLACE, files, in_force
from .policies import Fate, File, Key, Months

MOST = 100
"""The number of files that a page shows of each list; the command prints all."""


RESTRICTED = "Restricted file"
NOT_WITHIN = "It is not in the same disposal."


class Periods(NamedTuple):
    """The periods of one landlord."""

    organisation: Organisation
    months: Months


def periods(colleague: Colleague) -> list[Periods]:
    """Return the periods of each landlord. :raises Http404: for all but the Data Protection Officer."""
    _only_for(colleague)
    found = Organisation.objects.prefetch_related("retention_rules")
    return [Periods(each, months_of(each)) for each in found]


def _only_for(colleague: Colleague) -> None:
    if permissions.why_may_not_keep(colleague):
        raise Http404


def months_of(organisation: Organisation) -> dict[str, int]:
    """Return the months for which the landlord keeps each thing: its own number, else the product's."""
    return policies.MONTHS | {rule.keeping: rule.months for rule in organisation.retention_rules.all()}


def told_in_letters(organisation: Organisation) -> Kept:
    """P13a Return the periods that the landlord's letters tell."""
    months = months_of(organisation)
    return Kept(months[Keeping.SANCTION], months[Keeping.AFTER_VIOLENCE], months[Keeping.NO_SANCTION])


def fingerprint(months: Months) -> str:
    """Return a digest of a landlord's periods. It differs once any of them changes."""
    return hashlib.sha256(repr([months[each] for each in Keeping]).encode()).hexdigest()


def organisation(colleague: Colleague, code: str) -> Organisation:
    """Return one landlord. :raises Http404: for all but the Data Protection Officer."""
    _only_for(colleague)
    return get_object_or_404(Organisation, code=code)


def fates(*, on: date, within: Collection[Key] | None = None) -> list[Fate]:
    """P13a Return the fate of each file that may go on that day, the first due first.

    :param within: the files that go together. Any other counts as kept, and keeps what it shares an incident with.
    """
    found = policies.fates(_only(files(within), within), _months(), on=on)
    return sorted(found, key=lambda each: (each.due.on if each.due else date.max, each.file.reference))


def _only(found: list[File], within: Collection[Key] | None) -> list[File]:
    if within is None:
        return found
    return [one if one.key in within else replace(one, holds=(*one.holds, NOT_WITHIN)) for one in found]


def _months() -> Mapping[int | None, Months]:
    """Return the periods of each landlord by its key, and below None the longest."""
    found: dict[int | None, dict[str, int]] = {}
    chosen = Organisation.objects.values_list("pk", "retention_rules__keeping", "retention_rules__months")
    for organisation, keeping, months in chosen:
        found.setdefault(organisation, {**policies.MONTHS})
        if keeping:
            found[organisation][keeping] = months
    return {**found, None: policies.longest(found.values())}


def what_is_beside(*, on: date) -> list[Beside]:
    """P13a Return the things that are due beside the files. The longest of the landlords' periods counts for them."""
    return list(beside(_months()[None], on=on))


def beside_due(*, on: date) -> list[Beside]:
    """P13a Return the things beside the files that a disposal proposed on that day takes with it."""
    return [each for each in what_is_beside(on=on) if each.due and not each.held_by and each.keeping != Keeping.LEAVERS]


def beside_rows(*, on: date) -> Iterator[tuple[Beside, QuerySet[Any]]]:
    """P13a Yield the same with the rows of each. They are read when their turn comes: one may go with another."""
    due = {each.keeping: each for each in beside_due(on=on)}
    for keeping, rows in beside_files.rows_due(_months()[None], on=on):
        if keeping in due:
            yield due[keeping], rows


def leavers(*, on: date) -> list[Colleague]:
    """P13a Return the colleagues who left so long ago that it goes how they were reached."""
    return list(beside_files.leavers(_months()[None], on=on))


def due(colleague: Colleague, *, on: date) -> tuple[list[Fate], list[Fate], int]:
    """Return the files that are due, those that are held although due, and the number of others.

    :raises Http404: for all but the Data Protection Officer.
    """
    _only_for(colleague)
    found = fates(on=on)
    go = [each for each in found if each.goes]
    held = [each for each in found if each.passed and each.held_by]
    return go, held, len(found) + in_force() - len(go) - len(held)


def names(shown: Iterable[Key]) -> dict[Key, str]:
    """Return the name of each person and property of these files. A restricted file is named by its reference alone."""
    keys: dict[str, list[int]] = {PERSON: [], PLACE: []}
    for model, key in shown:
        keys[model].append(key)
    people, places = Customer.objects.filter(pk__in=keys[PERSON]), Asset.objects.filter(pk__in=keys[PLACE])
    found = {(PERSON, one.pk): RESTRICTED if one.restricted else str(one) for one in people}
    return found | {(PLACE, one.pk): str(one) for one in places}
