"""Select the characteristics of customers, for the Equality Officer alone."""

import hashlib
from collections.abc import Mapping

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague
from monitoring.models import Characteristic

from . import permissions
from .choices import RECORDED, Group, Protected
from .policies import Said


def for_the_equality_officer(colleague: Colleague) -> None:
    """Refuse the page to everybody else. :raises Http404: as if there were none."""
    if permissions.why_may_not_record(colleague):
        raise Http404


def find(reference: str) -> Customer | None:
    """Select the customer of that reference, or the one into whom they were merged."""
    return Customer.objects.of_reference(reference).first()


def customer(colleague: Colleague, reference: str) -> Customer:
    """Return the customer whose characteristics are recorded. Of the file itself the page shows the reference alone.

    :raises Http404: for everybody but the Equality Officer, and where there is no such file.
    """
    for_the_equality_officer(colleague)
    return get_object_or_404(Customer.objects.standing(), reference=reference)


def answers(customer: Customer) -> dict[Protected, Said]:
    """Return what is recorded of each characteristic of the customer, the merged files included."""
    rows = Characteristic.objects.standing().filter(Q(customer=customer) | Q(customer__merged_into=customer))
    said = {row.protected: Said(row.group, row.words) for row in rows}
    return {protected: said.get(protected, Said()) for protected in RECORDED}


def fingerprint(answers: Mapping[Protected, Said]) -> str:
    """Return a digest of the answers, by which a form tells that they are as it showed them."""
    return hashlib.sha256(repr([(key.value, *said) for key, said in answers.items()]).encode()).hexdigest()


def known() -> tuple[int, dict[str, tuple[int, int]]]:
    """Return how many customers there are; for each characteristic, how many answered, and how many prefer not to say."""
    rows = Characteristic.objects.standing().exclude(group="").order_by().values("protected")
    counted = rows.annotate(said=Count("pk"), not_said=Count("pk", filter=Q(group=Group.NOT_SAID)))
    found = {row["protected"]: (row["said"], row["not_said"]) for row in counted}
    return Customer.objects.standing().count(), {each: found.get(each, (0, 0)) for each in RECORDED}
