"""The timeline events of incidents: the reports, and the photos and files attached to them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Case, Prefetch, QuerySet, When
from django.urls import reverse

from alerts.choices import IncidentStatus
from alerts.corrections.amendable import amended
from housing_alerts.attachments.models import Attachment
from housing_alerts.kernel import timeline
from housing_alerts.kernel.timeline import Event, Kind, Readers, Source

from .beside import AT_THE_ADDRESS, RESTRICTED, Around
from .models import Incident
from .words import as_amended, of_an_agency

NAMED = "Incident"


def _rows(customer: int | None, asset: int | None) -> QuerySet[Incident]:
    """Return the reports. Drafts and void reports are left out.

    ``at_the_address`` on each says whether it is about the customer's address alone.
    """
    around = Around(customer, asset)
    reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    reported = reported.annotate(at_the_address=Case(When(around.q(), then=False), default=True))
    reported = reported.filter(around.incidents()).select_related("reported_by", "created_by", "customer", "breach_of")
    attached = Prefetch("attachments", Attachment.objects.select_related("created_by"))
    return reported.prefetch_related("behaviours", attached).order_by("pk")


def _events(incident: Incident) -> Iterator[Event]:
    told = [_reported(incident), *_confirmed(incident), *_amended(incident), *_attached(incident)]
    yield from map(_at_the_address, told) if incident.at_the_address else told  # type: ignore[attr-defined]


def _at_the_address(event: Event) -> Event:
    """P8a Return the event as a file tells it of which only the address is known: it counts for nobody."""
    untold = f"{event.untold}, {AT_THE_ADDRESS}" if event.untold else ""
    return replace(event, kind=Kind.AT_THE_ADDRESS, title=f"{event.title}, {AT_THE_ADDRESS}", untold=untold)


def of_incident(incident: Incident, **facts: Any) -> Event:
    """Return an event of the incident or of a record that belongs to it. Read the incident with its customer."""
    return Event(
        reference=incident.reference,
        case=timeline.Case(Incident.objects.worked_on_by, incident.pk),
        customer=incident.customer_id,
        restricted=incident.customer is not None and incident.customer.restricted,
        void=incident.status == IncidentStatus.VOID,
        **{"url": reverse("alerts:incident", args=[incident.reference]), **facts},
    )


def _reported(incident: Incident) -> Event:
    what = ", ".join(str(behaviour) for behaviour in incident.behaviours.all()) or incident.get_about_display()
    how = f" ({incident.get_channel_display()})" if incident.channel else ""
    assert incident.occurred_at is not None  # a logged incident has its day
    closed = incident.customer is not None and incident.customer.restricted
    source = of_an_agency(incident)
    return of_incident(
        incident,
        kind=Kind.INCIDENT,
        readers=Readers.OF_ANY_CASE,
        at=incident.occurred_at,
        title=f"{NAMED} {incident.reference}: {f'{what}{how}'.lower()}{f', {source}' if source else ''}",
        by=incident.reporter,
        words=as_amended(incident),
        step="log incident",
        about=incident.breach_of.reference if incident.breach_of else "",
        typed=incident.known_at,
        untold=f"{NAMED} {RESTRICTED if closed else 'in another service area'}",
    )


def _confirmed(incident: Incident) -> Iterator[Event]:
    """P2 Yield the answer of the colleague for whom somebody else reported it."""
    if incident.confirmed_at:
        yield of_incident(
            incident,
            kind=Kind.INCIDENT,
            readers=Readers.OF_ANY_CASE,
            at=incident.confirmed_at,
            title=f"Report {'corrected' if incident.correction else 'confirmed'}: incident {incident.reference}",
            by=str(incident.reported_by),
            words=incident.correction,
            step="confirm report",
        )


def _amended(incident: Incident) -> Iterator[Event]:
    """P13b Yield each correction and each dispute at the customer's request."""
    for one in amended(incident):
        yield of_incident(
            incident,
            kind=Kind.INCIDENT,
            readers=Readers.OF_ANY_CASE,
            at=one.on,
            title=f"{one.kind}: incident {incident.reference}",
            words=one.words,
            step="amend report",
        )


def _attached(incident: Incident) -> Iterator[Event]:
    for file in incident.files:
        yield of_incident(
            incident,
            kind=Kind.FILE,
            readers=Readers.OF_ANY_CASE,
            at=file.created_at,
            title=f"{file.get_kind_display()} attached to incident {incident.reference}: {file.name}",
            by=str(file.created_by),
            url=reverse("alerts:incident_file", args=[incident.reference, file.reference]),
            step="attach file",
        )


def beside(event: Event, alert: str) -> Event:
    """D5 Return the event as the page of that alert tells it: a breach of the alert is named as one."""
    if event.kind != Kind.INCIDENT or event.about != alert:
        return event
    return replace(event, title=f"Breach of this alert{event.title.removeprefix(NAMED)}")


SOURCE = Source(_rows, _events)
