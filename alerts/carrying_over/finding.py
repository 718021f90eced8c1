"""Find the person whom an export names by name and property: somebody who lives or lived there, and nobody else."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from housing_alerts.customers.models import Asset, Customer, Membership, fold


@dataclass(frozen=True)
class Doors:
    """The properties of an export by their references, and whoever lives or lived at each, by its key."""

    assets: dict[str, Asset]
    residents: dict[int, list[Membership]]

    @classmethod
    def at(cls, references: Collection[str]) -> "Doors":
        """Read the properties of these references with their residents, by a few queries."""
        assets = {asset.reference: asset for asset in Asset.objects.filter(reference__in=references)}
        residents: dict[int, list[Membership]] = defaultdict(list)
        places = Membership.objects.filter(tenancy__asset__in=assets.values(), customer__merged_into__isnull=True)
        places = places.select_related("customer__service_area", "tenancy")
        for membership in places.prefetch_related("customer__merged_from"):
            residents[membership.tenancy.asset_id].append(membership)
        return cls(assets, residents)


def called(name: str, residents: Iterable[Membership]) -> list[Membership]:
    """Return the places of whoever has this name, or had it in a file that was merged into theirs."""
    return [place for place in residents if fold(name) in _names(place.customer)]


def of_group(group: str, places: Iterable[Membership]) -> list[Membership]:
    """Return the places in the group of this name."""
    return [place for place in places if fold(place.tenancy.group_name) == fold(group)]


def likeliest(places: list[Membership], group: str, *, on: date) -> list[Membership]:
    """Return the places that a line means: of its group, where any is, and held on that day, where any is."""
    grouped = of_group(group, places) if group else places
    return [place for place in grouped or places if place.holds(on=on)] or grouped or places


def _names(customer: Customer) -> set[str]:
    return {fold(each.full_name) for each in (customer, *customer.merged_from.all())}
