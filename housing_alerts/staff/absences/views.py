"""Serve the pages of absences."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Absence
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, selectors, services, steps


@require_safe
def absences(request: StaffRequest) -> HttpResponse:
    """List present and coming absences: one's own, those of one's staff, and those for whom one is the deputy."""
    today = timezone.localdate()
    found = selectors.absences(request.user, on=today)
    context = {"absences": presenters.rows(found, request.user, on=today)}
    return render(request, "staff/absence/list.html", context)


@page
def absence_add(request: StaffRequest) -> HttpResponse:
    """Record the days on which a colleague is away, and their deputy."""
    today = timezone.localdate()
    form = forms.AddForm(request.POST or None, by=request.user)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services.add_absence(by=request.user, on=today, **data)
        return _said(added), reverse("staff:absences")

    refusal = steps.why_not_add(request.user, request.user)
    return take_step(request, "staff/absence/add.html", form, act, refusal=refusal)


@page
def absence(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the days of an absence, or its deputy."""
    today = timezone.localdate()
    found = selectors.absence(request.user, pk)
    form = forms.ChangeForm(request.POST or None, absence=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_absence(absence=found, by=request.user, on=today, **data)
        return _said(changed), reverse("staff:absences")

    refusal = steps.why_not_change(found, request.user, today)
    return take_step(request, "staff/absence/change.html", form, act, refusal=refusal, absence=found)


@page
def absence_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Record that the colleague is back, or will not be away."""
    today = timezone.localdate()
    found = selectors.absence(request.user, pk)
    form = forms.EndForm(request.POST or None, absence=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        ended = services.end_absence(absence=found, by=request.user, on=today, **data)
        return f"{ended.colleague} is here. What waits for them shows with them alone.", reverse("staff:absences")

    refusal = steps.why_not_change(found, request.user, today)
    context = {"absence": found, "begun": found.lasts_on(today)}
    return take_step(request, "staff/absence/end.html", form, act, refusal=refusal, **context)


def _said(absence: Absence) -> str:
    who, days = absence.colleague, f"from {show_date(absence.starts)} to {show_date(absence.ends)}"
    deputy = f"{absence.deputy} is the deputy" if absence.deputy else f"Nobody is the deputy: {absence.told} is told"
    return f"{who} is away {days}. {deputy}. Hand over what only {who} could do."
