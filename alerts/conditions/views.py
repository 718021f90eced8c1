"""Serve the pages that list, add, change and withdraw the conditions of a drafted alert."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.alert import policies as alert_policies
from alerts.alert import selectors as alert_selectors
from alerts.alert.models import Alert
from alerts.choices import ConditionKind
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import page, take_step
from letters import selectors as letters_selectors

from . import forms, services, steps
from .models import Condition


def _url(alert: Alert) -> str:
    return reverse("alerts:alert_conditions", args=[alert.reference])


def _alert_url(alert: Alert) -> str:
    return reverse("alerts:alert", args=[alert.reference])


def _one_of(alert: Alert, pk: int) -> Condition:
    found = next((condition for condition in alert.conditions.all() if condition.pk == pk), None)
    if found is None:
        raise Http404
    return found


@require_GET
@opens("alert")
def conditions(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 List the conditions of the drafted alert, and ask which kind to add."""
    found = alert_selectors.alert(request.user, reference)
    context = {
        "alert": found,
        "form": forms.ConditionKindForm(),
        "refusal": steps.why_not_add_condition(found, request.user, timezone.localdate()),
        "incomplete": alert_policies.why_not_propose(found),
    }
    return render(request, "alerts/conditions/list.html", context)


@page
@opens("alert")
def condition_add(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 Add a condition to the alert; the form depends on its kind."""
    found = alert_selectors.alert(request.user, reference)
    kind = request.GET.get("kind", "")
    if kind not in forms.CONDITION_FORMS:
        messages.error(request, "Choose what the alert restricts.")
        return redirect(_url(found))
    form = forms.CONDITION_FORMS[kind](request.POST or None, alert=found, kind=kind)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        added = services.add_condition(
            alert=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            kind=kind,
            terms=form.terms(),
        )
        return f"Condition added: {added}", _url(found)

    refusal = steps.why_not_add_condition(found, request.user, timezone.localdate())
    label = ConditionKind(kind).label
    return take_step(request, "alerts/conditions/add.html", form, act, refusal=refusal, alert=found, kind=label)


@page
@opens("alert")
def condition_change(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P5 Change a condition of the drafted alert."""
    found = alert_selectors.alert(request.user, reference)
    condition = _one_of(found, pk)
    asked = forms.CONDITION_FORMS[condition.kind]
    form = asked(request.POST or None, alert=found, kind=condition.kind, condition=condition)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_condition(
            condition=condition,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            terms=form.terms(),
        )
        return f"Condition changed: {changed}", _url(found)

    refusal = steps.why_not_change_condition(condition, request.user, timezone.localdate())
    return take_step(
        request, "alerts/conditions/change.html", form, act, refusal=refusal, alert=found, condition=condition
    )


@page
@opens("alert")
def condition_withdraw(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P5 Withdraw a condition from the drafted alert."""
    found = alert_selectors.alert(request.user, reference)
    condition = _one_of(found, pk)
    form = StepForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_condition(
            condition=condition, version=data["version"], by=request.user, on=timezone.localdate()
        )
        return f"Condition taken out: {condition}", _url(found)

    refusal = steps.why_not_withdraw_condition(condition, request.user, timezone.localdate())
    return take_step(
        request, "alerts/conditions/withdraw.html", form, act, refusal=refusal, alert=found, condition=condition
    )


@page
@opens("alert")
def condition_declaration(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """D4 Record that the written declaration came, so that the service resumes."""
    found = alert_selectors.alert(request.user, reference)
    condition = _one_of(found, pk)
    form = forms.DeclarationReceivedForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_declaration(
            condition=condition,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            received_on=data["received_on"],
            words=data["words"],
        )
        return f"Declaration recorded. This no longer applies: {condition}", _alert_url(found)

    refusal = steps.why_not_record_declaration(condition, request.user, timezone.localdate())
    shown = {"alert": found, "condition": condition, "issued": letters_selectors.issued_to(found.customer)}
    return take_step(request, "alerts/conditions/declaration.html", form, act, refusal=refusal, **shown)
