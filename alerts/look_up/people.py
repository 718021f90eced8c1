"""Finding who, or where, a report is about from what a colleague typed."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import F
from django.urls import reverse

from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer, Membership, fold
from housing_alerts.customers.spelling import spellings
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea

MOST = 8
STAFF = (Role.OFFICER, Role.LINE_MANAGER, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LEADERSHIP)
"""Who looks people up by name. All others know an address or a reference."""
PRINTED = re.compile(r"(AP|CM|IN|IV|LT)-\d{4}-\d{5,}", re.ASCII)
"""The references that a customer reads on our letters."""


class Case(NamedTuple):
    """A case or letter whose reference was typed: its name, its page, and the reference of whom or where it is about."""

    name: str
    reference: str
    url: str
    about: str


def case_called(colleague: Colleague, typed: str) -> Case | None:
    """Return the case or letter of that whole reference; nothing where the colleague may not open it."""
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
    """Return the model whose references begin so; it may be of an app above."""
    return next(one for one in apps.get_models() if issubclass(one, Referenced) and prefix == one.PREFIX)


def find_customers(colleague: Colleague, typed: str) -> list[Customer]:
    """The customer whose reference begins ``typed`` or, for those who look people up by name, those whose name matches.

    P11a A restricted file that the colleague cannot open is found by the whole name, and offered for no part of it.
    """
    first = typed.split()[0] if typed.split() else ""
    exact = Customer.objects.of_reference(first)
    if exact:
        return list(exact)
    if not colleague.holds(*STAFF):
        return []
    return first_found(colleague, typed, told=is_called, most=MOST + 1)


def named(colleague: Colleague, reference: str) -> Customer | None:
    """The customer of that whole reference, where the colleague may read the name that belongs to it.

    Not of a restricted file: who follows a link has typed no name.
    """
    if not colleague.holds(*STAFF):
        return None
    found = Customer.objects.of_reference(reference).first()
    return None if found is None or closed_among(colleague, [found.pk]) else found


def called_at(reference: str) -> str:
    """Return the property's reference and its address, as a suggestion writes them; what was given, where there is none."""
    found = Asset.objects.filter(reference__iexact=reference).first() if reference else None
    return f"{found.reference} {found.full_address}" if found else reference


def subject(colleague: Colleague, incident: Incident, *, closed: bool | None = None) -> str:
    """Who the report is about, by name only for those who look people up by name; else by reference, or the property.

    :param closed: whether it is a restricted file that the colleague cannot open; asked here where no list read it.
    """
    customer = incident.customer
    if customer and closed is None:
        closed = customer.restricted and bool(closed_among(colleague, [customer.pk]))
    if customer and (closed or not colleague.holds(*STAFF)):
        return f"Customer {customer.reference}"
    return str(incident.subject or "Nobody named yet")


def find_assets(typed: str) -> list[Asset]:
    """The property whose reference begins ``typed`` or, else, those whose address matches."""
    first = typed.split()[0] if typed.split() else ""
    exact = Asset.objects.filter(reference__iexact=first)
    return list(exact) or list(Asset.objects.matching(typed)[: MOST + 1])


def area_at(asset: Asset, *, on: date) -> ServiceArea | None:
    """The service area of whoever lives at the property on that day; of the tenancy that began last, if they differ."""
    living = Membership.objects.current(on=on).filter(tenancy__asset=asset).select_related("customer__service_area")
    latest = living.order_by(F("tenancy__starts").desc(nulls_last=True), "-pk").first()
    return latest.customer.service_area if latest else None


def closed_among(colleague: Colleague, customers: Iterable[int]) -> set[int]:
    """P11a Which of these customers have a restricted file that the colleague cannot open."""
    closed = Customer.objects.closed_to(colleague).filter(pk__in=list(customers))
    return set(closed.values_list("pk", flat=True))


def first_found(
    colleague: Colleague, typed: str, *, told: Callable[[Customer, str], bool], most: int
) -> list[Customer]:
    """P11a The first so many whom the words find; of restricted files that the colleague cannot open, only who is told.

    :param told: whether what was typed is enough to be told of such a file.
    """
    found = Customer.objects.matching(typed)
    people = list(found[:most])
    if not any(one.restricted for one in people):
        return people
    restricted = found.filter(restricted=True).prefetch_related("merged_from")
    closed = closed_among(colleague, restricted.values_list("pk", flat=True))
    hidden = [one.pk for one in restricted if one.pk in closed and not told(one, typed)]
    return list(found.exclude(pk__in=hidden)[:most])


def is_called(customer: Customer, typed: str) -> bool:
    """P11a Whether ``typed`` holds the whole name: the surname, and a forename or what they are known as."""
    words = fold(typed, apostrophe=" ").split()
    firsts = fold(f"{customer.forenames} {customer.known_as}", apostrophe=" ").split()
    return _stands_in(customer.surname, words) and (not firsts or bool(set(firsts) & set(words)))


def _stands_in(name: str, words: list[str]) -> bool:
    """Whether words that follow each other spell the name, written together or apart: O’Connor, OConnor, O Connor."""
    whole = fold(name).replace(" ", "")
    return any("".join(words[start:end]) == whole for start, end in combinations(range(len(words) + 1), 2))


def is_meant(customer: Customer, typed: str) -> bool:
    """P11a Whether ``typed`` begins with the customer's whole reference, or holds the whole name."""
    return typed.split()[0].casefold() == customer.reference.casefold() or is_called(customer, typed)


def in_whole_words(customer: Customer, typed: str) -> bool:
    """P11a Whether each word of ``typed`` is one of those that find the customer, in whole: letters would spell them out."""
    return set(fold(typed).split()) <= set(spellings(customer.words()).split())


def to_choose(customer: Customer, typed: str, home: str, *, closed: bool) -> str:
    """P11a A customer in a list to choose from. Of a restricted file no address, and the name only where it was typed."""
    if not closed:
        return f"{customer.full_name}, {home} ({customer.reference})"
    name = f"{customer.full_name}, restricted" if is_called(customer, typed) else "Restricted"
    return f"{name} file ({customer.reference})"
