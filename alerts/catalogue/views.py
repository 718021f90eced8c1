"""Serve the administrator's pages for types of alert, behaviours and examples."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.staff.choices import Role
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.staff.views import for_administrators
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, selectors, services, steps


@require_safe
@for_administrators
def alert_types(request: StaffRequest) -> HttpResponse:
    """P7b List the types that a Lead may recommend, and the retired ones."""
    return render(request, "alerts/catalogue/alert_type/list.html", {"types": selectors.alert_types()})


@page
@for_administrators
def alert_type_add(request: StaffRequest) -> HttpResponse:
    """P7b Add a type of alert."""
    form = forms.AddAlertTypeForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services.add_alert_type(by=request.user, values=form.values())
        return f"{added} added. A Head of Service confirms it before it is used.", reverse("alerts:alert_types")

    return take_step(request, "alerts/catalogue/alert_type/add.html", form, act)


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
        now = "saved" if form.is_offered() else "retired"
        waits = " A Head of Service confirms what is new before it is used." if changed.awaits else ""
        return f"{changed} {now}. Active alerts stay as they are.{waits}", reverse("alerts:alert_types")

    return take_step(request, "alerts/catalogue/alert_type/change.html", form, act, type=found)


@page
def alert_type_confirm(request: StaffRequest, code: str) -> HttpResponse:
    """P7b Confirm a new type or a change of one, with its name, controls, instruction and letters on one page."""
    if not request.user.holds(Role.HEAD_OF_SERVICE):
        raise Http404
    found = selectors.alert_type(code)
    form = forms.ConfirmAlertTypeForm(request.POST or None, type=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.confirm_alert_type(type=found, seen=data["seen"], by=request.user, on=timezone.localdate())
        return f"{found.as_asked()} confirmed. It is used from now on.", reverse("desk:worklist")

    refusal = steps.why_not_confirm_alert_type(found, request.user)
    context = {"type": found, "rows": presenters.rows_to_confirm(found)}
    return take_step(request, "alerts/catalogue/alert_type/confirm.html", form, act, refusal=refusal, **context)


@require_safe
@for_administrators
def behaviours(request: StaffRequest) -> HttpResponse:
    """P3 D1 List the behaviours and examples that a report can choose, and the retired ones."""
    context = {"behaviours": selectors.behaviours(), "examples": selectors.examples()}
    return render(request, "alerts/catalogue/behaviour/list.html", context)


@page
@for_administrators
def behaviour_add(request: StaffRequest) -> HttpResponse:
    """D1 Add a behaviour."""
    form = forms.AddBehaviourForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services.add_behaviour(by=request.user, values=form.values())
        return f"{added} added. It can be chosen on reports now.", reverse("alerts:behaviours")

    return take_step(request, "alerts/catalogue/behaviour/edit.html", form, act, row=None, noun="behaviour")


@page
@for_administrators
def behaviour(request: StaffRequest, code: str) -> HttpResponse:
    """D1 Reword a behaviour, retire it, or offer it again."""
    found = selectors.behaviour(code)
    form = forms.ChangeBehaviourForm(request.POST or None, row=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_behaviour(
            behaviour=found,
            seen=data["seen"],
            by=request.user,
            on=timezone.localdate(),
            values=form.values(),
            offered=form.is_offered(),
        )
        return f"{changed} {'changed' if form.is_offered() else 'retired'}.", reverse("alerts:behaviours")

    return take_step(request, "alerts/catalogue/behaviour/edit.html", form, act, row=found, noun="behaviour")


@page
@for_administrators
def example_add(request: StaffRequest) -> HttpResponse:
    """P3 Add an example."""
    form = forms.AddExampleForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services.add_example(by=request.user, values=form.values())
        return f"“{added}” added. It can be chosen on reports now.", reverse("alerts:behaviours")

    return take_step(request, "alerts/catalogue/behaviour/edit.html", form, act, row=None, noun="example")


@page
@for_administrators
def example(request: StaffRequest, code: str) -> HttpResponse:
    """P3 Reword an example, retire it, or offer it again."""
    found = selectors.example(code)
    form = forms.ChangeExampleForm(request.POST or None, row=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_example(
            example=found,
            seen=data["seen"],
            by=request.user,
            on=timezone.localdate(),
            values=form.values(),
            offered=form.is_offered(),
        )
        return f"“{changed}” {'changed' if form.is_offered() else 'retired'}.", reverse("alerts:behaviours")

    return take_step(request, "alerts/catalogue/behaviour/edit.html", form, act, row=found, noun="example")
