"""Serve the page on which contacts are loaded from a file."""

from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from housing_alerts.importing.reading import Unreadable
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import add_busy, page

from . import forms, imports, presenters, selectors, steps

MOST_LINES = 500
"""The most lines of each list that the page shows."""


@page
def contact_loads(request: StaffRequest) -> HttpResponse:
    """P12 Load contacts from a file, or check it. The answer lists lines by number, and names nobody."""
    if steps.why_not_load(request.user):
        raise Http404
    form = forms.LoadForm(request.POST or None, request.FILES or None)
    report, status = None, 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            report = imports.load_contacts(
                data["file"].read(),
                data["file"].name,
                source=data["source"],
                by=request.user,
                now=timezone.now(),
                dry_run=data["check_only"],
            )
        except Unreadable as answer:
            form.add_error("file", str(answer))
        except OperationalError as fault:
            add_busy(form, fault)
            status = 503
    if report is None:
        listed = presenters.load_rows(selectors.loads())
        page_of_form = {"form": form, "blocked": None, "loads": listed}
        return render(request, "monitoring/loading/load.html", page_of_form, status=status)
    context = {
        "title": presenters.title(report),
        "kept": report.kept,
        "counts": presenters.count_rows(report),
        "refused": sorted(report.refused)[:MOST_LINES],
        "notes": sorted(report.notes)[:MOST_LINES],
        "most": MOST_LINES,
        "more": max(len(report.refused), len(report.notes)) > MOST_LINES,
        "again": reverse("monitoring:contact_loads"),
    }
    return render(request, "monitoring/loading/loaded.html", context)
