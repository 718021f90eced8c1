"""Serve the page of the trail's check."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest

from . import policies, presenters, selectors


@require_GET
@opens("check of the trail")
def trail(request: StaffRequest) -> HttpResponse:
    """P11a Show what the last check of the trail found, and what to do about it."""
    check = selectors.last_check(request.user)
    shows(request, [])
    state = policies.state(check, on=timezone.localdate())
    context = {
        "check": check,
        "state": state,
        "colour": presenters.COLOURS[state],
        "rows": presenters.check_rows(check) if check else [],
        "days": policies.OLD.days,
        "whom": presenters.whom_to_ring(request.user),
    }
    return render(request, "privacy/trail/trail.html", context)
