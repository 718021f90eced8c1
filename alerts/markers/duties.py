"""The duties of an interim marker: somebody decides before it lapses (D4.1)."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse

from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Holder, Owed, Scope, Source, everybody, heads, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import policies as markers_policies
from .models import Marker


def duties(marker: Marker) -> Iterator[Owed]:
    """Yield the duties of each Lead and of the placer while the marker stands, and those after its last day."""
    incident, soon = marker.incident, procedure.marker_soon_from(marker.lapses_on)
    ways = [(Kind.MARKER_LAPSES, to(marker.placed_by), soon)]
    areas = incident.lead_area_ids() if incident.service_area_id else [None]
    ways += [(Kind.MARKER, leads(area), marker.placed_on) for area in areas]
    for kind, holder, shows_from in ways:
        yield Owed(
            kind=kind,
            holder=holder,
            reference=incident.reference,
            words=f"Placed by {marker.placed_by}, last day {show_date(marker.lapses_on)}",
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.VIOLENCE,
            shows_from=shows_from,
            shows_until=marker.lapses_on,
            due_on=marker.lapses_on,
            urgent=kind == Kind.MARKER_LAPSES,
        )
    yield from _lapsed(marker)


def _lapsed(marker: Marker) -> Iterator[Owed]:
    """D4 Yield the duty to decide on danger that nobody is warned of, from the day after the marker's last."""
    incident = marker.incident
    if incident.status not in WAITING or not markers_policies.is_unanswered(incident):
        return
    for holder in who_protects(incident):
        yield Owed(
            kind=Kind.UNMARKED,
            holder=holder,
            reference=incident.reference,
            words=f"The marker lapsed after {show_date(marker.lapses_on)}: nobody is warned, and nobody has decided",
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.VIOLENCE,
            shows_from=marker.lapses_on + timedelta(days=1),
            urgent=True,
        )


WAITING = (IncidentStatus.LOGGED, IncidentStatus.REFERRED)
"""The statuses in which danger waits for somebody to decide."""


def who_protects(incident: Incident) -> Iterator[Holder]:
    """D4 Yield the line manager of the incident, the Leads of its areas, and the Heads of Service."""
    areas = incident.lead_area_ids() if incident.service_area_id else [None]
    yield from [to(incident.manager_here)] if incident.manager_here else []
    yield from [leads(area) for area in areas]
    yield from [heads(area) if area else everybody(Role.HEAD_OF_SERVICE) for area in areas]


def _standing(scope: Scope) -> QuerySet[Marker]:
    found = Marker.objects.filter(scope.of(Marker), lifted_on__isnull=True)
    found = found.select_related("incident__line_manager", "placed_by", "customer", "asset")
    return found.prefetch_related("incident__investigations", "incident__behaviours", "incident__line_manager__held")


def _touched_by(record: object) -> QuerySet[Marker]:
    """Return no markers: the duty stays with the colleague who placed it, even if they leave."""
    return Marker.objects.none()


def _seen_by(colleague: Colleague) -> QuerySet[Marker]:
    return Marker.objects.filter(incident__in=Incident.objects.visible_to(colleague).values("pk"))


SOURCE = Source(Marker, _standing, duties, _touched_by, seen_by=_seen_by)
