"""Suggest people and places while a colleague types in the look-up."""

from datetime import date

from housing_alerts.customers.models import Customer, Membership
from housing_alerts.staff.models import Colleague

from .people import STAFF, closed_among, to_choose
from .selectors import assets_called, people_called

SUGGESTED = 10


def suggestions(colleague: Colleague, typed: str, *, on: date, only: str = "") -> list[dict[str, str]]:
    """Return at most ten people and places that the typed words may mean, in the look-up's scope. No alert is shown.

    P11a A customer whose restricted file is closed to the colleague is suggested by the whole reference alone, and without name.
    :param only: "people" or "places"; any other value means both.
    """
    people = people_called(colleague, typed)[:SUGGESTED] if only != "places" else []
    closed = closed_among(colleague, [person.pk for person in people])
    people = [person for person in people if person.pk not in closed or _is_reference(person, typed)]
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
    assets = assets_called(typed) if only != "people" else []
    found += [
        {"value": f"{asset.reference} {asset.full_address}", "label": f"{asset.full_address} ({asset.reference})"}
        for asset in assets
    ]
    return found[:SUGGESTED]


def _is_reference(customer: Customer, typed: str) -> bool:
    return typed.strip().casefold() == customer.reference.casefold()
