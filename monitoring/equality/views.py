"""Serve the pages of the Equality Officer, and the published tables."""

from typing import Any

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.importing.reading import Unreadable
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import add_busy, offer_where_allowed, page, take_step

from . import forms, imports, presenters, selectors, services, steps
from .tables import Figure

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


# Published tables


@require_GET
def equality(request: StaffRequest) -> HttpResponse:
    """P11b List the published tables."""
    found = selectors.publications(request.user)
    rows = presenters.publication_rows(found)
    offered = offer_where_allowed(
        "Publish a quarter", reverse("monitoring:equality_publish"), steps.why_not_publish(request.user)
    )
    return render(request, "monitoring/equality/equality.html", {"rows": rows, "publish": offered})


@require_GET
def equality_table(request: StaffRequest, reference: str) -> HttpResponse:
    """P11b Show a published table, what it says in words, and what was done about it."""
    publication = selectors.publication(request.user, reference)
    figures = [Figure(*row) for row in publication.figures]
    context = {
        "publication": publication,
        "head": presenters.headings(),
        "tables": presenters.tables(figures),
        "sentences": presenters.sentences(figures),
        "responses": presenters.response_rows(selectors.responses(publication)),
    }
    return render(request, "monitoring/equality/table.html", context)


@page
def equality_publish(request: StaffRequest) -> HttpResponse:
    """P11b Publish the table of a closed quarter."""
    selectors.for_the_equality_officer(request.user)
    today = timezone.localdate()
    quarters = selectors.to_publish(today)
    form = forms.PublishForm(request.POST or None, quarters=quarters)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = services.publish_quarter(first=data["quarter"], by=request.user, on=today)
        return f"The table of {made.quarter} is published.", reverse("monitoring:equality_table", args=[made.reference])

    refusal = steps.why_not_publish(request.user)
    return take_step(request, "monitoring/equality/publish.html", form, act, refusal=refusal, quarters=quarters)


@page
def equality_respond(request: StaffRequest, reference: str) -> HttpResponse:
    """P11b Say what was done about a published table."""
    publication = selectors.publication(request.user, reference)
    form = forms.RespondForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.respond(publication=publication, by=request.user, **data)
        return "Kept beside the table.", reverse("monitoring:equality_table", args=[reference])

    refusal = steps.why_not_respond(request.user)
    return take_step(request, "monitoring/equality/respond.html", form, act, refusal=refusal, publication=publication)
