"""A mix of files drawn by lot: exactly those go that nothing keeps, by a count of our own (P13a)."""

import random
from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.utils import timezone

from alerts.models import Alert, Incident
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import CHAINS
from privacy.disposal import selectors, services
from tests import scenarios
from tests.deep import DEEP

PEOPLE, SEEDS = 40, range(5)
MONTHS = (13, 16, 17, 19, 21, 23, 25, 30, 48, 70, 71, 73, 75, 108)
"""On both sides of each period, none on its day: a month has no fixed length."""
REASONS = ("hold", "open appeal", "asks for data", "in force")


@dataclass
class Drawn:
    """One person of the mix: how long ago, what happened, what keeps the file, and whose alert the incident broke."""

    months: int
    sanctioned: bool
    violent: bool
    reasons: list[str]
    beside: list[int] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Two years after the last sanction, six where there was violence, one after the six months of a warning."""
        return self.months >= (72 if self.violent else 24 if self.sanctioned else 18)


def draw(lot: random.Random) -> list[Drawn]:
    """The people, those of long ago first. Only what was sanctioned can be broken, appealed or stay in force."""
    people = []
    for months in sorted((lot.choice(MONTHS) for _ in range(PEOPLE)), reverse=True):
        sanctioned = lot.random() < 0.7
        reasons = [reason for reason in REASONS if lot.random() < 0.12] if sanctioned else []
        before = [number for number, other in enumerate(people) if other.sanctioned]
        beside = [lot.choice(before)] if before and not sanctioned and lot.random() < 0.7 else []
        people.append(Drawn(months, sanctioned, sanctioned and lot.random() < 0.3, reasons, beside))
    return people


def goes(people: list[Drawn]) -> set[int]:
    """The numbers of those who go: over, kept by nothing, and beside nobody who stays."""
    near: dict[int, set[int]] = {number: set(one.beside) for number, one in enumerate(people)}
    for number, one in enumerate(people):
        for other in one.beside:
            near[other].add(number)
    stays = {number for number, one in enumerate(people) if one.reasons or not one.over}
    waiting = list(stays)
    while waiting:
        more = near[waiting.pop()] - stays
        stays |= more
        waiting += more
    return set(range(len(people))) - stays


def live(cast, people: list[Drawn]) -> list[str]:
    """All that happened to them. :returns: their references."""
    references: list[str] = []
    alerts: list[Alert | None] = []
    for one in people:
        with scenarios.years_ago(cast, 0, months=one.months) as then:
            if not one.sanctioned:
                alert = alerts[one.beside[0]] if one.beside else None
                references.append(scenarios.settled_beside(then, "mix", breach_of=alert))
                alerts.append(None)
                continue
            customer = scenarios.newcomer(then, "mix")
            reported = scenarios.logged(then, customer, violent=one.violent)
            alert = scenarios.approved(then, scenarios.proposed_on(then, reported))
            if "open appeal" in one.reasons:
                scenarios.appealed(then, alert)
            if "in force" not in one.reasons:
                scenarios.ended(then, alert)
        if "hold" in one.reasons:
            scenarios.held(cast, customer)
        if "asks for data" in one.reasons:
            scenarios.asked_for_data(cast, customer)
        references.append(customer)
        alerts.append(alert)
    return references


@pytest.mark.clause("P13a")
@pytest.mark.skipif(not DEEP, reason="a database of its own for each mix: ./dev test --deep")
@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_those_go_whom_nothing_keeps(own_database, django_db_blocker, seed):
    with django_db_blocker.unblock():
        cast = scenarios.set_the_scene(timezone.localdate())
        people = draw(random.Random(seed))
        references = live(cast, people)
        expected = {references[number] for number in goes(people)}
        assert expected and expected != set(references), people

        due = selectors.due(on=cast.today)
        assert {each.file.reference for each in due} == expected, people
        batch = services.propose_batch(seen=selectors.fingerprint(due), by=cast.people["dpo"], on=cast.today)
        services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)
        call_command("retention", verbosity=0)
        left = set(Incident.objects.values_list("customer__reference", flat=True))
        assert left.intersection(references) == set(references) - expected
        assert [chain.first_fault(model) for model in CHAINS.values()] == ["", "", ""]
        call_command("verify_audit")
        call_command("duties", check=True)
