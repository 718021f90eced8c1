"""The timeline events of interim safety markers: placed and lifted."""

from collections.abc import Iterator

from django.db.models import QuerySet

from alerts.incidents.beside import Around
from alerts.incidents.timeline import of_incident
from housing_alerts.kernel.timeline import Event, Kind, Readers, Source

from .models import Marker


def _rows(customer: int | None, asset: int | None) -> QuerySet[Marker]:
    found = Marker.objects.filter(Around(customer, asset).q())
    return found.select_related("incident__customer", "placed_by", "lifted_by").order_by("pk")


def _events(marker: Marker) -> Iterator[Event]:
    """Yield the placing of the marker and, where it was lifted, that."""
    yield of_incident(
        marker.incident,
        kind=Kind.MARKER,
        readers=Readers.OF_THE_FILE,
        at=marker.placed_on,
        title="Interim marker placed",
        by=str(marker.placed_by),
        words=marker.told,
        step="place marker",
        typed=marker.created_at,
    )
    if marker.lifted_on:
        yield of_incident(
            marker.incident,
            kind=Kind.MARKER,
            readers=Readers.OF_THE_FILE,
            at=marker.lifted_on,
            title="Interim marker lifted",
            by=str(marker.lifted_by),
            words=marker.lifted_why,
            step="lift marker",
        )


SOURCE = Source(_rows, _events)
