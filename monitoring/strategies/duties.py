"""The duty of a contact strategy: it is reviewed in time, and at once where a colleague cannot answer any more (§12)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Owed, Scope, Source, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague
from monitoring.models import Strategy

from . import policies, selectors


def duties(strategy: Strategy) -> Iterator[Owed]:
    """P12 Yield the Leads' duty to review the strategy: from its day, or once a named colleague cannot answer.

    The officer and the deputy are told for a while that they answer, and once more after a review.
    """
    yield from _of_named(strategy)
    named = strategy.officer, strategy.deputy
    wrong = policies.why_named_refused(*named, selectors.affected(strategy.customer))
    yield Owed(
        kind=Kind.STRATEGY,
        holder=leads(strategy.customer.service_area_id),
        reference=strategy.reference,
        words="Name another: a colleague who answers has left or was affected"
        if wrong
        else "Ask whether it helps, and what changes",
        path=reverse("monitoring:strategy", args=[strategy.reference]),
        clause=procedure.CONTACT_LEVELS,
        shows_from=None if wrong else strategy.review_on,
        due_on=strategy.review_on,
    )


def _of_named(strategy: Strategy) -> Iterator[Owed]:
    days = "1 working day" if strategy.response_days == 1 else f"{strategy.response_days} working days"
    since = max([strategy.began_on, *(date.fromisoformat(on) for on, _ in strategy.reviews)])
    for colleague, part in (
        (strategy.officer, "You answer"),
        (strategy.deputy, f"You stand in for {strategy.officer}"),
    ):
        yield Owed(
            kind=Kind.ANSWERS,
            holder=to(colleague),
            reference=strategy.reference,
            words=f"{part}: {strategy.ways}, within {days}",
            path=reverse("monitoring:strategy", args=[strategy.reference]),
            clause=procedure.CONTACT_LEVELS,
            shows_until=since + LATELY,
        )


def _standing(scope: Scope) -> QuerySet[Strategy]:
    found = Strategy.objects.in_force().filter(scope.of(Strategy, asset=""))
    return found.select_related("customer", "officer", "deputy")


def _touched_by(record: object) -> QuerySet[Strategy]:
    """Return the strategies that name the colleague, who may have left."""
    if isinstance(record, Colleague):
        return Strategy.objects.in_force().filter(Q(officer=record) | Q(deputy=record))
    return Strategy.objects.none()


SOURCE = Source(Strategy, _standing, duties, _touched_by, seen_by=Strategy.objects.visible_to)
