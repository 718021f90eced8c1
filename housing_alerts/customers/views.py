"""What a Lead writes down on a customer's file."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from housing_alerts.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.steps import take_step

from . import forms, permissions, selectors, services
from .models import Customer

page = require_http_methods(["GET", "HEAD", "POST"])


def _file_page(
    request: StaffRequest,
    template: str,
    customer: Customer,
    form: BaseForm,
    do: Callable[[dict[str, Any]], Any],
    done: str,
) -> HttpResponse:
    """A page that adds to the file and goes back to it."""

    def act(data: dict[str, Any]) -> tuple[str, str]:
        do(data)
        return done, reverse("desk:customer", args=[customer.reference])

    refusal = permissions.why_may_not_keep_file(request.user, customer)
    return take_step(request, template, form, act, refusal=refusal, customer=customer)


@page
@opens("customer")
def vulnerability_record(request: StaffRequest, reference: str) -> HttpResponse:
    """P10a Record a vulnerability."""
    customer = selectors.customer(request.user, reference)
    form = forms.VulnerabilityForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        services.record_vulnerability(customer=customer, by=request.user, **data)

    return _file_page(request, "customers/vulnerability/record.html", customer, form, do, "Vulnerability recorded.")


@page
@opens("customer")
def adjustment_record(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Record a reasonable adjustment."""
    customer = selectors.customer(request.user, reference)
    form = forms.AdjustmentForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        services.record_adjustment(customer=customer, by=request.user, **data)

    return _file_page(request, "customers/adjustment/record.html", customer, form, do, "Adjustment recorded.")


@page
@opens("customer")
def representative_record(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Record who acts for the customer."""
    customer = selectors.customer(request.user, reference)
    form = forms.RepresentativeForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        services.record_representative(customer=customer, by=request.user, details=data)

    return _file_page(request, "customers/representative/record.html", customer, form, do, "Representative recorded.")
