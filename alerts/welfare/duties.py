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
    """P2 Yield the duty to ask: that of whoever asks and, once it is overdue or if nobody is here, the Leads'."""
    incident, asker = check.incident, check.asker
    areas = incident.lead_area_ids() if incident.service_area_id else [None]
    stages: list[tuple[Holder, Any]] = [(leads(area), None) for area in areas]
    if asker:
        late = check.due_on + timedelta(days=1)
        stages = [(to(asker), None), *((holder, late) for holder, _ in stages)]
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
    case = ("customer", "asset", "service_area", "line_manager", "reported_by")
    related = ("colleague__line_manager", *(f"incident__{name}" for name in case))
    return found.select_related(*related).prefetch_related("incident__investigations")


def _touched_by(record: object) -> QuerySet[WelfareCheck]:
    """P2 Return the waiting checks of a colleague and their staff, and of the reports that they made or triage."""
    if not isinstance(record, Colleague):
        return WelfareCheck.objects.none()
    names = ("colleague", "colleague__line_manager", "incident__line_manager", "incident__reported_by")
    return WelfareCheck.objects.waiting().filter(Q(*[(name, record) for name in names], _connector=Q.OR))


SOURCE = Source(WelfareCheck, _standing, duties, _touched_by, seen_by=WelfareCheck.objects.visible_to)
