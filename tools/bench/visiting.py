"""Time the sheet of thirty visits beside thirty look-ups of the same people and places, in turns."""

import random
import statistics
import time
from dataclasses import dataclass
from datetime import datetime

from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse
from django.utils.http import urlencode

from alerts.look_up.selectors import Asked
from alerts.visits import services
from alerts.visits.policies import Team
from housing_alerts.customers.models import Membership
from housing_alerts.kernel.records.models import Count
from housing_alerts.staff.models import Colleague

from .databases import asked
from .looking_up import SEED
from .measuring import WARM_UP, Clock, signed_in

VISITS = 30
BOUND = 10
"""How many times faster the sheet is, at least, than to look its visits up one by one."""


@dataclass(frozen=True)
class Visited:
    """How many times faster the sheet was in each run, and all queries of its page."""

    ratios: list[float]
    milliseconds: list[float]
    queries: int

    @property
    def is_below(self) -> bool:
        """Return whether it was slower than it may be."""
        return statistics.median(self.ratios) < BOUND


def visited(database: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter, *, now: datetime) -> Visited:
    """Compare the sheet to its look-ups ``runs`` times, as an officer opens them."""
    reader = signed_in("officer", database, clock)
    with asked(database):
        officer = Colleague.objects.get(username="officer")
        lines = _lines()
        kept = services.keep_visits(by=officer, planned=services.Planned(lines, Team(1, 0)), now=now)
        sheet = reverse("alerts:visit_list", args=[kept.pk])
        look_ups = [f"{reverse('alerts:look_up')}?{urlencode({'q': line.typed})}" for line in lines]
        ratios, took = [], []
        for number in range(WARM_UP + runs):
            Count.objects.all().delete()  # nobody looks so many up in a minute
            seconds, one_by_one = reader.seconds(sheet), sum(map(reader.seconds, look_ups))
            if number >= WARM_UP:
                ratios.append(one_by_one / seconds)
                took.append(1000 * seconds)
        queries = reader.queries(sheet)
        services.give_up_visits(kept=kept, by=officer)
    return Visited(ratios, took, queries)


def _lines() -> list[Asked]:
    """Return thirty visits by chance: to people by reference, and to homes by address."""
    chance = random.Random(SEED)  # noqa: S311  (the same ones in each run)
    places = Membership.objects.filter(customer__restricted=False, customer__reference__startswith="B")
    keys = chance.sample(list(places.values_list("pk", flat=True)), VISITS)
    found = places.filter(pk__in=keys).select_related("customer", "tenancy__asset").order_by("pk")
    return [
        Asked(one.customer.reference, customer=one.customer)
        if number % 2
        else Asked(one.tenancy.asset.address.split(",")[0], asset=one.tenancy.asset_id)
        for number, one in enumerate(found)
    ]
