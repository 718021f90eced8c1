"""The worklist."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.customers import selectors as customers
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff import selectors as staff
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.navigation import CASES
from housing_alerts.staff.requests import StaffRequest

from . import sections as worklist_sections


@require_GET
@opens("worklist")
def worklist(request: StaffRequest) -> HttpResponse:
    """What waits for this colleague, most urgent first, and what became of their own reports."""
    if not request.user.roles:
        return render(request, "desk/worklist/no_role.html", {"waiting": request.user.waits_for})
    if not request.user.holds(*CASES):
        return redirect(_elsewhere(request.user))
    sections = worklist_sections.sections(request.user, today=timezone.localdate())
    return render(request, "desk/worklist/worklist.html", {"sections": sections})


def unreviewed_alerts(request: HttpRequest) -> dict[str, Any]:
    """P8b How many alerts are unreviewed, for the banner on every page of those who must see to it."""
    colleague = getattr(request, "user", None)
    if not isinstance(colleague, Colleague):
        return {}
    return {"unreviewed_alerts": worklist_sections.unreviewed_count(colleague, today=timezone.localdate())}


def _elsewhere(colleague: Colleague) -> str:
    """Where who sees no case begins. They are told first of a role to confirm, or of who broke glass."""
    if colleague.holds(Role.DATA_PROTECTION_OFFICER) and customers.awaits_review(colleague):
        return "customers:emergency_accesses"
    if staff.grants_to_confirm(colleague):
        return "staff:grants"
    return "admin:index" if colleague.holds(Role.DATA_PROTECTION_OFFICER) else "staff:colleagues"
