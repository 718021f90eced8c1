"""Serve the pages of the Equality Officer: what is recorded of whom, and the load of a file."""

from typing import Any

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from housing_alerts.importing.reading import Unreadable
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import add_busy, page, take_step

from . import forms, imports, presenters, selectors, services, steps

MOST_LINES = 500
"""The most lines of each list that the page shows."""


@page
def characteristics_find(request: StaffRequest) -> HttpResponse:
    """P11b Ask for a customer by their reference, and show how much is known of all."""
    selectors.for_the_equality_officer(request.user)
    form = forms.FindForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        reference = data["customer"].reference
        return f"Customer {reference} found.", reverse("monitoring:characteristics", args=[reference])

    customers, known = selectors.known()
    context: dict[str, Any] = {"customers": customers, "known": presenters.known_rows(customers, known)}
    refusal = steps.why_not_record(request.user)
    return take_step(request, "monitoring/equality/find.html", form, act, refusal=refusal, **context)


@page
@opens("characteristics")
def characteristics(request: StaffRequest, reference: str) -> HttpResponse:
    """P11b Record what a customer says of each characteristic. The page shows nothing of their file."""
    customer = selectors.customer(request.user, reference)
    form = forms.CharacteristicsForm(request.POST or None, answers=selectors.answers(customer))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_characteristics(customer=customer, seen=data["seen"], by=request.user, answers=form.answers())
        return f"Recorded for {customer.reference}.", reverse("monitoring:characteristics_find")

    return take_step(
        request,
        "monitoring/equality/characteristics.html",
        form,
        act,
        refusal=steps.why_not_record(request.user),
        reference=customer.reference,
    )


@page
def characteristics_load(request: StaffRequest) -> HttpResponse:
    """P11b Load characteristics from a file, or check it. The answer lists lines by number, and repeats no answer."""
    selectors.for_the_equality_officer(request.user)
    form = forms.LoadForm(request.POST or None, request.FILES or None)
    report, status = None, 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            report = imports.load_characteristics(
                data["file"].read(), data["file"].name, by=request.user, dry_run=data["check_only"]
            )
        except Unreadable as answer:
            form.add_error("file", str(answer))
        except OperationalError as fault:
            add_busy(form, fault)
            status = 503
    if report is None:
        return render(request, "monitoring/equality/load.html", {"form": form, "blocked": None}, status=status)
    context = {
        "title": presenters.load_title(report),
        "kept": report.kept,
        "counts": presenters.load_rows(report),
        "refused": sorted(report.refused)[:MOST_LINES],
        "notes": sorted(report.notes)[:MOST_LINES],
        "most": MOST_LINES,
        "more": max(len(report.refused), len(report.notes)) > MOST_LINES,
        "again": reverse("monitoring:characteristics_load"),
    }
    return render(request, "monitoring/loading/loaded.html", context)
