"""Select the characteristics of customers, for the Equality Officer alone, and the published tables."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague
from monitoring.models import Characteristic, Publication, Response

from . import permissions
from .choices import RECORDED, Group, Protected
from .policies import QUARTERS, Said
from .quarters import Quarter, closed

MOST = 40
"""The most published tables that are listed: ten years."""


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


# Published tables


def publications(colleague: Colleague) -> list[Publication]:
    """Return the published tables, the newest first. :raises Http404: for everybody who may not read them."""
    if not permissions.may_read_tables(colleague):
        raise Http404
    return list(Publication.objects.select_related("created_by").defer("figures")[:MOST])


def publication(colleague: Colleague, reference: str) -> Publication:
    """Return one published table. :raises Http404: for everybody who may not read it, and where there is none."""
    if not permissions.may_read_tables(colleague):
        raise Http404
    return get_object_or_404(Publication.objects.select_related("created_by"), reference=reference)


def responses(publication: Publication) -> list[Response]:
    """Return what was done about the table, in its order."""
    return list(publication.responses.select_related("created_by"))


def published() -> set[date]:
    """Return the first day of each quarter that is published."""
    return set(Publication.objects.order_by().values_list("first", flat=True))


def to_publish(on: date) -> list[Quarter]:
    """Return the closed quarters that are not published yet, the newest first."""
    done = published()
    return [quarter for quarter in closed(on, QUARTERS) if quarter.first not in done]
