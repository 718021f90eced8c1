"""Serve the report on curiosity."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.choices import Role
from housing_alerts.staff.requests import StaffRequest

from . import curiosity as noticed

PERIODS = (7, 31, 365)
"""The numbers of days that the page of curiosity may look back."""
MOST_FLAGS = 100


@require_GET
@opens("curiosity")
def curiosity(request: StaffRequest) -> HttpResponse:
    """Show the colleagues who opened files without a clear need, for the Data Protection Officer to ask about."""
    if not request.user.holds(Role.DATA_PROTECTION_OFFICER):
        raise Http404
    days, now = _days(request), timezone.now()
    flags = noticed.flags(since=now - timedelta(days=days), until=now)
    context = {
        "days": days,
        "periods": PERIODS,
        "total": len(flags),
        "flags": [(flag, _read_log(flag)) for flag in flags[:MOST_FLAGS]],
        "most": MOST_FLAGS,
    }
    return render(request, "monitoring/curiosity.html", context)


def _days(request: StaffRequest) -> int:
    """Return the days that the page looks back; a week by default.

    :raises BadRequest: where the page offers no such period.
    """
    asked = request.GET.get("days", str(PERIODS[0]))
    if asked not in map(str, PERIODS):
        raise BadRequest(f"{asked!r} is no period of this page")
    return int(asked)


def _read_log(flag: noticed.Flag) -> list[tuple[str, str]]:
    """List links to the audit site's read log of the colleague: one for each record, or one for all."""
    page, who = reverse("admin:audit_readevent_changelist"), {"by__id__exact": flag.colleague.pk}
    found = [(reference, f"{page}?{urlencode({'q': reference, **who})}") for reference in flag.opened]
    return found or [("All", f"{page}?{urlencode(who)}")]
