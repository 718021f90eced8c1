"""Serve the page of a welfare check."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, selectors, services, steps


@page
@opens("welfare check")
def incident_welfare(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P2 Record how a colleague is after an incident, or show the recorded answer."""
    check, today = selectors.check(request.user, reference, pk), timezone.localdate()
    form = forms.WelfareForm(request.POST or None, version=check.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_welfare(check=check, version=data["version"], by=request.user, on=today, answer=form.answer())
        return f"Recorded how {check.colleague} is.", reverse("desk:worklist")

    context = {
        "check": check,
        "overdue": check.overdue(on=today),
        "welfare_rows": presenters.welfare_rows(check) if check.asked_on else [],
    }
    refusal = steps.why_not_record_welfare(check, request.user, today)
    return take_step(request, "alerts/welfare/record.html", form, act, refusal=refusal, **context)
