"""The worklist and the customer's page."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.audit.trail import View, opens
from housing_alerts.customers import selectors as customers
from housing_alerts.staff.models import Colleague, Role
from housing_alerts.staff.navigation import CASES
from housing_alerts.staff.requests import StaffRequest

from . import customer_page, worklists


@require_GET
@opens("worklist")
def worklist(request: StaffRequest) -> HttpResponse:
    """What waits for this colleague, most urgent first, and what became of their own reports."""
    if not request.user.holds(*CASES):
        return redirect(_elsewhere(request.user))
    sections = worklists.sections(request.user, today=timezone.localdate())
    return render(request, "desk/worklist.html", {"sections": sections})


def unreviewed_alerts(request: HttpRequest) -> dict[str, Any]:
    """P8b How many alerts are unreviewed, for the banner on every page of those who must see to it."""
    colleague = getattr(request, "user", None)
    if not isinstance(colleague, Colleague):
        return {}
    return {"unreviewed_alerts": worklists.unreviewed_count(colleague, today=timezone.localdate())}


def _elsewhere(colleague: Colleague) -> str:
    """Where who sees no case begins. The Data Protection Officer is told first of who broke glass."""
    if not colleague.holds(Role.DATA_PROTECTION_OFFICER):
        return "staff:colleagues"
    return "customers:emergency_accesses" if customers.awaits_review() else "admin:index"


def unless_restricted(view: View) -> View:
    """P11a Whose role it would be to read a restricted file learns that it is one, and nothing else: no read is logged."""

    @functools.wraps(view)
    def shown(request: StaffRequest, reference: str) -> HttpResponseBase:
        if customers.behind_glass(request.user, reference):
            visits = not request.user.holds(Role.DATA_PROTECTION_OFFICER)
            return render(request, "desk/restricted.html", {"reference": reference, "visits": visits})
        return view(request, reference=reference)

    return shown


@require_GET
@unless_restricted
@opens("customer")
def customer(request: StaffRequest, reference: str) -> HttpResponse:
    """One customer: what to do first, then what is known, then what happened, newest first."""
    return render(request, "desk/customer.html", customer_page.read(request.user, reference, now=timezone.now()))
