"""Find the customer, property or case that a colleague's typed words mean."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import F, QuerySet
from django.urls import reverse

from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer, Membership, fold
from housing_alerts.customers.spelling import spellings, without_title
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea

MOST = 8
FEW = 100
"""So few customers are sorted more quickly than they are found in the order of their names."""
STAFF = (Role.OFFICER, Role.LINE_MANAGER, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LEADERSHIP)
"""The roles that look people up by name. All others know an address or a reference."""
PRINTED = re.compile(r"(AP|CM|IN|IV|LT)-\d{4}-\d{5,}", re.ASCII)
"""The form of the references that a customer reads in our letters."""


class Case(NamedTuple):
    """A case or letter whose reference was typed: its name, its page, and the reference of its customer or property."""

    name: str
    reference: str
    url: str
    about: str


def case_called(colleague: Colleague, typed: str) -> Case | None:
    """Return the case or letter with that whole reference, or None if the colleague may not open it."""
    whole = PRINTED.fullmatch(typed.strip().upper())
    if whole is None:
        return None
    found = _model(whole[1])._default_manager.visible_to(colleague).filter(reference=whole[0]).first()
    if found is None:
        return None
    about = found.customer or getattr(found, "asset", None)
    page = f"{found._meta.app_label}:{found._meta.model_name}"
    name = f"{found._meta.verbose_name} {found.reference}"
    return Case(name, found.reference, reverse(page, args=[found.reference]), about.reference if about else "")


def _model(prefix: str) -> Any:
    """Return the model whose references have this prefix. It may belong to an app in a higher layer."""
    return next(one for one in apps.get_models() if issubclass(one, Referenced) and prefix == one.PREFIX)


def exact(typed: str, people: list[Customer], assets: list[Asset]) -> tuple[list[Customer], list[Asset]]:
    """Return only the person or property whose whole reference is the first word; everything, if there is none."""
    first = typed.split()[0].casefold()
    if not any(letter.isdecimal() for letter in first):  # no name of a person, but every reference has a number
        return people, assets
    called = set(Customer.objects.of_reference(first).values_list("pk", flat=True)) if people else set()
    person = [customer for customer in people if customer.pk in called]
    place = [asset for asset in assets if asset.reference.casefold() == first]
    return (person, place) if person or place else (people, assets)


def find_customers(colleague: Colleague, typed: str) -> list[Customer]:
    """Return the customer whose reference begins ``typed`` or, for colleagues who look people up by name, matching names.

    P11a A restricted file closed to the colleague is found by the whole name, and offered for no part of it.
    """
    first = typed.split()[0] if typed.split() else ""
    exact = Customer.objects.of_reference(first)
    if exact:
        return list(exact)
    if not colleague.holds(*STAFF):
        return []
    return first_found(colleague, typed, told=is_called, most=MOST + 1)


def named(colleague: Colleague, reference: str) -> Customer | None:
    """Return the customer with that whole reference, or None if the colleague may not read the name.

    A restricted file is left out: a colleague who follows a link has typed no name.
    """
    if not colleague.holds(*STAFF):
        return None
    found = Customer.objects.of_reference(reference).first()
    return None if found is None or closed_among(colleague, [found.pk]) else found


def called_at(reference: str) -> str:
    """Return the property's reference and address, as a suggestion writes them, or the given reference if none has it."""
    found = Asset.objects.filter(reference__iexact=reference).first() if reference else None
    return f"{found.reference} {found.full_address}" if found else reference


def is_closed(colleague: Colleague, incident: Incident) -> bool:
    """P11a Return whether the report names a customer whose restricted file the colleague cannot open."""
    customer = incident.customer
    return customer is not None and customer.restricted and bool(closed_among(colleague, [customer.pk]))


def subject(colleague: Colleague, incident: Incident, *, closed: bool | None = None) -> str:
    """Return the subject of the report: the name, for colleagues who look people up by name; else a reference or the property.

    :param closed: whether the colleague cannot open the customer's restricted file; looked up if not given.
    """
    customer = incident.customer
    closed = is_closed(colleague, incident) if closed is None else closed
    if customer and (closed or not colleague.holds(*STAFF)):
        return f"Customer {customer.reference}"
    return str(incident.subject or incident.elsewhere or "Nobody named yet")


def find_assets(typed: str) -> list[Asset]:
    """Return the property whose reference begins ``typed`` or, if there is none, those whose address matches."""
    first = typed.split()[0] if typed.split() else ""
    exact = Asset.objects.filter(reference__iexact=first)
    return list(exact) or list(Asset.objects.matching(typed)[: MOST + 1])


def area_at(asset: Asset, *, on: date) -> ServiceArea | None:
    """Return the service area of the people who live at the property on that day, or None.

    If they differ, it is that of the latest tenancy.
    """
    living = Membership.objects.current(on=on).filter(tenancy__asset=asset).select_related("customer__service_area")
    latest = living.order_by(F("tenancy__starts").desc(nulls_last=True), "-pk").first()
    return latest.customer.service_area if latest else None


def area_of(incident: Incident) -> ServiceArea | None:
    """P2 Return the customer's area or, if the customer is not known, that of the people who live at the property.

    Its Leads see the report at once.
    """
    if incident.customer:
        return incident.customer.service_area
    return area_at(incident.asset, on=incident.occurred_on) if incident.asset else None


def closed_among(colleague: Colleague, customers: Iterable[int]) -> set[int]:
    """P11a Return the keys of those customers whose restricted file the colleague cannot open."""
    closed = Customer.objects.closed_to(colleague).filter(pk__in=list(customers))
    return set(closed.values_list("pk", flat=True))


def first_found(
    colleague: Colleague, typed: str, *, told: Callable[[Customer, str], bool], most: int
) -> list[Customer]:
    """P11a Return the first customers that the words find, up to ``most``.

    A restricted file that the colleague cannot open is returned only if ``told`` allows it.
    :param told: whether the typed words are enough to be told of such a file.
    """
    found = Customer.objects.matching(typed)
    people = first_of(found, most)
    if not any(one.restricted for one in people):
        return people
    restricted = found.filter(restricted=True).prefetch_related("merged_from")
    closed = closed_among(colleague, restricted.values_list("pk", flat=True))
    hidden = [one.pk for one in restricted if one.pk in closed and not told(one, typed)]
    return first_of(found.exclude(pk__in=hidden), most)


def first_of(found: QuerySet[Customer], most: int) -> list[Customer]:
    """Return the first customers in their order, up to ``most``.

    Few are sorted once they are found. To look for a rare name in the order of names would read every customer by an index.
    """
    some = list(found.order_by()[:FEW])
    if len(some) == FEW:
        return list(found[:most])
    return sorted(some, key=lambda one: (one.surname, one.forenames, one.reference))[:most]


def is_called(customer: Customer, typed: str) -> bool:
    """P11a Return whether ``typed`` holds the whole name: the surname, and a forename or the name they are known as."""
    words = fold(typed, apostrophe=" ").split()
    firsts = fold(f"{customer.forenames} {customer.known_as}", apostrophe=" ").split()
    return _stands_in(customer.surname, words) and (not firsts or bool(set(firsts) & set(words)))


def _stands_in(name: str, words: list[str]) -> bool:
    """Return whether consecutive words spell the name, written together or apart: O’Connor, OConnor, O Connor."""
    whole = fold(name).replace(" ", "")
    return any("".join(words[start:end]) == whole for start, end in combinations(range(len(words) + 1), 2))


def is_meant(customer: Customer, typed: str) -> bool:
    """P11a Return whether ``typed`` begins with the customer's whole reference, or holds the whole name."""
    return typed.split()[0].casefold() == customer.reference.casefold() or is_called(customer, typed)


def in_whole_words(customer: Customer, typed: str) -> bool:
    """P11a Return whether each word of ``typed`` is a whole word that finds the customer.

    Single letters would spell out the name.
    """
    return set(without_title(typed).split()) <= set(spellings(customer.words()).split())


def to_choose(customer: Customer, typed: str, home: str, *, closed: bool) -> str:
    """P11a Return the words for a customer in a list to choose from.

    For a restricted file there is no address, and the name only if it was typed.
    """
    if not closed:
        return f"{customer.full_name}, {home} ({customer.reference})"
    name = f"{customer.full_name}, restricted" if is_called(customer, typed) else "Restricted"
    return f"{name} file ({customer.reference})"
