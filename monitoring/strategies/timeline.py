"""Events of a contact strategy: it began, was reviewed, and ended."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source
from monitoring.models import Strategy


def _rows(customer: int | None, _: int | None) -> QuerySet[Strategy]:
    found = Strategy.objects.filter(customer=customer)
    return found.select_related("customer", "created_by", "ended_by").order_by("pk")


def _events(strategy: Strategy) -> Iterator[Event]:
    yield _of(strategy, strategy.began_on, "began", str(strategy.created_by), strategy.goal, "start contact strategy")
    for on, changed, *_ in strategy.reviews:
        yield _of(strategy, date.fromisoformat(on), "reviewed", "", changed, "review contact strategy")
    if strategy.ended_on:
        by = str(strategy.ended_by)
        yield _of(strategy, strategy.ended_on, "ended", by, strategy.ended_reason, "end contact strategy")


def _of(strategy: Strategy, at: date, what: str, by: str, words: str, step: str) -> Event:
    return Event(
        kind=Kind.CONTACT,
        at=at,
        title=f"Contact strategy {strategy.reference} {what}",
        reference=strategy.reference,
        case=Case(Strategy.objects.visible_to, strategy.pk),
        readers=Readers.OF_THE_FILE,
        customer=strategy.customer_id,
        restricted=strategy.customer.restricted,
        by=by,
        words=words,
        url=reverse("monitoring:strategy", args=[strategy.reference]),
        step=step,
    )


SOURCE = Source(_rows, _events)
