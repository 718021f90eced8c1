"""Suggest people and places while a colleague types in the look-up."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

from housing_alerts.customers.models import Asset, Customer, Membership
from housing_alerts.staff.models import Colleague

from .finding import STAFF, Hit, Scope, closed_of, find
from .people import to_choose

M = TypeVar("M", bound=Model)
SUGGESTED = 10


def suggestions(colleague: Colleague, typed: str, *, on: date, only: str = "") -> list[dict[str, str]]:
    """Return at most ten people and places that the typed words may mean, in the look-up's scope. No alert is shown.

    P11a A customer whose restricted file is closed to the colleague is suggested by the whole reference alone, and without name.
    :param only: "people" or "places"; any other value means both.
    """
    hits = find(Scope(colleague, people=only != "places", places=only != "people"), typed, on=on).hits
    closed = closed_of(colleague, hits)
    hits = [hit for hit in hits if hit.pk not in closed or hit.place or _is_reference(hit, typed)][:SUGGESTED]
    people = _in_order(Customer.objects.all(), [hit.pk for hit in hits if not hit.place])
    found = []
    homes = dict(
        Membership.objects.current(on=on).filter(customer__in=people).values_list("customer", "tenancy__asset__address")
    )
    for person in people:
        if not colleague.holds(*STAFF):
            found.append({"value": person.reference, "label": person.reference})
            continue
        if person.pk in closed:
            found.append({"value": person.reference, "label": f"Restricted file ({person.reference})"})
            continue
        label = to_choose(person, typed, homes.get(person.pk, "no address"), closed=False)
        found.append({"value": f"{person.reference} {person.full_name}", "label": label})
    assets = _in_order(Asset.objects.all(), [hit.pk for hit in hits if hit.place])
    found += [
        {"value": f"{asset.reference} {asset.full_address}", "label": f"{asset.full_address} ({asset.reference})"}
        for asset in assets
    ]
    return found[:SUGGESTED]


def _in_order(rows: QuerySet[M], keys: list[int]) -> list[M]:
    found = rows.in_bulk(keys)
    return [found[key] for key in keys]


def _is_reference(hit: Hit, typed: str) -> bool:
    return typed.strip().casefold() == hit.reference.casefold()
