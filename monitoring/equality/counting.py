"""Count what became of customers in a quarter, by each protected characteristic, in SQL (§11)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from alerts.choices import AlertStatus, IncidentStatus, Informing, Origin
from alerts.models import Alert, Incident
from appeals.choices import AppealOutcome, AppealStatus
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from monitoring.models import Characteristic

from .choices import Group, Measure, Protected
from .quarters import Quarter
from .tables import Counts

YOUNGEST = {Group.UNDER_25: 0, Group.FROM_25: 25, Group.FROM_35: 35, Group.FROM_50: 50, Group.FROM_65: 65}
"""The age with which each group of age begins."""


def counts(quarter: Quarter) -> dict[str, Counts]:
    """P11b Return for each characteristic and group how many customers there were, and to how many each thing happened."""
    people = _people(quarter)
    return {protected.value: _of(people, protected, quarter) for protected in Protected}


def _people(quarter: Quarter) -> QuerySet[Customer]:
    """Return the customers on record, each with whether something happened to them. Who died before the quarter is left out."""
    own = {"customer": OuterRef("pk")}
    days = (quarter.first, quarter.last)
    reported = Incident.objects.filter(
        **own,
        known_at__date__range=days,
        status__in=[IncidentStatus.LOGGED, IncidentStatus.SETTLED, IncidentStatus.REFERRED],
    )
    decided = Alert.objects.filter(**own, decided_on__range=days, origin=Origin.HERE)
    imposed = decided.filter(status__in=[AlertStatus.ACTIVE, AlertStatus.ENDED])
    appealed = Appeal.objects.filter(**own, decided_on__range=days, status=AppealStatus.DETERMINED)
    happened = {
        Measure.REPORTED: reported,
        Measure.REFERRED: reported.filter(status=IncidentStatus.REFERRED),
        Measure.IMPOSED: imposed,
        Measure.WITHHELD: imposed.filter(informing=Informing.WITHHOLD),
        Measure.DECLINED: decided.filter(status=AlertStatus.DECLINED),
        Measure.APPEALED: appealed,
        Measure.UPHELD: appealed.filter(outcome__in=[AppealOutcome.UPHELD, AppealOutcome.PARTLY]),
    }
    there = Q(died=False) | Q(death_known_at__date__gte=quarter.first)
    found = Customer.objects.standing().filter(there).order_by()
    return found.annotate(**{measure.lower(): Exists(rows) for measure, rows in happened.items()})


def _of(people: QuerySet[Customer], protected: Protected, quarter: Quarter) -> Counts:
    said = _age(quarter.last) if protected == Protected.AGE else _said(protected)
    grouped = people.annotate(said=said).values("said")
    number = {f"number_{measure.lower()}": _number(measure) for measure in Measure}
    rows: Iterable[Any] = grouped.annotate(**number)
    return {row["said"]: {measure: row[f"number_{measure.lower()}"] for measure in Measure} for row in rows}


def _number(measure: Measure) -> Count:
    return Count("pk") if measure == Measure.CUSTOMERS else Count("pk", filter=Q(**{measure.lower(): True}))


def _said(protected: Protected) -> Coalesce:
    """Return what the file says of the characteristic, and else what a file says that was merged into it."""
    rows = Characteristic.objects.filter(protected=protected).values("group")
    own = Subquery(rows.filter(customer=OuterRef("pk"))[:1])
    merged = Subquery(rows.filter(customer__merged_into=OuterRef("pk")).order_by("pk")[:1])
    return Coalesce(NullIf(Coalesce(own, merged), Value("")), Value(Group.NOT_KNOWN.value))


def _age(on: date) -> Case:
    """Return the group of age on that day, the last one of a quarter."""
    ages = sorted(YOUNGEST.items(), key=lambda each: each[1], reverse=True)
    born = [When(born__lte=procedure.add_months(on, -12 * years), then=Value(group.value)) for group, years in ages]
    return Case(*born, default=Value(Group.NOT_KNOWN.value), output_field=CharField())
