"""Select the case of a bundle, the other people named on it, and its chronology."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alerts.choices import NOT_TO_OTHERS, THEY_ALONE_KNOW
from alerts.models import Investigation
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import timeline
from housing_alerts.kernel.timeline import Event
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from privacy.bundle.collecting import Item, person_of
from privacy.bundle.held import Person
from privacy.bundle.parties import Found, found_in, others

from . import permissions
from .collecting import collect_case, references

RESTRICTED = "The customer’s file is restricted: what it says of where somebody is may harm them."


class Case(NamedTuple):
    """A file with everything on it, and the words that name or concern somebody else."""

    file: Investigation
    items: list[Item]
    named: list[Found]

    @property
    def files(self) -> list[Item]:
        """Return the photos and files, each of which is chosen by itself."""
        return [item for item in self.items if item.key.startswith("attachments.")]

    @property
    def letters(self) -> list[Item]:
        """Return the letters as they were issued."""
        return [item for item in self.items if item.key.startswith("letters.issuedpdf.")]

    @property
    def cautions(self) -> list[str]:
        """P7c P11a Return what must not be passed on: what the customer was not told, and a restricted file."""
        known = ("", NOT_TO_OTHERS, THEY_ALONE_KNOW)
        kept = [one for one in self.file.alerts.all() if one.not_told_yet not in known]
        untold = [f"The customer has not been told of {one}." for one in kept]
        customer = self.file.customer
        return untold + ([RESTRICTED] if customer and customer.restricted else [])

    @property
    def fingerprint(self) -> str:
        """Return a digest of what stands on the file, by which a page tells that it changed. Steps and readings are left out."""
        rows = [f"{item.key} {item.fingerprint}" for item in self.items if "." in item.key.partition(".")[2]]
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def cases(colleague: Colleague) -> QuerySet[Investigation]:
    """Return the cases that the colleague may open; the Data Protection Officer every one. :raises Http404: for all others."""
    if not permissions.may_make(colleague):
        raise Http404
    every = colleague.holds(Role.DATA_PROTECTION_OFFICER)
    return Investigation.objects.all() if every else Investigation.objects.visible_to(colleague)


def file(colleague: Colleague, reference: str) -> Investigation:
    """Return one of these cases. :raises Http404: where it is none of them."""
    found = cases(colleague).select_related("customer__organisation", "asset")
    return get_object_or_404(found, reference=reference)


def case(file: Investigation) -> Case:
    """Return everything on the file, with whoever else is named there."""
    items = collect_case(file)
    found = _named(file.customer, items)
    return Case(file, items, found)


def _named(customer: Customer | None, items: Sequence[Item]) -> list[Found]:
    person = person_of(customer) if customer else Person([], [])
    known = others(person, items)
    found = {each.words: each for item in items for each in found_in(item, known)}
    return sorted(found.values(), key=lambda each: (not each.suggested, each.relation, each.words))


def chronology(file: Investigation) -> list[Event]:
    """Return what happened on the case, the oldest first: the one timeline, as far as it is of this file."""
    known = set(references(file))
    return [event for event in timeline.stream(file.customer_id, file.asset_id) if event.reference in known]
