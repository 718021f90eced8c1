"""Select contact strategies, as far as the colleague may open the file."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alerts.choices import AlertStatus, ConditionKind, IncidentStatus
from alerts.look_up.contacting import whom_named
from alerts.models import Condition, Incident
from housing_alerts.customers.models import Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.handing_over.belongings import Named
from housing_alerts.staff.models import Absence, Colleague
from housing_alerts.staff.policies import ANSWERS, why_contact_refused
from monitoring.models import Strategy


def strategy(colleague: Colleague, reference: str) -> Strategy:
    """Return one strategy. :raises Http404: if the colleague may not open the customer's file."""
    found = Strategy.objects.visible_to(colleague).select_related(
        "customer__service_area", "officer", "deputy", "created_by", "changed_by", "ended_by"
    )
    return get_object_or_404(found, reference=reference)


def of_customer(customer: Customer) -> list[Strategy]:
    """Return the customer's strategies, the one in force first."""
    found = customer.contact_strategies.select_related("officer", "deputy")
    return sorted(found, key=lambda one: (one.ended_on is not None, -one.pk))


def affected(customer: Customer) -> set[int]:
    """P12 Return the keys of the colleagues whom an incident with this customer affected."""
    return set(_affecting().filter(customer=customer, affected__isnull=False).values_list("affected", flat=True))


def _affecting() -> QuerySet[Incident]:
    """P12 Return the incidents whose word counts on whom a customer affected."""
    return Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])


def has_strategy(customer: str) -> Exists:
    """P12 Return the condition that something is told before contact: a strategy is in force, and the customer is alive.

    :param customer: the name of the outer query's column with the customer's key.
    """
    return Exists(_before_contact().filter(customer=OuterRef(customer)))


def _before_contact() -> QuerySet[Strategy]:
    return Strategy.objects.in_force().filter(customer__died=False)


def told_before_contact(customers: Collection[int], *, on: date) -> dict[int, str]:
    """P12 Return the words on the strategy in force of each of these customers who has one, by the key.

    Nobody is sent to a colleague who has left, is away, or was affected by an incident with the customer. Of a customer who
    has died nothing is said.
    """
    whom = ("officer", "deputy")
    hurt = {
        f"{one}_hurt": Exists(_affecting().filter(customer=OuterRef("customer"), affected=OuterRef(one)))
        for one in whom
    }
    away = {f"{one}_away": Exists(Absence.objects.on(on).filter(colleague=OuterRef(one))) for one in whom}
    found = _before_contact().filter(customer__in=customers).annotate(**hurt, **away)
    told = {}
    for strategy in found.select_related(*whom):
        named = {one: getattr(strategy, one) for one in whom}
        contacts = [
            each
            for one, each in named.items()
            if not why_contact_refused(each, affected=getattr(strategy, f"{one}_hurt"))
        ]
        gone = {each.pk for one, each in named.items() if getattr(strategy, f"{one}_away")}
        told[strategy.customer_id] = (
            whom_named(strategy.officer, strategy.deputy, contacts=contacts, away=gone) + strategy.when_and_how
        )
    return told


def could_answer(customer: Customer) -> QuerySet[Colleague]:
    """P12 Return the colleagues who can be named: those who answer customers, and whom this one did not affect."""
    here = Colleague.objects.filter(is_active=True, held__role__in=ANSWERS).exclude(held__role=Role.CONTRACTOR)
    return here.exclude(pk__in=affected(customer)).distinct().order_by("last_name", "first_name", "pk")


def limits(customer: Customer, *, on: date) -> list[Condition]:
    """P5 P12 Return the conditions of the customer's alerts that restrict contact on that day: a strategy goes beside them."""
    found = Condition.objects.in_force().filter(
        alert__customer=customer, alert__status=AlertStatus.ACTIVE, not_imposed=False
    )
    listed = found.select_related("alert", "officer", "deputy").order_by("pk")
    return [each for each in listed if each.runs(on=on)]


def named_in_strategies(colleague: Colleague, by: Colleague) -> Iterator[Named]:
    """P12 Yield each strategy in force that names the colleague, with the review that names another.

    :param by: the reader. Whoever may not open the strategy gets its reference alone.
    """
    found = Strategy.objects.in_force().filter(Q(officer=colleague) | Q(deputy=colleague))
    opened = set(Strategy.objects.visible_to(by).filter(pk__in=found.values("pk")).values_list("pk", flat=True))
    for each in found.select_related("customer", "officer", "deputy").order_by("pk"):
        post, other = ("Answers", each.deputy) if each.officer == colleague else ("Deputy", each.officer)
        alone = "" if other.is_active else ". Nobody else is named"
        path = reverse("monitoring:strategy_review", args=[each.reference]) if each.pk in opened else ""
        yield Named(
            f"{post} under contact strategy {each.reference}, for customer {each.customer.reference}{alone}", path
        )


def naming(conditions: list[Condition]) -> list[Condition]:
    """P5 P12 Return those of the conditions that send all contact to an officer."""
    return [each for each in conditions if each.kind == ConditionKind.NAMED_OFFICER]
