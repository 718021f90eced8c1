"""The behaviours and examples of a report: an administrator's own pages."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.staff.requests import StaffRequest
from housing_alerts.staff.views import for_administrators
from housing_alerts.web.step_pages import page, take_step

from . import forms_behaviour, selectors_behaviours, services_behaviours


@require_safe
@for_administrators
def behaviours(request: StaffRequest) -> HttpResponse:
    """P3 D1 What can be chosen on a report, and what is retired."""
    context = {"behaviours": selectors_behaviours.behaviours(), "examples": selectors_behaviours.examples()}
    return render(request, "alerts/behaviour/list.html", context)


@page
@for_administrators
def behaviour_add(request: StaffRequest) -> HttpResponse:
    """D1 Add a behaviour."""
    form = forms_behaviour.AddBehaviourForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services_behaviours.add_behaviour(by=request.user, values=form.values())
        return f"{added} added. It can be chosen on reports now.", reverse("alerts:behaviours")

    return take_step(request, "alerts/behaviour/edit.html", form, act, row=None, noun="behaviour")


@page
@for_administrators
def behaviour(request: StaffRequest, code: str) -> HttpResponse:
    """D1 Reword a behaviour, retire it, or offer it again."""
    found = selectors_behaviours.behaviour(code)
    form = forms_behaviour.ChangeBehaviourForm(request.POST or None, row=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services_behaviours.change_behaviour(
            behaviour=found,
            seen=data["seen"],
            by=request.user,
            on=timezone.localdate(),
            values=form.values(),
            offered=form.is_offered(),
        )
        return f"{changed} {'changed' if form.is_offered() else 'retired'}.", reverse("alerts:behaviours")

    return take_step(request, "alerts/behaviour/edit.html", form, act, row=found, noun="behaviour")


@page
@for_administrators
def example_add(request: StaffRequest) -> HttpResponse:
    """P3 Add an example."""
    form = forms_behaviour.AddExampleForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services_behaviours.add_example(by=request.user, values=form.values())
        return f"“{added}” added. It can be chosen on reports now.", reverse("alerts:behaviours")

    return take_step(request, "alerts/behaviour/edit.html", form, act, row=None, noun="example")


@page
@for_administrators
def example(request: StaffRequest, code: str) -> HttpResponse:
    """P3 Reword an example, retire it, or offer it again."""
    found = selectors_behaviours.example(code)
    form = forms_behaviour.ChangeExampleForm(request.POST or None, row=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services_behaviours.change_example(
            example=found,
            seen=data["seen"],
            by=request.user,
            on=timezone.localdate(),
            values=form.values(),
            offered=form.is_offered(),
        )
        return f"“{changed}” {'changed' if form.is_offered() else 'retired'}.", reverse("alerts:behaviours")

    return take_step(request, "alerts/behaviour/edit.html", form, act, row=found, noun="example")
