"""Find the customer, property or case that a colleague's typed words mean."""

import re
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import F
from django.urls import reverse

from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer, Membership, fold
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.staff.models import Colleague, ServiceArea

from .finding import STAFF, Scope, as_typed, closed_among, closed_of

MOST = 8
PRINTED = re.compile(r"(AP|CM|IN|IV|LT)[\s-]*(\d{4})[\s-]*(\d{5,})", re.ASCII)
"""The form of the references that a customer reads in our letters, also typed with spaces or without hyphens."""


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
    reference = "-".join(whole.groups())
    found = _model(whole[1])._default_manager.visible_to(colleague).filter(reference=reference).first()
    if found is None:
        return None
    about = found.customer or getattr(found, "asset", None)
    page = f"{found._meta.app_label}:{found._meta.model_name}"
    name = f"{found._meta.verbose_name} {found.reference}"
    return Case(name, found.reference, reverse(page, args=[found.reference]), about.reference if about else "")


def _model(prefix: str) -> Any:
    """Return the model whose references have this prefix. It may belong to an app in a higher layer."""
    return next(one for one in apps.get_models() if issubclass(one, Referenced) and prefix == one.PREFIX)


def find_customers(colleague: Colleague, typed: str) -> list[Customer]:
    """Return the customer whose reference begins ``typed`` or, for colleagues who look people up by name, matching names.

    P11a A restricted file closed to the colleague is found by the whole name, and offered for no part of it. Nothing is
    corrected: a report is about whoever is found.
    """
    [hits] = as_typed(Scope(colleague, places=False), [typed])
    exact = {hit.pk for hit in hits if hit.has_reference(typed)}
    people = Customer.objects.in_bulk([hit.pk for hit in hits])
    closed = closed_of(colleague, hits)
    told = [hit.pk for hit in hits if hit.pk not in closed - exact or is_called(people[hit.pk], typed)]
    return [people[pk] for pk in told[: MOST + 1]]


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
    return customer is not None and bool(closed_of(colleague, [customer]))


def subject(colleague: Colleague, incident: Incident, *, closed: bool | None = None) -> str:
    """Return the subject of the report: the name, for colleagues who look people up by name; else a reference or the property.

    :param closed: whether the colleague cannot open the customer's restricted file; looked up if not given.
    """
    customer = incident.customer
    closed = is_closed(colleague, incident) if closed is None else closed
    if customer and (closed or not colleague.holds(*STAFF)):
        return f"Customer {customer.reference}"
    return str(incident.subject or incident.elsewhere or "Nobody named yet")


def find_assets(colleague: Colleague, typed: str) -> list[Asset]:
    """Return the property whose reference begins ``typed`` or, if there is none, those whose address matches."""
    [hits] = as_typed(Scope(colleague, people=False), [typed])
    assets = Asset.objects.in_bulk([hit.pk for hit in hits[: MOST + 1]])
    return [assets[hit.pk] for hit in hits[: MOST + 1]]


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


def to_choose(customer: Customer, typed: str, home: str, *, closed: bool) -> str:
    """P11a Return the words for a customer in a list to choose from.

    For a restricted file there is no address, and the name only if it was typed.
    """
    if not closed:
        return f"{customer.full_name}, {home} ({customer.reference})"
    name = f"{customer.full_name}, restricted" if is_called(customer, typed) else "Restricted"
    return f"{name} file ({customer.reference})"
