"""Serve the All Alerts report, as a page and as a file, and the report on curiosity."""

from datetime import date, timedelta
from itertools import chain
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from housing_alerts.kernel import spreadsheet
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.navigation import REPORT
from housing_alerts.staff.requests import StaffRequest

from . import all_alerts as report
from . import curiosity as noticed
from .forms import AsAtForm

PAGE = 50
PERIODS = (7, 31, 365)
"""The numbers of days that the page of curiosity may look back."""
MOST_FLAGS = 100


@require_GET
@opens("all alerts")
def all_alerts(request: StaffRequest) -> HttpResponse:
    """F1 Show the alerts in force on a day, in the report's order."""
    if not request.user.holds(*REPORT):
        raise Http404
    asked = "as_at_day" in request.GET
    form = AsAtForm(request.GET if asked else None, initial={"as_at": timezone.localdate()})
    day = form.cleaned_data["as_at"] if asked and form.is_valid() else None
    as_at: date = day or _as_at(request)
    alerts = report.visible_to(request.user)
    rows = list(
        report.rows(alerts, as_at=as_at, reader=request.user, after=request.GET.get("after", ""), most=PAGE + 1)
    )
    query = {"as_at": as_at.isoformat()}
    following = urlencode({**query, "after": rows[PAGE - 1].reference}) if len(rows) > PAGE else ""
    context = {
        "form": form,
        "as_at": as_at,
        "columns": report.COLUMNS,
        "rows": [_shown(row, linked=not request.user.holds(Role.DATA_PROTECTION_OFFICER)) for row in rows[:PAGE]],
        "total": report.count(alerts, as_at=as_at),
        "scope": report.scope(request.user),
        "restricted": report.in_restricted_files(today=timezone.localdate()),
        "next": f"?{following}" if following else "",
        "csv_url": f"{reverse('monitoring:all_alerts_csv')}?{urlencode(query)}",
    }
    return render(request, "monitoring/all_alerts.html", context)


@require_GET
@opens("all alerts export")
def all_alerts_csv(request: StaffRequest) -> HttpResponse | StreamingHttpResponse:
    """F1 Return the same rows as a file for a spreadsheet."""
    if not request.user.holds(*REPORT):
        raise Http404
    as_at = _as_at(request)
    shows(request, [f"as at {as_at}"])
    rows = report.rows(report.visible_to(request.user), as_at=as_at, reader=request.user)
    lines = spreadsheet.csv_lines(report.COLUMNS, (row.cells() for row in rows))
    response = StreamingHttpResponse(
        map(str.encode, chain([spreadsheet.BOM], lines)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="all-alerts-{as_at}.csv"'
    return response


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


def _shown(row: report.Row, *, linked: bool) -> tuple[str, ...]:
    """Return the cells as a page shows them: the name links to the alert, and days are written out."""
    name, *others = row.cells(show_date)
    if linked:
        name = format_html(
            '<a class="govuk-link" href="{}">{}</a>', reverse("alerts:alert", args=[row.reference]), name
        )
    return (name, *others)


def _as_at(request: StaffRequest) -> date:
    """Return the day that the address names; today where it names none.

    :raises BadRequest: where it names something that is no day.
    """
    named = request.GET.get("as_at", "")
    try:
        day = parse_date(named)
    except ValueError:
        day = None
    if named and day is None:
        raise BadRequest(f"{named!r} is not a day")
    return day or timezone.localdate()
