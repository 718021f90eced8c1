"""Find the colleagues whose part in a customer's cases, or whose duty, explains a reading (§11)."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet

from alerts.choices import InvestigationStatus
from alerts.models import Alert, Condition, Incident, Investigation, Marker
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.duties.models import Duty
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence
from housing_alerts.staff.selectors import on_duty_within
from letters.models import Letter
from monitoring.models import Contact, Strategy

TAKERS: list[tuple[type[Model], str, tuple[str, ...]]] = [
    (
        Incident,
        "customer",
        ("reported_by", "created_by", "line_manager", "triaged_by", "reported_by__line_manager"),
    ),
    (Incident, "customer", ("affected",)),
    (Investigation, "customer", ("lead", "recommended_by", "consulted_manager")),
    (Investigation, "customer", ("former_leads",)),
    (Alert, "customer", ("responsible_lead", "decided_by", "ended_by")),
    (Condition, "alert__customer", ("officer", "deputy")),
    (Marker, "customer", ("placed_by", "lifted_by")),
    (Appeal, "customer", ("prepared_by", "decided_by")),
    (Contact, "customer", ("created_by", "done_by")),
    (Strategy, "customer", ("officer", "deputy", "created_by")),
    (Customer, "", ("readers",)),
]
"""Each kind of record, the path from it to its customer, and the colleagues that it names."""
AREAS = (Incident, Investigation, Alert, Appeal, Letter)
"""The records that keep their own service area when their customer moves: that area's worklists still offer them."""


class Parts(NamedTuple):
    """The colleagues with a part, and the service areas with a case, by a customer's reference.

    ``to_decide`` holds the customers in whose cases the whole Leadership Team may have something to decide or to press
    for.
    """

    colleagues: dict[str, set[int]]
    areas: dict[str, set[int]]
    to_decide: set[str]


def parts(customers: QuerySet[Customer], *, first: date, last: date) -> Parts:
    """Return the colleagues and areas with a reason to read the files of these customers between two days."""
    named = _colleagues(customers)
    for reference, holders in _holders(customers, first=first, last=last).items():
        named[reference] |= holders
    return Parts(named, _areas(customers), _to_decide(customers, first=first, last=last))


def _colleagues(customers: QuerySet[Customer]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for model, to_customer, people in TAKERS:
        path = f"{to_customer}__" if to_customer else ""
        rows = model._default_manager.filter(**{f"{path}pk__in": customers.values("pk")}).order_by()
        for reference, *named in rows.values_list(f"{path}reference", *people):
            found[reference].update(pk for pk in named if pk)
    return found


def _holders(customers: QuerySet[Customer], *, first: date, last: date) -> dict[str, set[int]]:
    """Return who had a duty about each customer in these days: by name, as a deputy, or as the duty manager."""
    deputies: dict[int, set[int]] = defaultdict(set)
    for away, deputy in Absence.objects.within(first, last).exclude(deputy=None).values_list("colleague", "deputy"):
        deputies[away].add(deputy)
    on_duty = set(on_duty_within(first, last).values_list("pk", flat=True))
    begun = Duty.objects.filter(customer__in=customers.values("pk"), opened_at__date__lte=last)
    shown = begun.filter(Q(closed_at__isnull=True) | Q(closed_at__date__gte=first)).order_by()
    found: dict[str, set[int]] = defaultdict(set)
    for reference, colleague, role in shown.values_list("customer__reference", "colleague", "role").distinct():
        theirs = {colleague, *deputies[colleague]} if colleague else set()
        found[reference] |= theirs | (on_duty if role == Role.DUTY_MANAGER else set())
    return found


def _areas(customers: QuerySet[Customer]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    rows = [model._default_manager.filter(customer__in=customers.values("pk")).order_by() for model in AREAS]
    named = [each.values_list("customer__reference", "service_area") for each in rows]
    for reference, area in named[0].union(*named[1:]):
        found[reference].add(area)
    return found


def _to_decide(customers: QuerySet[Customer], *, first: date, last: date) -> set[str]:
    """P7a P8b P9b Return the customers with a recommendation or an appeal to decide in these days, or with an unreviewed alert.

    Restricted files without a reader who could keep them count too.
    """
    recommended = Investigation.objects.filter(
        Q(status=InvestigationStatus.RECOMMENDED) | Q(concluded_on__gte=first), recommended_on__lte=last
    )
    appealed = Appeal.objects.filter(Q(decided_on__isnull=True) | Q(decided_on__gte=first), received_on__lte=last)
    appealed = appealed.exclude(withdrawn_on__lt=first)
    waiting = Q(pk__in=Alert.objects.unreviewed(on=last).values("customer"))
    waiting |= Q(pk__in=recommended.values("customer")) | Q(pk__in=appealed.values("customer"))
    waiting |= Q(pk__in=Customer.objects.without_keepers().values("pk"))
    return set(customers.filter(waiting).order_by().values_list("reference", flat=True))
