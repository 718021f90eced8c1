"""Serve the pages of a customer's contacts: the list, and each step of one contact."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.customers import selectors as customers_selectors
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step
from monitoring.levels import counting
from monitoring.levels import policies as levels_policies
from monitoring.levels import presenters as levels_presenters
from monitoring.levels import selectors as levels_selectors
from monitoring.strategies import selectors as strategies_selectors
from monitoring.strategies import steps as strategies_steps

from . import forms, presenters, selectors, services, steps


def _url(reference: str) -> str:
    return reverse("monitoring:contacts", args=[reference])


@require_GET
@opens("contacts")
def contacts(request: StaffRequest, reference: str) -> HttpResponse:
    """P12 Show the contacts of one customer, the newest first."""
    customer = customers_selectors.customer(request.user, reference)
    found, after = selectors.contacts(customer, after=request.GET.get("after", ""))
    context = {
        "customer": customer,
        "contacts": [
            (each, presenters.title(each.contact), presenters.contact_rows(each.contact))
            for each in steps.listed(found, customer, request.user)
        ],
        "next": f"?{urlencode({'after': after})}" if after else "",
        "may_log": not steps.why_not_log(customer, request.user),
        "strategies": strategies_selectors.of_customer(customer),
        "may_start": not strategies_steps.why_not_start(customer, request.user),
        **_levels(customer),
    }
    return render(request, "monitoring/contacts/contacts.html", context)


def _levels(customer: Customer) -> dict[str, Any]:
    """Return how much contact there was, and what a high level of it calls for."""
    today, level = timezone.localdate(), levels_selectors.level(customer)
    weeks = counting.weeks(customer, first=levels_policies.first_week(today), last=today)
    return {
        "plot": levels_presenters.plot(weeks),
        "high": levels_presenters.level_words(level) if level else "",
        "to_review": levels_selectors.to_review(customer) if level else [],
    }


@page
@opens("customer")
def contact_log(request: StaffRequest, reference: str) -> HttpResponse:
    """P12 Log a contact, and what was done about it."""
    customer = customers_selectors.customer(request.user, reference)
    form = forms.LogForm(request.POST or None, by=request.user)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.log_contact(
            customer=customer,
            by=request.user,
            now=timezone.now(),
            said=form.said(),
        )
        return "Contact logged.", _url(reference)

    refusal = steps.why_not_log(customer, request.user)
    return take_step(request, "monitoring/contacts/log.html", form, act, refusal=refusal, customer=customer)


@page
@opens("contacts")
def contact_correct(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P12 Correct a contact that a colleague logged."""
    customer = customers_selectors.customer(request.user, reference)
    found = selectors.contact(customer, pk)
    form = forms.CorrectForm(request.POST or None, contact=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.correct_contact(
            contact=found,
            version=data["version"],
            by=request.user,
            now=timezone.now(),
            said=form.said(),
            reason=data["reason"],
        )
        return "Contact corrected.", _url(reference)

    refusal = steps.why_not_correct(found, request.user)
    return take_step(request, "monitoring/contacts/correct.html", form, act, refusal=refusal, customer=customer)


@page
@opens("contacts")
def contact_take_back(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P12 Take a contact back that counts no more."""
    customer = customers_selectors.customer(request.user, reference)
    found = selectors.contact(customer, pk)
    form = forms.TakeBackForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.take_back_contact(contact=found, by=request.user, on=timezone.localdate(), **data)
        return "Contact taken back. It counts no more.", _url(reference)

    refusal = steps.why_not_take_back(found, request.user)
    context = {
        "customer": customer,
        "rows": presenters.contact_rows(found),
        "title": presenters.title(found),
        "at": found.at,
    }
    return take_step(request, "monitoring/contacts/take_back.html", form, act, refusal=refusal, **context)
