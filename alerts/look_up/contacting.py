"""The words for whom contact goes through, by a condition or a strategy, and the colleagues to ring."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, Q
from django.utils import timezone

from alerts.choices import AlertStatus
from alerts.conditions.models import Condition
from alerts.incidents.models import Incident
from housing_alerts.customers.models import Customer
from housing_alerts.customers.naming_colleagues import Naming
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.selectors import to_ring_on

from .precautions import Through


class Agreed(NamedTuple):
    """P10b An adjustment: what was agreed, which may say why, and what to do at the door."""

    what: str
    at_the_door: str


class _Strategies(NamedTuple):
    has: Callable[[str], Exists]
    told: Callable[..., Mapping[int, Through]]


_strategies: list[_Strategies] = []


def condition_told(condition: Condition, *, on: date, away: Container[int]) -> Through:
    """P5 Return a condition as a colleague reads it before contact: whom to pass it to, and its last day.

    Nothing is passed to a named officer whom an incident with the customer affected, who has left or who is away.

    :param away: the keys of the colleagues who are away.
    """
    nobody = condition.leads_to_nobody(on=on)
    whom = Through(f" {nobody}", []) if nobody else _named_by(condition, away)
    until = f" Until {condition.ends:%-d %B %Y}." if condition.ends else ""
    said = f"{condition.get_kind_display()}: {condition.words}{'' if condition.words.endswith('.') else '.'}"
    return Through(f"{said}{whom.words}{until}", whom.ring)


def _named_by(condition: Condition, away: Container[int]) -> Through:
    contacts = condition.contacts() if condition.officer else []
    return whom_named(condition.officer, condition.deputy, contacts=contacts, away=away)


def naming_colleagues(customer: Customer) -> list[Naming]:
    """P5 P11a Return the named officers and deputies of the alerts in force, who must read a restricted file."""
    today = timezone.localdate()
    standing = Condition.objects.in_force().filter(
        Q(ends__isnull=True) | Q(ends__gte=today),
        alert__customer=customer,
        alert__status=AlertStatus.ACTIVE,
        officer__isnull=False,
        not_imposed=False,
    )
    return [
        Naming(named, f"alert {condition.alert.reference}")
        for condition in standing.select_related("alert", "officer", "deputy").order_by("pk")
        for named in (condition.officer, condition.deputy)
        if named
    ]


def whom_named(
    officer: Colleague | None, deputy: Colleague | None, *, contacts: Iterable[Colleague], away: Container[int]
) -> Through:
    """P5 P12 Return who of the named officer and the deputy is there, and that nothing is passed to the other.

    :param contacts: those of the two who have not left and were not affected.
    :param away: the keys of the colleagues who are away.
    """
    named, contacts = [one for one in (officer, deputy) if one], list(contacts)
    left = "".join(f" {one} has left." for one in named if not one.is_active)
    hurt = "".join(f" Pass nothing to {one}." for one in named if one.is_active and one not in contacts)
    gone = "".join(f" {one} is away." for one in contacts if one.pk in away)
    there = [one for one in contacts if one.pk not in away]
    if not there:
        return Through(f"{left}{hurt}{gone}{' Ask a Lead whom to turn to.' if named else ''}", [])
    whom = "Named officer" if officer in there else "Turn to the deputy"
    said = f"{whom}: {', or '.join(map(str, there))}{' as deputy' * (len(there) > 1)}."
    return Through(f"{left}{hurt}{gone} {said}", there)


def leads_to_a_lead(running: Iterable[Condition], away: Container[int]) -> bool:
    """P5 Return whether everybody whom one of the conditions names is away, so that a Lead says whom to turn to."""
    named = [one for one in running if one.officer_id in away or one.deputy_id in away]
    return any(contacts and all(one.pk in away for one in contacts) for contacts in (one.contacts() for one in named))


def kept_by(has: Callable[[str], Exists], told: Callable[..., Mapping[int, Through]]) -> None:
    """P12 Register how the contact strategies in force are read.

    :param has: takes the name of the outer query's column with a customer's key; returns the condition that there is one.
    :param told: takes the keys of customers, the day by ``on``, and colleagues with their posts by ``known``; returns whom each
        names, by the key.
    """
    _strategies[:] = [_Strategies(has, told)]


def agreed_with(
    people: Collection[int], *, on: date, known: Iterable[Colleague]
) -> tuple[dict[int, list[Agreed]], dict[int, Through]]:
    """P10b P12 Return the adjustments agreed with each of these people for that day, and whom each contact strategy names.

    One query asks for both. One more reads the strategies, if there are any, and another whom they name and nobody read yet.

    :param known: colleagues who were read with their posts already.
    """
    [strategies] = _strategies
    running = Q(adjustments__ends__isnull=True) | Q(adjustments__ends__gte=on)
    agreed = FilteredRelation("adjustments", condition=running & Q(adjustments__starts__lte=on))
    found = Customer.objects.filter(pk__in=people).annotate(agreed=agreed, kept=strategies.has("pk"))
    found = found.filter(Q(agreed__isnull=False) | Q(kept=True)).order_by("agreed__pk")
    adjustments: dict[int, list[Agreed]] = defaultdict(list)
    kept = set()
    for person, what, at_the_door, has in found.values_list("pk", "agreed__what", "agreed__at_the_door", "kept"):
        if what:
            adjustments[person].append(Agreed(what, at_the_door))
        if has:
            kept.add(person)
    return adjustments, dict(strategies.told(kept, on=on, known=known)) if kept else {}


def whom_to_ring(incidents: list[Incident], on: date) -> tuple[list[Colleague], dict[int, Colleague | None]]:
    """D4 Read whom to ring, and who is away. The line managers of the incidents are among them, with their posts."""
    posted, away = to_ring_on(on, {one.line_manager_id for one in incidents if one.line_manager_id})
    of = {one.pk: one for one in posted}
    for incident in incidents:
        incident.line_manager = of.get(incident.line_manager_id or 0)
    return posted, away


def leads_by_area(colleagues: Iterable[Colleague]) -> dict[int | None, list[Colleague]]:
    """Return the Operational Leads by service area; those without an area under None."""
    leads: dict[int | None, list[Colleague]] = defaultdict(list)
    for one in colleagues:
        if one.still_leads():
            areas: list[int | None] = [*sorted(one.area_ids)]
            for area in areas or [None]:
                leads[area].append(one)
    return leads
