"""Tell whether what was found is surely what a line of visits names: nobody goes on a guess."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alerts.look_up.finding import Hit
from housing_alerts.customers.models import Asset, Membership
from housing_alerts.customers.spelling import fold, is_named, numbers, of_reference, terms

UPRN = 6
"""The fewest digits of a UPRN. No house has so high a number."""


class Addresses:
    """The addresses of the places that were found, and of the homes of the people.

    P11a The home of a restricted file is not among them.
    """

    def __init__(self, hits: Iterable[Hit], *, on: date) -> None:
        found = list(hits)
        places = Asset.objects.filter(pk__in=[hit.pk for hit in found if hit.place])
        self.of_place: Mapping[int, str] = dict(places.values_list("pk", "address"))
        self.of_homes: dict[int, list[str]] = defaultdict(list)
        people = [hit.pk for hit in found if not hit.place and not hit.restricted]
        homes = Membership.objects.not_over(on=on).filter(customer__in=people) if people else Membership.objects.none()
        self.at: set[tuple[int, int]] = set()
        for person, place, address in homes.values_list("customer", "tenancy__asset", "tenancy__asset__address"):
            self.of_homes[person].append(address)
            self.at.add((person, place))

    def names(self, typed: str, hit: Hit) -> bool:
        """D4 Return whether the line names what was found, and not only words that it has, too."""
        return _names(typed, hit, [self.of_place[hit.pk]] if hit.place else self.of_homes[hit.pk])

    def at_one_door(self, hit: Hit, place: Hit) -> bool:
        """P11a Return whether a hit is this place, or somebody who lives there. Of a restricted file it is not told."""
        return (hit.place and hit.pk == place.pk) or (not hit.place and (hit.pk, place.pk) in self.at)


def surnames_at(places: Iterable[int], *, on: date) -> dict[int, set[str]]:
    """P11a Return the surnames at each of these properties, now or soon, without those of restricted files."""
    found: dict[int, set[str]] = {place: set() for place in places}
    living = Membership.objects.not_over(on=on).filter(tenancy__asset__in=found, customer__restricted=False)
    for place, surname in living.values_list("tenancy__asset", "customer__surname"):
        found[place].add(surname)
    return found


def _names(typed: str, hit: Hit, addresses: Iterable[str]) -> bool:
    """D4 Return whether the line names what was found at these addresses."""
    if hit.of_tenancy or hit.has_reference(typed) or _is_its_reference(typed, hit):
        return True
    if hit.place:
        return any(names_address(typed, address) for address in addresses)
    return _is_of_person(typed, hit) or any(_has_numbers(typed, home) for home in addresses)


def is_another_door(typed: str, hit: Hit, shown: Asset) -> bool:
    """D4 Return whether the one door that is shown may be another than the typed one. A street or a postcode names none."""
    said, apart = numbers(typed), fold(typed).replace(" ", "")
    if not (said.houses or said.flats or numbers(shown.address).flats):
        return False
    if fold(shown.postcode).replace(" ", "").startswith(apart):
        return False
    return not _names(typed, hit, [shown.address])


def names_address(typed: str, address: str) -> bool:
    """D4 Return whether the line names this address: the number of the house or, where it has none, its name; and the flat."""
    said, has = numbers(typed), numbers(address)
    if said.flats != has.flats or not said.houses <= has.houses:
        return False
    parts = [part for part in address.split(",") if not numbers(part).flats]
    return bool(said.houses) or (bool(parts) and is_named(parts[0], typed))


def _is_its_reference(typed: str, hit: Hit) -> bool:
    """Return whether the line is nothing but a way to write the reference, such as its digits, or a UPRN."""
    said = fold(typed)
    return (said.isdecimal() and len(said) >= UPRN) or set(said.split()) <= set(
        fold(of_reference(hit.reference)).split()
    )


def _is_of_person(typed: str, hit: Hit) -> bool:
    """Return whether all of the line is of the person: a name, or a telephone number. Else some is of their home."""
    return all(term.stands_in(hit.text) for term in terms(typed))


def _has_numbers(typed: str, home: str) -> bool:
    said, has = numbers(typed), numbers(home)
    return said.houses <= has.houses and said.flats <= has.flats


def surest(hits: Sequence[Hit]) -> Hit | None:
    """Return the one thing that was found, or the one with all words of the line whole; None for several."""
    whole = [hit for hit in hits if hit.whole]
    return hits[0] if len(hits) == 1 else whole[0] if len(whole) == 1 else None
