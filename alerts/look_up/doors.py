"""Find the properties that are one door: the housing system has one address and postcode under several references.

Beside them: who lives at a property.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from housing_alerts.customers.models import Asset, Customer, Membership
from housing_alerts.kernel import procedure
from letters.beforehand import MOURNING_MONTHS

MOST_AT_ONE_DOOR = 20
"""The most references of one door. An address that more properties have, such as "Garages", does not say which of them it is."""


class Doors(NamedTuple):
    """The properties behind each door."""

    behind: dict[str, list[Asset]]

    def others(self, asset: Asset) -> list[Asset]:
        """D4 Return the properties with the same address as this one under another reference; none if they are too many."""
        return [] if self.crowded(asset) else [one for one in self.behind.get(asset.door, []) if one != asset]

    def crowded(self, asset: Asset) -> bool:
        """Return whether so many properties have the address that they cannot be one door."""
        return len(self.behind.get(asset.door, [])) > MOST_AT_ONE_DOOR

    def died_on(self, asset: Asset) -> date | None:
        """P10a Return since when the latest death at this property is known, where that was within a year."""
        found: list[Any] = [one for one in self.behind.get(asset.door, []) if one == asset]
        return next((timezone.localdate(one.died_at) for one in found if one.died_at), None)


def same_doors(assets: Iterable[Asset], *, on: date) -> Doors:
    """Return the doors of these properties, with every property behind each, and the deaths there within a year."""
    doors = {asset.door for asset in assets if asset.door}
    behind: dict[str, list[Asset]] = defaultdict(list)
    found = Asset.objects.at_doors(doors).annotate(died_at=_latest_death(on)).order_by("reference")
    for asset in found if doors else []:
        behind[asset.door].append(asset)
    return Doors(behind)


def _latest_death(on: date) -> Subquery:
    """Return the moment since which a death at the property of the outer query is known.

    Nothing is told of whoever had left it long before, or whose file is restricted.
    """
    since = procedure.add_months(on, -MOURNING_MONTHS)
    there = Membership.objects.not_over(on=since).filter(tenancy__asset=OuterRef("pk"))
    there = there.filter(customer__died=True, customer__restricted=False)
    there = there.filter(customer__death_known_at__date__range=(since, on))
    return Subquery(there.order_by("-customer__death_known_at").values("customer__death_known_at")[:1])


def places_of_everybody(people: Collection[int], assets: Collection[int], *, on: date) -> list[Membership]:
    """Return all places, past ones too, of these people and of whoever lives with them or at these properties.

    One query finds each of the three by an index: one with all three conditions would read every place.
    """
    here = Membership.objects.not_over(on=on)
    homes = here.filter(customer__in=people).values("tenancy__asset")
    everybody = (
        here.filter(tenancy__asset__in=homes)
        .values("customer")
        .union(
            here.filter(tenancy__asset__in=assets).values("customer"),
            Customer.objects.filter(pk__in=people).order_by().values("pk"),
        )
    )
    return list(Membership.objects.filter(customer__in=everybody).select_related("customer", "tenancy__asset"))


def living_at(assets: Collection[Asset], *, on: date) -> dict[Asset, list[Membership]]:
    """Return the places of everybody who lives at each of these properties on that day, or moves in later."""
    living = Membership.objects.not_over(on=on).filter(tenancy__asset__in=assets)
    return by_home(living.select_related("customer", "tenancy__asset") if assets else [], assets)


def by_home(places: Iterable[Membership], assets: Iterable[Asset] = ()) -> dict[Asset, list[Membership]]:
    """Return the places by property, each person once: with the place there that begins first.

    :param assets: properties that are listed even where nobody lives.
    """
    found: dict[Asset, dict[int, Membership]] = {asset: {} for asset in assets}
    for one in sorted(places, key=lambda each: each.begins or date.min):
        found.setdefault(one.tenancy.asset, {}).setdefault(one.customer_id, one)
    return {asset: list(people.values()) for asset, people in found.items()}
