"""Serve the pages that add to a file: documents to an appeal, and what the appeal tells of the customer to theirs."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from housing_alerts.attachments.views import attach_page, file_served, remove_page
from housing_alerts.customers import forms as customers_forms
from housing_alerts.customers import services as customers_services
from housing_alerts.customers import steps as customers_steps
from housing_alerts.customers.choices import ToldBy
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import selectors
from .models import Appeal


def _url(appeal: Appeal) -> str:
    return reverse("appeals:appeal", args=[appeal.reference])


@page
@opens("appeal")
def appeal_vulnerability(request: StaffRequest, reference: str) -> HttpResponse:
    """P10a Record on the customer's file a vulnerability of which the appeal tells."""
    found = selectors.appeal(request.user, reference)
    said = {"what": found.grounds, "told_by": ToldBy.CUSTOMER, "told_on": found.received_on}
    form = customers_forms.VulnerabilityForm(request.POST or None, initial=said)
    return _on_the_file(request, found, "vulnerability", form, customers_services.record_vulnerability)


@page
@opens("appeal")
def appeal_adjustment(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Record on the customer's file a reasonable adjustment that was agreed because of the appeal."""
    found = selectors.appeal(request.user, reference)
    form = customers_forms.AdjustmentForm(request.POST or None, initial={"what": found.grounds})
    return _on_the_file(request, found, "adjustment", form, customers_services.record_adjustment)


def _on_the_file(
    request: StaffRequest, found: Appeal, noun: str, form: BaseForm, do: Callable[..., object]
) -> HttpResponse:
    """Serve the page of the customer's file, filled in from the appeal, and go back to the appeal."""

    def act(data: dict[str, Any]) -> tuple[str, str]:
        do(customer=found.customer, by=request.user, **data)
        return f"{noun.capitalize()} recorded on the customer’s file.", _url(found)

    refusal = customers_steps.why_not_keep_file(found.customer, request.user)
    context = {"customer": found.customer, "back": _url(found)}
    return take_step(request, f"customers/{noun}/record.html", form, act, refusal=refusal, **context)


@page
@opens("appeal")
def appeal_attach(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Attach the documents that came with the appeal."""
    found = selectors.appeal(request.user, reference)
    return attach_page(request, found, back=_url(found))


@require_GET
@opens("attached file")
def appeal_file(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P9a Return one document that came with the appeal, to be saved."""
    return file_served(request, selectors.appeal(request.user, reference), file)


@page
@opens("appeal")
def appeal_file_remove(request: StaffRequest, reference: str, file: str) -> HttpResponse:
    """P11a Take a document off the appeal."""
    found = selectors.appeal(request.user, reference)
    return remove_page(request, found, file, back=_url(found))
