"""The photos and files of an incident."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from alerts.incidents import selectors as incidents_selectors
from housing_alerts.attachments.views import attach_page, file_served, take_off_page
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page


def _back(reference: str) -> str:
    return reverse("alerts:incident", args=[reference])


@page
@opens("incident")
def incident_attach(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 P11a Attach photos and files to the incident."""
    return attach_page(request, incidents_selectors.incident(request.user, reference), back=_back(reference))


@require_GET
@opens("attached file")
def incident_file(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P11a One photo or file of the incident, to be saved."""
    return file_served(request, incidents_selectors.incident(request.user, reference), file)


@page
@opens("incident")
def incident_file_take_off(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P11a Take a file off the incident."""
    return take_off_page(request, incidents_selectors.incident(request.user, reference), file, back=_back(reference))
