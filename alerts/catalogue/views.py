"""The types of alert: an administrator's own pages."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.staff.requests import StaffRequest
from housing_alerts.staff.views import for_administrators
from housing_alerts.web.step_pages import page, take_step

from . import forms, selectors, services


@require_safe
@for_administrators
def alert_types(request: StaffRequest) -> HttpResponse:
    """P7b What a Lead may recommend, and what is retired."""
    return render(request, "alerts/alert_type/list.html", {"types": selectors.alert_types()})


@page
@for_administrators
def alert_type_add(request: StaffRequest) -> HttpResponse:
    """P7b Add a type of alert."""
    form = forms.AddAlertTypeForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services.add_alert_type(by=request.user, values=form.values())
        return f"{added} added. Operational Leads can recommend it now.", reverse("alerts:alert_types")

    return take_step(request, "alerts/alert_type/add.html", form, act)


@page
@for_administrators
def alert_type(request: StaffRequest, code: str) -> HttpResponse:
    """P7b Change a type of alert, retire it, or offer it again."""
    found = selectors.alert_type(code)
    form = forms.ChangeAlertTypeForm(request.POST or None, type=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_alert_type(
            type=found,
            seen=data["seen"],
            by=request.user,
            on=timezone.localdate(),
            values=form.values(),
            offered=form.is_offered(),
        )
        now = "changed" if form.is_offered() else "retired"
        return f"{changed} {now}. Active alerts stay as they are.", reverse("alerts:alert_types")

    return take_step(request, "alerts/alert_type/change.html", form, act, type=found)
