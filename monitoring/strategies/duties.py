"""The duty of a contact strategy: it is reviewed in time, and at once where a colleague cannot answer any more (§12)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Owed, Scope, Source, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.policies import why_contact_refused
from monitoring.models import Strategy

from . import policies, selectors


def duties(strategy: Strategy) -> Iterator[Owed]:
    """P12 Yield the Leads' duty to review the strategy: from its day, or at once if it cannot go on as it is.

    The officer and the deputy are told for a while that they answer, and once more after a review. Whoever cannot answer any
    more is told nothing, and the other that they answer now. Whoever a review took out is told for a while who answers now.
    """
    there = _who_answers(strategy)
    wrong = _why_not_as_it_is(strategy, there)
    yield from _of_named(strategy, there)
    yield from _of_taken_out(strategy)
    yield Owed(
        kind=Kind.STRATEGY,
        holder=leads(strategy.customer.service_area_id),
        reference=strategy.reference,
        words=wrong or "Ask whether it helps, and what changes",
        path=reverse("monitoring:strategy", args=[strategy.reference]),
        clause=procedure.CONTACT_LEVELS,
        shows_from=None if wrong else strategy.review_on,
        due_on=None if wrong else strategy.review_on,
        urgent=bool(wrong),
    )


def _who_answers(strategy: Strategy) -> list[Colleague]:
    """P12 List the officer and the deputy as far as they can answer: nobody answers for somebody who has died."""
    if strategy.customer.died:
        return []
    affected, both = selectors.affected(strategy.customer), (strategy.officer, strategy.deputy)
    shut_out = selectors.shut_out(strategy.customer, *both)
    named = [one for one in both if one not in shut_out]
    return [one for one in named if not why_contact_refused(one, affected=one.pk in affected)]


def _why_not_as_it_is(strategy: Strategy, there: list[Colleague]) -> str:
    if strategy.customer.died:
        return "End it: the customer has died"
    if selectors.shut_out(strategy.customer, strategy.officer, strategy.deputy):
        return "Name another: the file is restricted, and a colleague who answers cannot open it"
    if len(there) < 2:
        return "Name another: a colleague who answers has left or was affected"
    today, named = timezone.localdate(), (strategy.officer, strategy.deputy)
    if policies.why_two_contacts(*named, selectors.naming(selectors.limits(strategy.customer, on=today))):
        return "Name the colleagues to whom an alert sends all contact"
    found = selectors.contradicting(strategy, on=today)
    return "Change it, or say that it is meant: an alert or a marker since then says something else" if found else ""


def _of_named(strategy: Strategy, there: list[Colleague]) -> Iterator[Owed]:
    days = "1 working day" if strategy.response_days == 1 else f"{strategy.response_days} working days"
    since = max([strategy.began_on, *(date.fromisoformat(on) for on, *_ in strategy.reviews)])
    for colleague in there:
        part = "You answer" if colleague == strategy.officer else f"You stand in for {strategy.officer}"
        yield Owed(
            kind=Kind.ANSWERS,
            holder=to(colleague),
            reference=strategy.reference,
            words=f"{part if len(there) > 1 else 'You alone answer now'}: {strategy.ways}, within {days}",
            path=reverse("monitoring:strategy", args=[strategy.reference]),
            clause=procedure.CONTACT_LEVELS,
            shows_until=since + LATELY if len(there) > 1 else None,
        )


def _of_taken_out(strategy: Strategy) -> Iterator[Owed]:
    """P12 Yield the news for those whom a review took out: they no longer answer."""
    taken_out = {key: date.fromisoformat(on) for on, _, *keys in strategy.reviews for key in keys}
    if not taken_out or strategy.customer.died:
        return
    for colleague in selectors.taken_out(strategy, taken_out):
        yield Owed(
            kind=Kind.ANSWERS,
            holder=to(colleague),
            reference=strategy.reference,
            words=f"You no longer answer: {strategy.officer} does, and {strategy.deputy} stands in",
            path=f"{reverse('alerts:look_up')}?q={strategy.customer.reference}",
            clause=procedure.CONTACT_LEVELS,
            shows_until=taken_out[colleague.pk] + LATELY,
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
