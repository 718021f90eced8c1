"""Time the look-up's search beside the plainest one, ``icontains`` of each word in the same columns, in turns."""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from alerts.look_up.finding import Scope, find
from alerts.look_up.selectors import MOST
from housing_alerts.customers.models import Asset, Customer, Membership
from housing_alerts.staff.models import Colleague

from .databases import asked

SEED = 85
OF_PEOPLE = ("reference", "forenames", "surname", "known_as", "former_names", "telephone")
OF_PLACES = ("reference", "address", "postcode", "uprn")
RIGHT, MISSPELT = "right words", "misspelt words"
BOUNDS = {RIGHT: (200, 60), MISSPELT: (15, 15)}
"""How many times faster than ``icontains`` it is at least: at the median and at the worst."""
Clock = Callable[[], float]
Search = Callable[[str], list[Any]]


@dataclass(frozen=True)
class Compared:
    """How many times faster than ``icontains`` the look-ups of one kind were."""

    kind: str
    ratios: list[float]
    milliseconds: list[float]
    found: int

    @property
    def median(self) -> float:
        return statistics.median(self.ratios)

    @property
    def is_below(self) -> bool:
        """Return whether it was slower than it may be."""
        median, worst = BOUNDS[self.kind]
        return self.median < median or min(self.ratios) < worst


def compared(database: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter, *, on: date) -> list[Compared]:
    """Compare ``runs`` look-ups of each kind, as an officer makes them."""
    with asked(database):
        officer = Colleague.objects.get(username="officer")
        search = partial(_search, officer, on)
        return [_compared(kind, search, each, clock) for kind, each in _typed(runs).items()]


def _typed(runs: int) -> dict[str, list[str]]:
    """Return what is typed: names, addresses and both of customers by chance, right and with a slip."""
    chance = random.Random(SEED)  # noqa: S311  (the same ones in each run)
    places = Membership.objects.filter(customer__restricted=False).select_related("customer", "tenancy__asset")
    keys = list(places.values_list("pk", flat=True))
    right = []
    for number, place in enumerate(places.filter(pk__in=chance.sample(keys, runs))):
        name, street = place.customer.full_name, place.tenancy.asset.address.split(",")[0]
        right.append([name, street, f"{name} {street.split()[1]}", place.tenancy.asset.postcode][number % 4])
    words = [one for one in right if any(len(word) > 5 and word.isalpha() for word in one.split())]
    return {RIGHT: right, MISSPELT: [_slip(chance, one) for one in words]}


def _slip(chance: random.Random, typed: str) -> str:
    """Drop a letter of a long word, or swap two."""
    word = max((word for word in typed.split() if word.isalpha()), key=len)
    at = chance.randrange(1, len(word) - 1)
    other = word[:at] + (word[at + 1 :] if chance.random() < 0.5 else word[at + 1] + word[at] + word[at + 2 :])
    return typed.replace(word, other)


def _compared(kind: str, search: Search, typed: list[str], clock: Clock) -> Compared:
    ratios, took, found = [], [], 0
    for each in typed:
        found += bool(search(each))
        ours = min(_seconds(search, each, clock) for _ in range(3))
        ratios.append(_seconds(_plainly, each, clock) / ours)
        took.append(1000 * ours)
    return Compared(kind, ratios, took, found)


def _seconds(search: Search, typed: str, clock: Clock) -> float:
    start = clock()
    search(typed)
    return clock() - start


def _search(officer: Colleague, on: date, typed: str) -> list[Any]:
    return find(Scope(officer), typed, on=on).hits


def _plainly(typed: str) -> list[Any]:
    """Return what has each word somewhere in its columns."""
    found = []
    for rows, columns in ((Customer.objects.standing(), OF_PEOPLE), (Asset.objects.all(), OF_PLACES)):
        words = (reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns)) for word in typed.split())
        found += list(rows.filter(*words).order_by().values_list("pk", "reference", "search_text")[: MOST + 1])
    return found
