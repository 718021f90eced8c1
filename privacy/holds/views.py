"""Serve the pages of legal holds: placed, reviewed and ended by the Data Protection Officer."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import offer, page, take_step

from . import forms, permissions, presenters, selectors, services, steps


def _url(reference: str) -> str:
    return reverse("privacy:hold", args=[reference])


def _in_half_a_year(today: date) -> date:
    """Return the day of review that a page proposes."""
    return procedure.add_months(today, procedure.HOLD_MONTHS // 2)


@require_GET
@opens("legal holds")
def holds(request: StaffRequest) -> HttpResponse:
    """P13a Show the holds in force, the next review first, and those that ended."""
    in_force, ended = selectors.holds(request.user)
    shows(request, [each.reference for each in in_force])
    context = {"in_force": in_force, "ended": ended, "today": timezone.localdate()}
    return render(request, "privacy/holds/holds.html", context)


@page
def hold_place(request: StaffRequest) -> HttpResponse:
    """P13a Place a hold. The page names nobody: one types the reference oneself."""
    if not permissions.may_hold(request.user):
        raise Http404
    today = timezone.localdate()
    initial = {"file": request.GET.get("file", ""), "review_on": _in_half_a_year(today)}
    form = forms.PlaceForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        placed = services.place_hold(by=request.user, on=today, **data)
        said = f"Legal hold {placed.reference} placed on the file of {placed.subject_reference}."
        return said, _url(placed.reference)

    refusal = steps.why_not_place(request.user, today)
    return take_step(request, "privacy/holds/place.html", form, act, refusal=refusal)


@require_GET
@opens("legal hold")
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Show one hold, and what each review found."""
    found, today = selectors.hold(request.user, reference), timezone.localdate()
    made = [
        offer(
            "Keep it in force",
            reverse("privacy:hold_review", args=[reference]),
            steps.why_not_review(found, request.user, today),
        ),
        offer(
            "End the hold", reverse("privacy:hold_end", args=[reference]), steps.why_not_end(found, request.user, today)
        ),
    ]
    context = {"found": found, "rows": presenters.hold_rows(found), "offers": [each for each in made if each]}
    return render(request, "privacy/holds/hold.html", context)


@page
@opens("legal hold")
def hold_review(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Record that the hold is still needed."""
    found, today = selectors.hold(request.user, reference), timezone.localdate()
    initial = {"review_on": _in_half_a_year(today)}
    form = forms.ReviewForm(request.POST or None, version=found.version, initial=initial)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        kept = services.review_hold(hold=found, by=request.user, on=today, **data)
        return f"Legal hold {reference} stays in force. It is reviewed by {kept.review_on:%-d %B %Y}.", _url(reference)

    refusal = steps.why_not_review(found, request.user, today)
    return take_step(request, "privacy/holds/review.html", form, act, refusal=refusal, found=found)


@page
@opens("legal hold")
def hold_end(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a End the hold."""
    found, today = selectors.hold(request.user, reference), timezone.localdate()
    form = forms.EndForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.end_hold(hold=found, by=request.user, on=today, **data)
        return f"Legal hold {reference} ended. The period of the file counts again.", _url(reference)

    refusal = steps.why_not_end(found, request.user, today)
    return take_step(request, "privacy/holds/end.html", form, act, refusal=refusal, found=found)
