"""Serve the pages of what is due for disposal, and of how long things are kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step
from privacy.choices import RUNS_FROM, Keeping

from . import forms, presenters, selectors, services, steps


@require_GET
@opens("retention")
def retention(request: StaffRequest) -> HttpResponse:
    """P13a Show which files are due, from when and by which period, and what holds those that are not disposed of."""
    go, held, others = selectors.due(request.user, on=timezone.localdate())
    shown = [*go[: selectors.MOST], *held[: selectors.MOST]]
    shows(request, [each.file.reference for each in shown])
    names = selectors.names(each.file.key for each in shown)
    context = {
        "due": presenters.file_rows(go[: selectors.MOST], names),
        "held": presenters.file_rows(held[: selectors.MOST], names),
        "due_count": len(go),
        "held_count": len(held),
        "others": others,
        "most": selectors.MOST,
        "beside_count": sum(each.due for each in selectors.beside_due(on=timezone.localdate())),
    }
    return render(request, "privacy/retention/retention.html", context)


@require_GET
@opens("retention periods")
def rules(request: StaffRequest) -> HttpResponse:
    """P13a Show each landlord's periods, and the things that are due beside the files."""
    context = {
        "periods": selectors.periods(request.user),
        "keepings": list(Keeping),
        "runs_from": RUNS_FROM,
        "beside": selectors.what_is_beside(on=timezone.localdate()),
    }
    return render(request, "privacy/retention/rules.html", context)


@page
def rules_change(request: StaffRequest, code: str) -> HttpResponse:
    """P13a Change a landlord's periods."""
    found = selectors.organisation(request.user, code)
    form = forms.RulesForm(request.POST or None, months=selectors.months_of(found))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.change_rules(organisation=found, by=request.user, **data)
        return f"The periods of {found} are changed. They count from now on.", reverse("privacy:rules")

    refusal = steps.why_not_change_rules(found, request.user, timezone.localdate())
    return take_step(request, "privacy/retention/change.html", form, act, refusal=refusal, organisation=found)
