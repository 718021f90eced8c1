"""Select welfare checks for the colleague, their line manager and the Lead (§2)."""

from django.http import Http404

from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.staff.models import Colleague

from .models import WelfareCheck, WelfareCheckQuerySet


def check(colleague: Colleague, reference: str, pk: int) -> WelfareCheck:
    """Return one check of an incident, if the colleague may read it. :raises Http404: otherwise."""
    found = checks_of(colleague, reference).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def checks_of(colleague: Colleague, reference: str) -> WelfareCheckQuerySet:
    """Return the checks of an incident that the colleague may read."""
    found = WelfareCheck.objects.visible_to(colleague).filter(incident__reference=reference)
    related = ("incident__service_area", "colleague__line_manager", "asked_by", "changed_by")
    return found.select_related(*related).order_by("pk")


def asked_after(colleague: Colleague, incident: Incident) -> list[WelfareCheck]:
    """Return the checks that the incident's page shows: those asked and, unless the report is void, those waiting."""
    found = checks_of(colleague, incident.reference)
    return [check for check in found if check.asked_on or incident.status != IncidentStatus.VOID]
