"""Find the properties that are one door: the housing system has one address and postcode under several references.

Beside them: who lives at a property.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from housing_alerts.customers.models import Asset, Membership

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


def same_doors(assets: Iterable[Asset]) -> Doors:
    """Return the doors of these properties, with every property behind each."""
    doors = {asset.door for asset in assets if asset.door}
    behind: dict[str, list[Asset]] = defaultdict(list)
    for asset in Asset.objects.at_doors(doors).order_by("reference") if doors else []:
        behind[asset.door].append(asset)
    return Doors(behind)


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
