"""Events of appeals: received, put before the Head of Service, decided or refused, and withdrawn."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source

from .choices import AppealStatus
from .models import Appeal


def _rows(customer: int | None, asset: int | None) -> QuerySet[Appeal]:
    """Return the appeals by the customer, or against an alert at the property."""
    about = Q(customer=customer) if customer else Q(pk__in=[])
    if asset:
        about |= Q(alert__asset=asset)
    related = ("customer", "representative", "alert", "prepared_by", "decided_by", "answered_by")
    return Appeal.objects.filter(about).select_related(*related).order_by("pk")


def _of_appeal(appeal: Appeal, what: str, **facts: Any) -> Event:
    return Event(
        kind=Kind.APPEAL,
        title=f"Appeal {appeal.reference}{what}",
        reference=appeal.reference,
        case=Case(Appeal.objects.visible_to, appeal.pk),
        customer=appeal.customer.pk,
        url=reverse("appeals:appeal", args=[appeal.reference]),
        about=appeal.alert.reference if appeal.alert else "",
        **{"readers": Readers.OF_THE_FILE, **facts},
    )


def _events(appeal: Appeal) -> Iterator[Event]:
    yield _of_appeal(
        appeal,
        " received",
        at=appeal.received_on,
        by=appeal.sender,
        words=appeal.grounds,
        step="log appeal",
        typed=appeal.created_at,
    )
    if appeal.prepared_on:
        what, by = ": evidence put before the Head of Service", str(appeal.prepared_by)
        readers = Readers.OF_THE_CASE
        yield _of_appeal(appeal, what, at=appeal.prepared_on, by=by, step="prepare appeal", readers=readers)
    if appeal.decided_on:
        yield _decided(appeal)
    if appeal.answered_on:
        words, by = appeal.answered_how, str(appeal.answered_by)
        readers = Readers.OF_THE_CASE
        what = " answered without a letter"
        yield _of_appeal(appeal, what, at=appeal.answered_on, by=by, words=words, step="answer appeal", readers=readers)
    if appeal.withdrawn_on:
        words = appeal.withdrawn_words
        yield _of_appeal(
            appeal, " withdrawn", at=appeal.withdrawn_on, by=appeal.sender, words=words, step="withdraw appeal"
        )


def _decided(appeal: Appeal) -> Event:
    refused = appeal.status == AppealStatus.REFUSED
    outcome = appeal.get_status_display() if refused else appeal.get_outcome_display()
    return _of_appeal(
        appeal,
        f": {outcome.lower()}",
        at=appeal.decided_on,
        by=str(appeal.decided_by),
        words=appeal.refused_reason if refused else appeal.findings,
        step="refuse appeal" if refused else "determine appeal",
    )


SOURCE = Source(_rows, _events)
