"""The duties of a welfare check: somebody asks the colleague how they are, in time (§2)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from alerts.incidents.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Holder, Owed, Scope, Source, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .models import WelfareCheck


def duties(check: WelfareCheck) -> Iterator[Owed]:
    """P2 Yield the duty to ask: the line manager's and, once it is overdue or if there is none, the Leads'."""
    incident, manager = check.incident, check.colleague.line_manager
    areas = incident.lead_area_ids() if incident.service_area_id else [None]
    stages: list[tuple[Holder, Any]] = [(leads(area), None) for area in areas]
    if manager and manager.is_active:
        late = check.due_on + timedelta(days=1)
        stages = [(to(manager), None), *((holder, late) for holder, _ in stages)]
    for holder, shows_from in stages:
        yield Owed(
            kind=Kind.ASK,
            holder=holder,
            reference=incident.reference,
            words=f"{check} {check.asks} asks, after {show_date(incident.occurred_at)}",
            path=reverse("alerts:incident_welfare", args=[incident.reference, check.pk]),
            clause=procedure.REPORTING,
            shows_from=shows_from,
            due_on=check.due_on,
            awaited_by=check.colleague_id,
        )


def _standing(scope: Scope) -> QuerySet[WelfareCheck]:
    within = scope.of(WelfareCheck, customer="incident__customer", asset="incident__asset")
    within |= scope.part_of(Incident, "incident")
    found = WelfareCheck.objects.waiting().filter(within)
    related = ("incident__customer", "incident__asset", "incident__service_area", "colleague__line_manager")
    return found.select_related(*related).prefetch_related("incident__investigations")


def _touched_by(record: object) -> QuerySet[WelfareCheck]:
    """P2 Return the waiting checks of a colleague and their staff: who asks depends on who manages and is here."""
    if not isinstance(record, Colleague):
        return WelfareCheck.objects.none()
    return WelfareCheck.objects.waiting().filter(Q(colleague=record) | Q(colleague__line_manager=record))


SOURCE = Source(WelfareCheck, _standing, duties, _touched_by, seen_by=WelfareCheck.objects.visible_to)
