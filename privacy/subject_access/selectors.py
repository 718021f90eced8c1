"""Select subject access requests, and the items of their bundles, for the Data Protection Officer alone."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague
from privacy.bundle.collecting import Item, collect
from privacy.bundle.parties import Found, found_in, parties
from privacy.bundle.sealing import Bundle, bundle
from privacy.models import Disclosure, SubjectRequest

from . import permissions

MOST = 50
"""The number of answered requests that are listed; the audit site has all."""


class Reviewed(NamedTuple):
    """An item of the bundle, the other people named in it, and the last decision on it."""

    item: Item
    found: list[Found]
    disclosure: Disclosure | None

    @property
    def decided(self) -> bool:
        """Return whether it is decided, and nothing in it changed since."""
        return self.disclosure is not None and self.disclosure.fingerprint == self.item.fingerprint

    @property
    def clean(self) -> bool:
        """Return whether it waits for a decision, names nobody else in the data, and has no file to look at."""
        return not (self.decided or self.found or self.item.file)


def requests(colleague: Colleague) -> tuple[list[SubjectRequest], list[SubjectRequest]]:
    """Return the open requests, the most urgent first, and the last that were answered.

    :raises Http404: for all but the Data Protection Officer.
    """
    if permissions.why_may_not_answer(colleague):
        raise Http404
    found = SubjectRequest.objects.visible_to(colleague).select_related("customer")
    answered = found.exclude(pk__in=found.open().values("pk")).order_by("-changed_at", "-pk")
    return list(found.open()), list(answered[:MOST])


def request(colleague: Colleague, reference: str) -> SubjectRequest:
    """Return one request. :raises Http404: for all but the Data Protection Officer."""
    found = SubjectRequest.objects.visible_to(colleague)
    return get_object_or_404(
        found.select_related("customer__organisation", "created_by", "changed_by", "answered_by"), reference=reference
    )


def customer(reference: str) -> Customer | None:
    """Return the person of that whole reference, or the one into whom that person was merged."""
    return Customer.objects.of_reference(reference.strip()).select_related("organisation").first()


def reviewed(request: SubjectRequest, group: str = "") -> list[Reviewed]:
    """Return the items of the bundle in its order with the decisions; with ``group``, of that section alone."""
    items = collect(request)  # whole: somebody who is named in one section is found in all
    others = parties(request, items)
    decided = {each.key: each for each in request.disclosures.select_related("changed_by")}
    shown = [item for item in items if not group or item.group == group]
    return [Reviewed(item, found_in(item, others), decided.get(item.key)) for item in shown]


def fingerprint(found: Sequence[Reviewed]) -> str:
    """Return a digest of these items, by which a page tells that an item was added, changed or decided since."""
    rows = [f"{each.item.key} {each.item.fingerprint} {each.clean}" for each in found]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def section_of(request: SubjectRequest, key: str) -> tuple[Reviewed, list[Reviewed]]:
    """Return one item of the bundle, and all of its section. :raises Http404: where the bundle holds no such item."""
    found = reviewed(request)
    item = next((each for each in found if each.item.key == key), None)
    if item is None:
        raise Http404
    return item, [each for each in found if each.item.group == item.item.group]


def undecided(request: SubjectRequest) -> int:
    """Return how many items of the bundle are not decided, or changed since."""
    decided = {each.key: each.fingerprint for each in request.disclosures.all()}
    return sum(decided.get(item.key) != item.fingerprint for item in collect(request))


def made(request: SubjectRequest) -> Bundle:
    """Return the bundle that leaves. Ask :func:`undecided` first."""
    return bundle(collect(request), {each.key: each for each in request.disclosures.all()})
