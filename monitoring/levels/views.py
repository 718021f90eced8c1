"""Serve the list of customers whose level of contact is high."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest

from . import presenters, selectors


@require_GET
@opens("high levels of contact")
def high_contacts(request: StaffRequest) -> HttpResponse:
    """P12 Show the customers whose level of contact is high, the busiest first."""
    found = selectors.high(request.user)
    shows(request, [level.customer.reference for level in found])
    context = {
        "rows": presenters.level_rows(found),
        "high": len(found),
        "without": sum(not level.strategy for level in found),
        "most": selectors.MOST,
        "full": len(found) == selectors.MOST,
    }
    return render(request, "monitoring/levels/high.html", context)
