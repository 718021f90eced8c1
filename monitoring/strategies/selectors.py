"""Select contact strategies, as far as the colleague may open the file."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alerts.choices import NOBODY_GOES, AlertStatus, ConditionKind, IncidentStatus
from alerts.conditions.strategies import Asked
from alerts.look_up.contacting import whom_named
from alerts.look_up.precautions import Through
from alerts.models import Alert, Condition, Incident, Marker
from housing_alerts.customers.models import Customer
from housing_alerts.customers.naming_colleagues import Naming
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.choices import Role
from housing_alerts.staff.handing_over.belongings import Named
from housing_alerts.staff.models import Absence, Colleague
from housing_alerts.staff.policies import ANSWERS, why_contact_refused
from housing_alerts.staff.selectors import with_posts
from monitoring.models import Strategy

from . import policies


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


def told_before_contact(customers: Collection[int], *, on: date, known: Iterable[Colleague] = ()) -> dict[int, Through]:
    """P12 Return what the strategies in force of these customers say, and the colleagues they name, by customer.

    Nobody is sent to a colleague who has left, is away, or was affected by an incident with the customer. Of a customer who
    has died nothing is said. One query reads the strategies and, where needed, one more the colleagues with their posts.

    :param known: colleagues who were read with their posts already.
    """
    whom = ("officer", "deputy")
    hurt = {
        f"{one}_hurt": Exists(_affecting().filter(customer=OuterRef("customer"), affected=OuterRef(one)))
        for one in whom
    }
    away = {f"{one}_away": Exists(Absence.objects.on(on).filter(colleague=OuterRef(one))) for one in whom}
    found: list[Any] = list(_before_contact().filter(customer__in=customers).annotate(**hurt, **away))
    posts = {one.pk: one for one in known}
    unread = {key for each in found for key in (each.officer_id, each.deputy_id)} - set(posts)
    posts |= {one.pk: one for one in with_posts(Colleague.objects.filter(pk__in=unread))} if unread else {}
    told = {}
    for strategy in found:
        strategy.officer, strategy.deputy = posts[strategy.officer_id], posts[strategy.deputy_id]
        named = {one: getattr(strategy, one) for one in whom}
        contacts = [
            each
            for one, each in named.items()
            if not why_contact_refused(each, affected=getattr(strategy, f"{one}_hurt"))
        ]
        gone = {each.pk for one, each in named.items() if getattr(strategy, f"{one}_away")}
        said, ring = whom_named(strategy.officer, strategy.deputy, contacts=contacts, away=gone)
        told[strategy.customer_id] = Through(said + strategy.when_and_how, ring)
    return told


def naming_colleagues(customer: Customer) -> list[Naming]:
    """P11a P12 Return the officer and the deputy of the customer's strategy in force, who must read a restricted file."""
    standing = customer.contact_strategies.in_force().select_related("officer", "deputy")
    return [
        Naming(named, f"contact strategy {one.reference}") for one in standing for named in (one.officer, one.deputy)
    ]


def shut_out(customer: Customer, *named: Colleague) -> list[Colleague]:
    """P11a P12 Return whom of the officer and the deputy the restriction of the file keeps from the strategy."""
    return [one for one in named if not customer.is_named(one)] if customer.restricted else []


def taken_out(strategy: Strategy, keys: Iterable[int]) -> QuerySet[Colleague]:
    """P11a P12 Return those of these colleagues who are named no more, and from whom no restriction keeps the file."""
    found = Colleague.objects.filter(pk__in=keys).exclude(pk__in=(strategy.officer_id, strategy.deputy_id))
    customer = strategy.customer
    return found.filter(pk__in=customer.readers.values("pk")) if customer.restricted else found


def could_answer(customer: Customer) -> QuerySet[Colleague]:
    """P11a P12 Return the colleagues who can be named: those who answer customers, and whom this one did not affect.

    Of a restricted file, they are among its named readers.
    """
    here = Colleague.objects.filter(is_active=True, held__role__in=ANSWERS).exclude(held__role=Role.CONTRACTOR)
    if customer.restricted:
        here = here.filter(pk__in=customer.readers.values("pk"))
    return here.exclude(pk__in=affected(customer)).distinct().order_by("last_name", "first_name", "pk")


def limits(customer: Customer, *, on: date) -> list[Condition]:
    """P5 P12 Return the conditions of the customer's alerts that restrict contact on that day: a strategy goes beside them."""
    found = Condition.objects.in_force().filter(
        alert__customer=customer, alert__status=AlertStatus.ACTIVE, not_imposed=False
    )
    listed = found.select_related("alert", "officer", "deputy").order_by("pk")
    return [each for each in listed if each.runs(on=on)]


def asked_at_the_door(customer: Customer, *, on: date) -> list[Asked]:
    """P12 D4 Return which of the alerts and markers in force on the customer ask that no woman, or no man, visits."""
    return [each for _, each in _asked_since(customer, on=on)]


def _asked_since(customer: Customer, *, on: date) -> Iterator[tuple[datetime, Asked]]:
    """Yield what alerts and markers ask of who visits, each with the moment since which it is asked."""
    for alert in customer.alerts.active():
        yield from ((_imposed_at(alert), one) for one in _of_who_visits(f"Alert {alert.reference}", alert.controls))
    for marker in Marker.objects.in_force(on=on).filter(customer=customer).select_related("incident"):
        by = f"The marker of {marker.incident.reference}"
        yield from ((marker.changed_at, one) for one in _of_who_visits(by, marker.controls))


def _of_who_visits(by: str, controls: Iterable[str]) -> list[Asked]:
    return [Asked(by, control) for control in controls if control in NOBODY_GOES]


def _imposed_at(alert: Alert) -> datetime:
    """Return the moment since which the alert is in force here: its approval or, of one taken over, its entry."""
    return alert.approved_at or alert.created_at


def contradicting(strategy: Strategy, *, on: date) -> list[Doubt]:
    """P12 P5 Return what alerts and markers say otherwise that came after the strategy was made or reviewed.

    Of what stood before, the page of the strategy has asked.
    """
    customer, since = strategy.customer, strategy.changed_at
    conditions = [one for one in limits(customer, on=on) if _imposed_at(one.alert) > since]
    asked = [one for at, one in _asked_since(customer, on=on) if at > since]
    return policies.departures(strategy.said, strategy.channels, conditions, asked)


def departures(customer: Customer, *, conditions: Iterable[Condition], asked: Iterable[Asked]) -> list[Doubt]:
    """P12 P5 Return what the customer's strategy in force says otherwise. Of a customer who has died nothing is asked."""
    standing = Strategy.objects.in_force().filter(customer=customer, customer__died=False)
    found = standing.select_related("officer", "deputy").first()
    return policies.beside(found, list(conditions), asked) if found else []


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
