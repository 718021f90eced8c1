"""Alerts and the incidents that breach them, each as the other's page shows it (Appendix D 5.1)."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse

from alerts.alert.models import Alert
from alerts.investigations.models import Investigation
from housing_alerts.staff.models import Colleague

from .apart import APART, is_apart
from .machine import IncidentStatus
from .models import Incident


class Beside(NamedTuple):
    """P11a An incident or an alert on the page of a case beside it: what it is called, and its page where that opens.

    ``apart``: it is on somebody else's restricted file that the colleague cannot open, and no more is said of it.
    """

    named: str
    url: str
    apart: bool


def breaches_of(colleague: Colleague, alert: Alert) -> list[tuple[Incident, Beside]]:
    """D5 The incidents that breach the alert, newest first; a void one is none."""
    found = alert.breaches.exclude(status=IncidentStatus.VOID).select_related("customer")
    incidents = list(found.order_by("-occurred_at", "-pk"))
    return list(zip(incidents, _beside(colleague, alert, incidents), strict=True))


def breached_by(colleague: Colleague, incident: Incident) -> Beside | None:
    """D5 The alert that the incident breaches."""
    return _beside(colleague, incident, [incident.breach_of])[0] if incident.breach_of else None


def breaches_in(colleague: Colleague, file: Investigation) -> list[tuple[Incident, Beside, Beside]]:
    """D5 The breaches that an investigation looks at, each with the alert that it breaches."""
    incidents = list(file.breaches().select_related("customer", "breach_of__customer", "breach_of__type"))
    alerts = [incident.breach_of for incident in incidents if incident.breach_of]
    told, breached = _beside(colleague, file, incidents), _beside(colleague, file, alerts)
    return list(zip(incidents, told, breached, strict=True))


def _beside(
    colleague: Colleague, case: Alert | Incident | Investigation, records: Sequence[Alert] | Sequence[Incident]
) -> list[Beside]:
    if not records:
        return []
    noun = type(records[0])
    opened = noun.objects.visible_to(colleague).filter(pk__in=[record.pk for record in records])
    theirs = set(opened.values_list("pk", flat=True))
    page = f"alerts:{noun._meta.model_name}"
    return [
        Beside(record.reference, reverse(page, args=[record.reference]), apart=False)
        if record.pk in theirs
        else Beside(APART, "", apart=True)
        if is_apart(record, case)
        else Beside(record.reference, "", apart=False)
        for record in records
    ]
