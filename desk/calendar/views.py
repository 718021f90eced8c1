"""Serve the page of one's calendar, and the calendar itself, which is read without signing in."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from housing_alerts.kernel.records import counting
from housing_alerts.staff.requests import StaffRequest

from . import presenters, selectors, services

JUST_MADE = "calendar_token"
WRONG = "calendar addresses that are none"
MOST_WRONG, LASTS = 30, timedelta(minutes=1)


@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    """Show whether one has a calendar address. Right after it was made, show the address itself, only once."""
    token = request.session.pop(JUST_MADE, "")
    shown = request.build_absolute_uri(reverse("desk:calendar_feed", args=[token])) if token else ""
    context = {"address": selectors.address_of(request.user), "shown": shown}
    return render(request, "desk/calendar/calendar.html", context)


@require_POST
def calendar_make(request: StaffRequest) -> HttpResponse:
    """Make a private address, which the next page shows once."""
    request.session[JUST_MADE] = services.make_address(by=request.user, now=timezone.now())
    return redirect("desk:calendar")


@require_POST
def calendar_revoke(request: StaffRequest) -> HttpResponse:
    """Revoke one's private address."""
    services.revoke_address(by=request.user)
    messages.success(request, "The address is revoked. A calendar that still asks for it gets nothing.")
    return redirect("desk:calendar")


@require_safe
@login_not_required
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the deadlines of the colleague who made this address as a calendar.

    A revoked or unknown address gets 404; too many unknown ones get 429.
    """
    today, place = timezone.localdate(), get_adapter().address(request)
    if counting.counted(WRONG, place) >= MOST_WRONG:
        return HttpResponse("Too many addresses that are none. Wait a minute.", "text/plain", status=429)
    try:
        found = selectors.address(services.digest(token))
    except Http404:
        counting.count(WRONG, place, lasts=LASTS)
        return HttpResponse("There is no such calendar. Its address may have been revoked.", "text/plain", status=404)
    deadlines = selectors.deadlines(found.colleague, on=today)
    made = presenters.calendar(deadlines, site=request.build_absolute_uri("/").rstrip("/"))
    services.read(found, on=today)
    return HttpResponse(made, "text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"})
