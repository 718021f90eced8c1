"""The timeline events of actions: agreed or declined, their outcome, and set aside."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from alerts.incidents.beside import Around
from alerts.incidents.timeline import of_incident
from alerts.investigations.timeline import of_file
from housing_alerts.kernel.timeline import Event, Kind, Readers, Source

from .models import Action


def _rows(customer: int | None, asset: int | None) -> QuerySet[Action]:
    about = Q()
    for name, pk in Around(customer, asset).known():
        about |= Q(**{f"incident__{name}": pk}) | Q(**{f"investigation__{name}": pk})
    related = ("incident__customer", "investigation", "decided_by", "outcome_by")
    return Action.objects.filter(about).select_related(*related).order_by("pk")


def _events(action: Action) -> Iterator[Event]:
    """Yield the decision on the action, its outcome, and a later set-aside."""
    yield from _decided(action)
    yield from _became(action)


def _of_action(action: Action, **facts: Any) -> Event:
    shared = {"kind": Kind.ACTION, "readers": Readers.OF_ANY_CASE, **facts}
    return of_incident(action.incident, **shared) if action.incident else of_file(action.formal_file, **shared)


def _decided(action: Action) -> Iterator[Event]:
    if action.decided_on is None:
        return
    until = f", live until {action.lasts}" if action.lasts else ""
    yield _of_action(
        action,
        at=action.decided_on,
        title=f"{action.get_kind_display()} {'agreed' if action.agreed else 'declined'}{until}",
        by=str(action.decided_by),
        words=action.words,
        step="agree investigation" if action.investigation_id else "settle incident",
        typed=action.created_at,
    )


def _became(action: Action) -> Iterator[Event]:
    name = action.get_kind_display()
    if action.outcome_on:
        yield _of_action(
            action,
            at=action.outcome_on,
            title=f"{name}: what became of it",
            by=str(action.outcome_by or ""),
            words=action.outcome,
            step="record outcome of action",
            typed=action.changed_at,
        )
    if action.set_aside_on:
        title = f"{name} set aside"
        yield _of_action(action, at=action.set_aside_on, title=title, typed=action.changed_at)


SOURCE = Source(_rows, _events)
