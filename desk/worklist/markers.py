"""Interim markers in the worklists of who placed them and of the Leads of the area (D4.1)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from alerts.choices import IncidentStatus
from alerts.incidents.models import IncidentQuerySet
from alerts.look_up.people import subject
from alerts.markers.models import MarkerQuerySet
from alerts.markers.selectors import markers_in_charge_of, says_what_to_do
from alerts.models import Incident, Marker
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague, Organisation

from .rows import MOST, Row


def with_use(incidents: IncidentQuerySet, today: date) -> IncidentQuerySet:
    """Read whether markers are used where it happened, by the person's landlord or that of whoever lives there, and whether
    one says what to do.
    """
    living = (
        Membership.objects.current(on=today)
        .filter(tenancy__asset=OuterRef("asset"))
        .order_by("customer__surname", "customer__forenames", "customer__reference")
    )
    theirs = Subquery(living.values("customer__organisation__markers_allowed")[:1])
    first = Subquery(Organisation.objects.order_by("pk").values("markers_allowed")[:1])
    used = Coalesce("customer__organisation__markers_allowed", theirs, first)
    return incidents.annotate(used=used, told=says_what_to_do(on=today))


def after_danger(incident: Any) -> str:
    """Return what the line manager does first with an incident in which there was danger, as :func:`with_use` read it."""
    answered = incident.told or incident.no_marker_reason
    dangers = ", ".join(danger.label for danger in incident.dangers)
    return f"{dangers}: place a marker?" if incident.used and not answered else dangers


def about_to_lapse(colleague: Colleague, today: date) -> Iterable[Row]:
    """D4 What the line manager placed, and what soon protects nobody unless a decision comes."""
    mine = Marker.objects.in_force(on=today).filter(placed_by=colleague)
    return (row for marker, row in _rows(mine, colleague, today) if marker.lapses_soon(on=today))


def on_duty(colleague: Colleague, today: date) -> Iterable[Row]:
    """D4 For the duty manager, what waits for its triage after danger, the last first."""
    waiting = Incident.objects.visible_to(colleague).dangerous().filter(status=IncidentStatus.LOGGED)
    visible = waiting.exclude(reported_by=colleague).prefetch_related("markers", "line_manager__held")
    for incident in with_use(visible.select_related("customer", "asset", "line_manager", "service_area"), today)[:MOST]:
        marker = incident.marker(on=today)
        yield Row(
            f"{incident.reference}, {show_date(incident.occurred_at)}. To be triaged by {incident.triager}",
            reverse("alerts:incident", args=[incident.reference]),
            subject(colleague, incident, closed=False),
            f"Marker until {show_date(marker.lapses_on)}" if marker else after_danger(incident),
            "grey" if marker else "red",
        )


def of_lead(colleague: Colleague, today: date) -> Iterable[Row]:
    """D4 Every marker in the Lead's areas, what lapses first on top."""
    return (row for _, row in _rows(markers_in_charge_of(colleague, on=today), colleague, today))


def _rows(markers: MarkerQuerySet, colleague: Colleague, today: date) -> Iterable[tuple[Marker, Row]]:
    """P11a Of a restricted file the name is not shown."""
    closed = Customer.objects.closed_to(colleague).filter(pk=OuterRef("incident__customer"))
    found = markers.select_related("incident__customer", "incident__asset", "placed_by").annotate(closed=Exists(closed))
    for marker in found.order_by("lapses_on", "pk")[:MOST]:
        incident, soon = marker.incident, marker.lapses_soon(on=today)
        name = "Restricted file" if marker.closed else subject(colleague, incident, closed=False)
        due = f"{'About to lapse' if soon else 'Lapses'}: last day {show_date(marker.lapses_on)}"
        url = reverse("alerts:incident", args=[incident.reference])
        yield (
            marker,
            Row(incident.reference, url, f"{name}, placed by {marker.placed_by}", due, "orange" if soon else ""),
        )
