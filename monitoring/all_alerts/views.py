"""Serve the All Alerts report, as a page and as files."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from housing_alerts.kernel import spreadsheet
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.choices import Role
from housing_alerts.staff.navigation import REPORT
from housing_alerts.staff.requests import StaffRequest

from . import presenters, selectors
from .filters import Asked
from .forms import ReportForm
from .tables import COLUMNS, written

PAGE = 50


@require_GET
@opens("all alerts")
def all_alerts(request: StaffRequest) -> HttpResponse:
    """F1 Show the alerts in force on a day, with filters and in an order."""
    if not request.user.holds(*REPORT):
        raise Http404
    form = _form(request)
    context = {"form": form, "asked": None} | (_page(request, form) if form.is_valid() else {})
    return render(request, "monitoring/all_alerts.html", context)


def _page(request: StaffRequest, form: ReportForm) -> dict[str, Any]:
    """Return one page of the report, with how many alerts it has and how many it leaves out."""
    today = timezone.localdate()
    asked, alerts = form.asked(today=today), selectors.visible_to(request.user)
    found = selectors.page(alerts, asked, reader=request.user, after=request.GET.get("after", ""), most=PAGE + 1)
    shown, linked = found[:PAGE], not request.user.holds(Role.DATA_PROTECTION_OFFICER)
    files = {name: f"{reverse(f'monitoring:all_alerts_{name}')}?{asked.address()}" for name in ("csv", "xlsx")}
    return {
        "asked": asked,
        "columns": presenters.HEADINGS,
        "rows": presenters.page_rows(shown, selectors.beside(shown), linked=linked),
        "chips": form.chips(asked),
        "clear": f"?{Asked(asked.as_at).address()}",
        "total": selectors.total(request.user, asked),
        "scope": selectors.scope(request.user),
        "all_areas": None if selectors.covers_all(request.user) else selectors.in_all_areas(asked),
        "restricted": selectors.in_restricted_files(today=today),
        "next": f"?{asked.address(after=shown[-1].reference)}" if len(found) > PAGE else "",
        "files": files,
    }


@require_GET
@opens("all alerts export")
def all_alerts_csv(request: StaffRequest) -> StreamingHttpResponse:
    """F1 Return the same rows as a file for a spreadsheet."""
    asked = _exported(request)
    rows = selectors.rows(selectors.visible_to(request.user), asked, reader=request.user)
    parts = spreadsheet.csv_file(COLUMNS, (row.cells(written) for row in rows))
    name = presenters.file_name(asked, selectors.scope(request.user), "csv")
    return _file(parts, "text/csv; charset=utf-8", name)


@require_GET
@opens("all alerts export")
def all_alerts_xlsx(request: StaffRequest) -> StreamingHttpResponse:
    """F1 Return the same rows as a workbook with real dates. Its second sheet says what it takes in."""
    asked = _exported(request)
    rows = selectors.rows(selectors.visible_to(request.user), asked, reader=request.user)
    scope, restricted = selectors.scope(request.user), selectors.in_restricted_files(today=timezone.localdate())
    about = presenters.about(
        asked, ReportForm(_data(request)).chips(asked), scope, selectors.in_all_areas(asked), restricted
    )
    parts = spreadsheet.xlsx_file(COLUMNS, (row.cells(lambda day: day) for row in rows), about=about)
    return _file(parts, spreadsheet.XLSX, presenters.file_name(asked, scope, "xlsx"))


def _file(parts: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _exported(request: StaffRequest) -> Asked:
    """Return what an export is asked for, and tell the read log.

    :raises Http404: if the report is not the colleague's.
    :raises BadRequest: if the address asks for what no page offers.
    """
    if not request.user.holds(*REPORT):
        raise Http404
    form = _form(request)
    if not form.is_valid():
        raise BadRequest(f"The report cannot be asked for so: {form.errors.as_json()}")
    asked = form.asked(today=timezone.localdate())
    shows(request, [f"as at {asked.as_at}"])
    return asked


def _form(request: StaffRequest) -> ReportForm:
    return ReportForm(_data(request))


def _data(request: StaffRequest) -> QueryDict:
    """Return what the address asks for, with its day in the boxes of the form; today where it names none.

    :raises BadRequest: where it names something that is no day.
    """
    data, named = request.GET.copy(), request.GET.get("as_at", "")
    try:
        day = parse_date(named)
    except ValueError:
        day = None
    if named and day is None:
        raise BadRequest(f"{named!r} is not a day")
    if "as_at_day" not in data:
        day = day or timezone.localdate()
        data.update({"as_at_day": str(day.day), "as_at_month": str(day.month), "as_at_year": str(day.year)})
    return data
