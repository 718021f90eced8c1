"""Select the people and places that a look-up finds, with how to act at the door (:mod:`.reading`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from alerts.visits.certain import is_another_door
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .doors import places_of_everybody
from .finding import STAFF, Finding, Scope, closed_of, find, nearest_named
from .reading import Reading
from .words import Place

MOST = 20
"""The most properties and people that are shown. In a longer list a colleague would overlook one."""
WHO_LOOKS_UP = (*STAFF, Role.CONTRACTOR)


@dataclass
class Found:
    """The answer to one search.

    :param instead: the words that were looked for instead, where the typed ones found nothing.
    :param another: the one address that was found, where nothing is called exactly what was typed.
    :param nearest: what may have been meant, where these found nothing either.
    """

    places: list[Place] = field(default_factory=list)
    too_many: bool = False
    instead: list[str] = field(default_factory=list)
    nearest: list[str] = field(default_factory=list)
    another: str = ""


class Asked(NamedTuple):
    """A person or a property that is asked for, and what was typed for it; neither where nothing was found."""

    typed: str
    customer: Customer | None = None
    asset: int | None = None


def look_up(colleague: Colleague, typed: str, *, on: date) -> Found:
    """Return the precautions for each property and person that ``typed`` finds.

    A contractor finds them by address or reference only.
    """
    finding = find(Scope(colleague), typed, on=on)
    if max(len(finding.people), len(finding.places)) > MOST:
        return Found(too_many=True)
    closed = closed_of(colleague, finding.hits)
    doors = _Doors(dict.fromkeys(finding.people, typed), finding.places, closed, on)
    if doors.count > MOST:
        return Found(too_many=True)
    found = doors.read_by(colleague)
    ranks = {(hit.place, hit.pk): hit.rank for hit in finding.hits}
    found.sort(key=lambda place: min((ranks[one] for one in place.keys if one in ranks), default=(0, False)))
    return Found(
        found, instead=finding.instead, nearest=nearest_named(finding), another=_another(typed, finding, found)
    )


def _another(typed: str, finding: Finding, found: Sequence[Place]) -> str:
    """D4 Return the one address that is shown, if it has the typed words and is not called exactly so; else none."""
    if finding.instead or len(finding.hits) != 1 or len(found) != 1 or found[0].asset is None:
        return ""
    return found[0].asset.full_address if is_another_door(typed, finding.hits[0], found[0].asset) else ""


def places_of(colleague: Colleague, asked: Sequence[Asked], *, on: date) -> list[list[Place]]:
    """Return the look-up's answer for each of many people and properties, read together.

    Two that live or lie at the same property get the same place.
    """
    people = {one.customer.pk: one.customer for one in asked if one.customer}
    typed = {one.customer.pk: one.typed for one in asked if one.customer}
    closed = closed_of(colleague, people.values())
    doors = _Doors(typed, {one.asset for one in asked if one.asset}, closed, on, people)
    found = doors.read_by(colleague)
    return [[place for place in found if _is_asked(place, one, closed)] for one in asked]


def _is_asked(place: Place, asked: Asked, closed: Collection[int]) -> bool:
    """P11a Return whether the place answers what is asked. For a closed restricted file that is the one without an address."""
    if asked.asset:
        return place.asset is not None and place.asset.pk == asked.asset
    person = asked.customer.pk if asked.customer else None
    return (False, person) in place.keys and (person not in closed or place.hidden)


def at_home_of(colleague: Colleague, customer: Customer, *, on: date) -> list[Place]:
    """Return the look-up's answer for this customer: at each home or, if none is recorded, for the person alone."""
    places = places_of_everybody([customer.pk], [], on=on)
    at = {home.tenancy.asset_id for home in places if home.customer_id == customer.pk and home.holds(on=on)}
    living = [one for one in places if one.tenancy.asset_id in at and not one.is_over(on=on)]
    reading = Reading(colleague, {customer.pk: customer.reference}, {customer.pk}, on)
    return reading.places(places, living, [] if at else [customer])


class _Doors:
    """The doors of the people and properties that are asked for.

    :param typed: the words by which each person was found, by the key.
    :param closed: those of the people whose restricted file is closed to the colleague.
    :param people: the people by their keys, if they were read already.
    """

    def __init__(
        self,
        typed: Mapping[int, str],
        places: Collection[int],
        closed: set[int],
        on: date,
        people: Mapping[int, Customer] | None = None,
    ) -> None:
        self.typed, self.shown, self.on, self.people = typed, set(typed) - closed, on, people
        self.known = places_of_everybody(typed, places, on=on) if typed or places else []
        here = [one for one in self.known if not one.is_over(on=on)]
        asked = {one.tenancy.asset_id for one in here if one.customer_id in self.shown}.union(places)
        self.living = [one for one in here if one.tenancy.asset_id in asked]
        housed, lived_in = {one.customer_id for one in self.living}, {one.tenancy.asset_id for one in self.living}
        self.alone = [pk for pk in typed if pk in closed or pk not in housed]
        self.empty = set(places) - lived_in
        self.count = len(lived_in.union(places)) + len(self.alone)

    def read_by(self, colleague: Colleague) -> list[Place]:
        """Return each property with its people, then each person without a home or whose address is not shown."""
        return Reading(colleague, self.typed, self.shown, self.on).places(
            self.known,
            self.living,
            self._alone(),
            Asset.objects.filter(pk__in=self.empty) if self.empty else [],
        )

    def _alone(self) -> list[Customer]:
        if self.people is not None:
            return [self.people[pk] for pk in self.alone]
        return list(Customer.objects.filter(pk__in=self.alone)) if self.alone else []
