"""Find the properties that are one door: the housing system has one address and postcode under several references."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from housing_alerts.customers.models import Asset, Customer, Membership

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


def living_at(assets: Iterable[Asset], *, on: date) -> dict[Asset, list[Customer]]:
    """Return everybody who lives at each of these properties on that day, each person once."""
    found: dict[Asset, dict[int, Customer]] = {asset: {} for asset in assets}
    living = (
        Membership.objects.current(on=on).filter(tenancy__asset__in=found).select_related("customer", "tenancy__asset")
    )
    for one in living if found else []:
        found[one.tenancy.asset][one.customer_id] = one.customer
    return {asset: list(people.values()) for asset, people in found.items()}
