"""Queries for incidents that reach a colleague who did not report or handle them: as affected, on duty, or in another's place."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from alerts.choices import IncidentStatus
from housing_alerts.customers.models import Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague

if TYPE_CHECKING:
    from .models import Incident


def happened_to(colleague: Colleague, model: "type[Incident]") -> Q:
    """P2 Return the filter for the incidents by which the colleague was affected."""
    return Q(pk__in=model.affected.through._default_manager.filter(colleague=colleague).values("incident"))


OF_NO_AREA = Q(service_area__isnull=True, status__in=[IncidentStatus.LOGGED, IncidentStatus.SETTLED])
"""D4 The incidents of no area: nobody is known, and nobody lives there.

Until the incident is referred to an area, every Operational Lead has it.
"""


def instead(colleague: Colleague, model: "type[Incident]", *, on: date) -> Q:
    """D4 P6 Return the filter for what somebody who is on duty, or stands in for another, sees on that day."""
    return on_duty(colleague, model, on=on) | while_away(colleague, on=on)


def while_away(colleague: Colleague, *, on: date) -> Q:
    """D3a P6 Return the filter for what waits for a line manager who is away, for their deputy or the area's Heads.

    Those that they triaged meanwhile stay with them. A restricted file stays closed to a deputy.
    """
    if not colleague.triages():
        return _heads_instead(colleague, on=on)
    waits = Q(line_manager__in=colleague.stands_in_for, status=IncidentStatus.LOGGED)
    theirs = (waits | Q(triaged_by=colleague)) & ~Q(customer__in=Customer.objects.kept_from(colleague))
    return theirs | _heads_instead(colleague, on=on)


def _heads_instead(colleague: Colleague, *, on: date) -> Q:
    """D3a P11a Return the filter for reports on restricted files that wait for Heads while the line manager is away.

    Those that they triaged meanwhile stay with them. The file itself stays closed.
    """
    if not colleague.holds(Role.HEAD_OF_SERVICE):
        return Q(pk__in=[])
    away = Absence.objects.on(on).values("colleague")
    waits = Q(line_manager__in=away, status=IncidentStatus.LOGGED, service_area__in=colleague.area_ids)
    return Q(waits | Q(triaged_by=colleague), customer__restricted=True)


def on_duty(colleague: Colleague, model: "type[Incident]", *, on: date) -> Q:
    """D4 Return the filter for the incidents that a duty manager sees on their days.

    Each waits for its triage or has a marker, and its customer's file is open to the colleague.
    """
    if not colleague.on_duty(on):
        return Q(pk__in=[])
    with_marker = model.objects.filter(markers__lifted_on__isnull=True, markers__lapses_on__gte=on).values("pk")
    open_file = ~Q(customer__in=Customer.objects.kept_from(colleague))
    return (Q(status=IncidentStatus.LOGGED) | Q(pk__in=with_marker)) & open_file


def protects_unread(colleague: Colleague, model: "type[Incident]", *, on: date) -> Q:
    """D4 P11a Return the filter for the dangers of restricted files which the duty manager marks without opening the file.

    Each waits for its triage, or has a marker of theirs in force.
    """
    if not colleague.on_duty(on):
        return Q(pk__in=[])
    waits = Q(status=IncidentStatus.LOGGED, pk__in=model.objects.dangerous().values("pk"))
    standing = {"markers__lifted_on__isnull": True, "markers__lapses_on__gte": on}
    marked = Q(pk__in=model.objects.filter(markers__placed_by=colleague, **standing).values("pk"))
    return (waits | marked) & Q(customer__in=Customer.objects.kept_from(colleague))
