"""The duties of an agreed action: to tell it in writing, and to record its outcome (D3.1, D3.2, §5)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from alerts.alert.models import Alert
from alerts.investigations.models import Investigation
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, leads_or, read_roles
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague
from letters.choices import Kind as LetterKind
from letters.duties import to_write, written_about

from .models import Action


def duties(action: Action) -> Iterator[Owed]:
    """Yield each duty that somebody has with the action now.

    :param action: as :func:`_standing` read it, with its letters.
    """
    if action.set_aside_on:
        written = action.written  # type: ignore[attr-defined]
        yield from to_write(action, LetterKind.REMOVAL, f"{action} taken back: say sorry in writing", written=written)
        return
    if action.letter_kind and not _told_by_another(action):
        words = f"{action} owed in writing"
        written = action.written  # type: ignore[attr-defined]
        yield from to_write(action, action.letter_kind, words, written=written, until=action.live_until)
    if action.investigation and action.stands and action.outcome_on is None:
        yield from _to_follow_up(action)


def _told_by_another(action: Action) -> bool:
    """D3b Return whether another letter tells of the action, so that none of its own is owed.

    A warning and an agreement always have a letter of their own.
    """
    if action.kind in Action.LETTERS:
        return False
    if action.written:  # type: ignore[attr-defined]
        return True
    file = action.investigation
    if file is None:
        return False
    alerts = {alert.pk: alert for alert in file.alerts.all()}
    told, of_file = written_about(Alert, alerts), written_about(Investigation, [file.pk])
    owed = [to_write(alert, LetterKind.NOTIFICATION, "", written=told[pk]) for pk, alert in alerts.items()]
    owed.append(to_write(file, LetterKind.INVESTIGATION_OUTCOME, "", written=of_file[file.pk]))
    return any(next(letters, None) for letters in owed)


def _to_follow_up(action: Action) -> Iterator[Owed]:
    file = action.formal_file
    for holder in leads_or(file.lead, file.service_area_id):
        yield Owed(
            kind=Kind.FOLLOW_UP,
            holder=holder,
            reference=file.reference,
            words=f"Say what became of it: {action.get_kind_display().lower()}",
            path=reverse("alerts:investigation_action_outcome", args=[file.reference, action.pk]),
            clause=procedure.OPTIONS,
            due_on=action.due_on,
        )


def _standing(scope: Scope) -> Iterator[Action]:
    within = scope.of(Action, customer="incident__customer", asset="incident__asset")
    within |= scope.of(Action, customer="investigation__customer", asset="investigation__asset")
    found = Action.objects.filter(within, agreed=True)
    related = ("customer", "asset", "service_area")
    of_both = [f"{file}__{name}" for file in ("incident", "investigation") for name in related]
    actions: list[Any] = list(found.select_related("investigation__lead", *of_both))
    read_roles(action.investigation.lead for action in actions if action.investigation)
    written = written_about(Action, [action.pk for action in actions])
    for action in actions:
        action.written = written[action.pk]
        yield action


def _touched_by(record: object) -> QuerySet[Action]:
    led = Q(investigation__lead=record)
    return Action.objects.to_follow_up().filter(led) if isinstance(record, Colleague) else Action.objects.none()


def _seen_by(colleague: Colleague) -> QuerySet[Action]:
    return Action.objects.filter(investigation__in=Investigation.objects.visible_to(colleague).values("pk"))


SOURCE = Source(Action, _standing, duties, _touched_by, seen_by=_seen_by)
