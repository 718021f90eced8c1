"""The decision record, as a page and as a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from letters.documents import printed

from . import record
from .record import DecisionRecord


def _page(request: StaffRequest, record: DecisionRecord, noun: str) -> HttpResponse:
    context = {
        "record": record,
        "back": reverse(f"alerts:{noun}", args=[record.reference]),
        "pdf": reverse(f"alerts:{noun}_decision_pdf", args=[record.reference]),
    }
    return render(request, "alerts/decision.html", context)


def _pdf(request: StaffRequest, record: DecisionRecord) -> HttpResponse:
    context = {
        "record": record,
        "title": f"{record.title}: {record.subject}",
        "reference": record.reference,
        "organisation": record.organisation,
        "printed_by": request.user,
        "printed_at": timezone.now(),
    }
    return printed("letters/decision_record.html", context, name=f"decision-{record.reference}")


@require_safe
@opens("decision record")
def alert_decision(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a What was decided on an alert, on which facts and after which questions."""
    return _page(request, record.decision_on_alert(request.user, reference), "alert")


@require_safe
@opens("decision record")
def alert_decision_pdf(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a The same to print and to file."""
    return _pdf(request, record.decision_on_alert(request.user, reference))


@require_safe
@opens("decision record")
def investigation_decision(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b What was decided on a concluded investigation, also where nothing was imposed."""
    return _page(request, record.decision_on_investigation(request.user, reference), "investigation")


@require_safe
@opens("decision record")
def investigation_decision_pdf(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b The same to print and to file."""
    return _pdf(request, record.decision_on_investigation(request.user, reference))
