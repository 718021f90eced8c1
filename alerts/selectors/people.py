"""Finding who, or where, a report is about from what a colleague typed."""

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.staff.models import Colleague, Role

MOST = 8


def find_customers(colleague: Colleague, typed: str) -> list[Customer]:
    """The customer whose reference begins ``typed`` or, for the landlord's own staff, those whose name matches."""
    first = typed.split()[0] if typed.split() else ""
    exact = Customer.objects.filter(reference__iexact=first)
    if exact:
        return list(exact)
    if not colleague.holds(*(role for role in Role if role != Role.CONTRACTOR)):
        return []
    return list(Customer.objects.matching(typed)[: MOST + 1])


def called(colleague: Colleague, reference: str) -> str:
    """The customer's reference and, for the landlord's own staff, their name: the form takes either."""
    found = find_customers(colleague, reference) if reference else []
    if len(found) != 1 or colleague.roles <= {Role.CONTRACTOR}:
        return reference
    return f"{found[0].reference} {found[0].full_name}"


def find_assets(typed: str) -> list[Asset]:
    """The property whose reference begins ``typed`` or, else, those whose address matches."""
    first = typed.split()[0] if typed.split() else ""
    exact = Asset.objects.filter(reference__iexact=first)
    return list(exact) or list(Asset.objects.matching(typed)[: MOST + 1])
