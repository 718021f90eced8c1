"""The duties of an interim marker: somebody decides before it lapses (D4.1)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Holder, Owed, Scope, Source, became, everybody, heads, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import policies as markers_policies
from .models import Marker


def duties(marker: Marker) -> Iterator[Owed]:
    """Yield the duties of each Lead and of the placer while the marker stands, and those after its last day.

    If somebody else lifted it, they are told.
    """
    if marker.lifted_on:
        yield from _lifted(marker, marker.lifted_on)
        return
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


def _lifted(marker: Marker, on: date) -> Iterator[Owed]:
    """D4 Yield the news that somebody else than the placer lifted the marker, while the danger is undecided.

    The placer, the line manager and the Leads of its areas are told. If another marker took its place, nobody is.
    """
    incident, by = marker.incident, marker.lifted_by
    later = marker.changed_to_id or any(one.pk > marker.pk for one in incident.markers.all())
    if by == marker.placed_by or incident.status not in WAITING or not incident.dangers or later:
        return
    if incident.is_decided():
        yield from _lifted_for_nothing(marker, on)
        return
    areas = incident.lead_area_ids() if incident.service_area_id else [None]
    people = {one for one in (marker.placed_by, incident.manager_here) if one and one != by and not _leads(one, areas)}
    yield from (_news(marker, on, holder) for holder in [*map(to, sorted(people, key=_key)), *map(leads, areas)])


def _lifted_for_nothing(marker: Marker, on: date) -> Iterator[Owed]:
    """D4 P2 Yield the news that a decision without an alert took the marker away, for the people who were in danger.

    The placer, the line manager, the reporter and the people affected are told why; the Leads know of the decision.
    """
    incident = marker.incident
    if any(file.imposed_something() for file in incident.investigations.all()):
        return
    people = {marker.placed_by, incident.manager_here, incident.reported_by, *incident.affected.all()}
    told = {one for one in people if one and one != marker.lifted_by}
    yield from (_news(marker, on, to(one)) for one in sorted(told, key=_key))


def _key(colleague: Colleague) -> int:
    return colleague.pk


def _news(marker: Marker, on: date, holder: Holder) -> Owed:
    incident = marker.incident
    return Owed(
        kind=Kind.LIFTED,
        holder=holder,
        reference=incident.reference,
        words=became("Lifted", on, marker.lifted_by, marker.lifted_why),
        about=", ".join(danger.label for danger in incident.dangers),
        path=reverse("alerts:incident", args=[incident.reference]),
        clause=procedure.VIOLENCE,
        shows_until=on + LATELY,
        urgent=True,
    )


def _leads(colleague: Colleague, areas: Iterable[int | None]) -> bool:
    """Return whether the colleague is told as a Lead of one of these areas already; None stands for any."""
    return any(
        colleague.still_leads() if area is None else colleague.holds_in(Role.OPERATIONAL_LEAD, area) for area in areas
    )


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
    tells = Q(lifted_on__isnull=True) | Q(incident__status__in=WAITING)
    found = Marker.objects.filter(scope.of(Marker), tells)
    found = found.select_related(
        "incident__line_manager", "incident__reported_by", "placed_by", "lifted_by", "customer", "asset"
    )
    case = ("incident__investigations", "incident__behaviours", "incident__markers", "incident__line_manager__held")
    return found.prefetch_related(*case, "incident__investigations__alerts", "incident__affected")


def _touched_by(record: object) -> QuerySet[Marker]:
    """Return no markers: the duty stays with the colleague who placed it, even if they leave."""
    return Marker.objects.none()


def _seen_by(colleague: Colleague) -> QuerySet[Marker]:
    return Marker.objects.filter(incident__in=Incident.objects.visible_to(colleague).values("pk"))


SOURCE = Source(Marker, _standing, duties, _touched_by, seen_by=_seen_by)
