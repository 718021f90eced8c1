"""Serve the page for the choice of mails about duties, and the warning that mail stands still."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, selectors, services
from .choices import ALWAYS_URGENT, held_by


@page
def told(request: StaffRequest) -> HttpResponse:
    """Choose how to be told of each kind of duty."""
    form = forms.ToldForm(request.POST if request.method == "POST" else None, colleague=request.user)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.choose_ways(by=request.user, ways=data)
        return "Kept. What is urgent is told at once, as before.", reverse("duties:told")

    always = [kind.label for kind in held_by(request.user.roles) if kind in ALWAYS_URGENT]
    return take_step(request, "duties/told.html", form, act, always=always)


def standstill(request: HttpRequest) -> dict[str, Any]:
    """Say on each page of an administrator that messages do not go out."""
    colleague = getattr(request, "user", None)
    if not isinstance(colleague, Colleague):
        return {}
    return {"standstill": selectors.standstill(colleague, on=timezone.localdate())}
