"""Interim markers, as a line manager placed them."""

from typing import Any

from alerts.markers import services as markers_services
from alerts.models import Incident, Marker
from tests.snapshot import kept
from tools.demo import Cast

from .incidents import logged
from .people import LODGER

PAIRS = ("AT_LEAST_TWO",)


@kept
def marked(cast: Cast, customer: str = LODGER, **facts: Any) -> Marker:
    """A marker on the person of an incident that is not triaged yet; violent, unless the facts say otherwise."""
    return mark(cast, logged(cast, customer, **{"violent": True, **facts}))


def mark(cast: Cast, incident: Incident, *, controls: tuple[str, ...] = PAIRS, days: int = 0) -> Marker:
    """A marker that the line manager placed on the incident so many days ago, beside any other."""
    incident.refresh_from_db()
    return markers_services.place_marker(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.ago(days),
        controls=controls,
        another="BESIDE",
    )


def lifted(cast: Cast, marker: Marker, reason: str = "He lives elsewhere now, with his sister.") -> Marker:
    """The same marker, lifted by the line manager."""
    return markers_services.lift_marker(
        marker=marker, version=marker.version, by=cast.manager, on=cast.today, reason=reason
    )
