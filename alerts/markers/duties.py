"""The duties of an interim marker: somebody decides before it lapses (D4.1)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from alerts.incidents.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .models import Marker


def duties(marker: Marker) -> Iterator[Owed]:
    """Yield the duty of every Lead in charge while the marker stands and, shortly before it lapses, of its placer."""
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


def _standing(scope: Scope) -> QuerySet[Marker]:
    found = Marker.objects.filter(scope.of(Marker), lifted_on__isnull=True)
    return found.select_related("incident", "placed_by", "customer", "asset").prefetch_related(
        "incident__investigations"
    )


def _touched_by(record: object) -> QuerySet[Marker]:
    """Return no markers: the duty stays with the colleague who placed it, even if they leave."""
    return Marker.objects.none()


def _seen_by(colleague: Colleague) -> QuerySet[Marker]:
    return Marker.objects.filter(incident__in=Incident.objects.visible_to(colleague).values("pk"))


SOURCE = Source(Marker, _standing, duties, _touched_by, seen_by=_seen_by)
