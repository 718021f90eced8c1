"""The worklist and the customer's page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.audit.trail import opens
from housing_alerts.staff.models import Role
from housing_alerts.staff.navigation import CASES
from housing_alerts.staff.requests import StaffRequest

from . import customer_page, worklists


@require_GET
@opens("worklist")
def worklist(request: StaffRequest) -> HttpResponse:
    """What waits for this colleague, most urgent first, and what became of their own reports."""
    if not request.user.holds(*CASES):
        return redirect("admin:index" if request.user.holds(Role.DATA_PROTECTION_OFFICER) else "staff:colleagues")
    sections = worklists.sections(request.user, today=timezone.localdate())
    return render(request, "desk/worklist.html", {"sections": sections})


@require_GET
@opens("customer")
def customer(request: StaffRequest, reference: str) -> HttpResponse:
    """One customer: what to do first, then what is known, then what happened, newest first."""
    return render(
        request, "desk/customer.html", customer_page.read(request.user, reference, today=timezone.localdate())
    )
