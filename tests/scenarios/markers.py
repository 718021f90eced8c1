"""Interim markers, as a line manager placed them."""

from typing import Any

from alerts.markers import services as markers_services
from alerts.models import Incident, Marker
from tests.snapshot import kept
from tools.demo import Cast

from .alerts import active, ended
from .incidents import logged, referred
from .people import LODGER

PAIRS = ("AT_LEAST_TWO",)


@kept
def marked(cast: Cast, customer: str = LODGER, **facts: Any) -> Marker:
    """A marker on the person of an incident that is not triaged yet; violent, unless the facts say otherwise."""
    return mark(cast, logged(cast, customer, **{"violent": True, **facts}))


def mark(
    cast: Cast, incident: Incident, *, controls: tuple[str, ...] = PAIRS, days: int = 0, sure_of: tuple[str, ...] = ()
) -> Marker:
    """A marker that the line manager placed on the incident so many days ago, beside any other."""
    incident.refresh_from_db()
    return markers_services.place_marker(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.ago(days),
        controls=controls,
        another="BESIDE",
        sure_of=sure_of,
    )


@kept
def unprotected(cast: Cast) -> Incident:
    """A referred incident of danger that needed no marker because of an alert, which the Lead has removed since."""
    alert = active(cast, days=30)
    incident = referred(cast, violent=True)
    ended(cast, alert)
    incident.refresh_from_db()
    return incident


def lifted(cast: Cast, marker: Marker, reason: str = "He lives elsewhere now, with his sister.") -> Marker:
    """The same marker, lifted by the line manager."""
    return markers_services.lift_marker(
        marker=marker, version=marker.version, by=cast.manager, on=cast.today, reason=reason
    )
