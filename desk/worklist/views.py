"""Serve the worklist."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.selectors import Counts
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.navigation import CASES
from housing_alerts.staff.requests import StaffRequest

from . import presenters, selectors
from .selectors import Filter, Group, Part, Whose

NEWEST = 5
"""The number of a colleague's own reports that stand open, above what they must do. The older ones are folded."""


@require_GET
@opens("worklist")
def worklist(request: StaffRequest) -> HttpResponse:
    """Show the duties of this colleague, most urgent first, and the outcomes of their own reports."""
    if not request.user.roles:
        return render(request, "desk/worklist/no_role.html", {"waiting": request.user.waits_for})
    today, chosen = timezone.localdate(), _chosen(request)
    parts, choices, counted = selectors.worklist(request.user, today=today, chosen=chosen)
    request.counts = counted  # type: ignore[attr-defined]  # the worklist has read what the top of the page counts
    own, met = (presenters.report_rows(found, request.user) for found in selectors.reports(request.user))
    context = {
        "groups": [(part, _rows(part, request.user)) for part in parts],
        "choices": choices,
        "chosen": chosen,
        "works_on_cases": request.user.holds(*CASES),
        "reports_first": request.user.holds(Role.OFFICER, Role.CONTRACTOR),
        "reports": [
            (title, rows[:NEWEST], rows[NEWEST:])
            for title, rows in (("Your reports", own), ("What happened to you", met))
        ],
    }
    return render(request, "desk/worklist/worklist.html", context)


@require_GET
@opens("worklist")
def worklist_group(request: StaffRequest, group: str) -> HttpResponse:
    """Show more of one group of the worklist, a page at a time."""
    if group not in list(Group) or not request.user.roles:
        raise Http404
    today, chosen = timezone.localdate(), _chosen(request)
    part = selectors.more(request.user, Group(group), today=today, chosen=chosen, after=request.GET.get("after", ""))
    context = {"part": part, "rows": _rows(part, request.user), "chosen": chosen}
    return render(request, "desk/worklist/group.html", context)


def _chosen(request: HttpRequest) -> Filter:
    """Return the colleague's choice. An unknown value counts as no choice."""
    whose, kind = request.GET.get("whose", ""), request.GET.get("kind", "")
    return Filter(Whose(whose) if whose in list(Whose) else Whose.ALL, kind if kind in Kind.values else "")


def _rows(part: Part, colleague: Colleague) -> list[presenters.Row]:
    rows = presenters.waiting_rows if part.group == Group.WAITING else presenters.duty_rows
    return rows(part.duties, colleague, today=timezone.localdate())


def waiting(request: HttpRequest) -> dict[str, Any]:
    """P8b Count the duties of the colleague, and list the unreviewed alerts that each of their pages names."""
    colleague = getattr(request, "user", None)
    if not isinstance(colleague, Colleague):
        return {}
    known: Counts | None = getattr(request, "counts", None)
    counted = known or selectors.counts(colleague, today=timezone.localdate())
    return {"unreviewed_alerts": counted.unreviewed, "duties_waiting": selectors.waiting(counted)}
