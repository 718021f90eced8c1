"""Serve the day's visits: the form of a list, and its sheet. Nothing about anybody stands in an address."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_POST, require_safe

from alerts.look_up.selectors import WHO_LOOKS_UP
from alerts.look_up.views import could_not_check, not_too_often
from housing_alerts.kernel.audit.trail import log_reading, opens, shows
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import selectors, services, steps
from .choices import Go
from .forms import VisitsForm
from .models import KEPT, VisitList

MOST_OPENINGS = 50
"""The number of openings of a kept sheet that are told at once."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The earliest time that a phone tells."""
MOST_A_MINUTE = 6
"""The most lists of one colleague in a minute. Each may have as many lines as a look-up may be repeated in that time."""


@page
@not_too_often("lists of visits", most=MOST_A_MINUTE)
def visits(request: StaffRequest) -> HttpResponse:
    """D4 Ask where the visits of today are and who goes, and keep the list."""
    _for_those_who_visit(request.user)
    return _plan(request, None)


@page
@not_too_often("lists of visits", most=MOST_A_MINUTE)
@opens("visits")
def visit_list_change(request: StaffRequest, pk: int) -> HttpResponse:
    """D4 Change the lines of a list, or who goes."""
    return _plan(request, _that_holds(selectors.kept_list(request.user, pk)))


def _plan(request: StaffRequest, kept: VisitList | None) -> HttpResponse:
    now = timezone.now()
    form = VisitsForm(
        request.POST or None, request.FILES or None, by=request.user, on=timezone.localdate(now), kept=kept
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        """Keep the list. The sheet says by itself that it was checked; the message says how much of a file was read."""
        planned = services.Planned(form.asked, form.team, data["who"])
        if kept:
            found = services.change_visits(kept=kept, by=request.user, planned=planned, now=now)
        else:
            found = services.keep_visits(by=request.user, planned=planned, now=now)
        return form.read, reverse("alerts:visit_list", args=[found.pk])

    lists = selectors.lists_of(request.user)
    refusal = steps.why_not_change(kept, request.user, timezone.localdate(now))
    response = take_step(
        request, "alerts/visits/plan.html", form, act, refusal=refusal, kept=kept, lists=lists, kept_days=KEPT.days
    )
    if form.questions:
        log_reading(request, "names for visits", [""])
    return response


@could_not_check
@require_safe
@not_too_often("look-ups")
@opens("visits")
def visit_list(request: StaffRequest, pk: int) -> HttpResponse:
    """D4 Show how this team may go to each place of the list."""
    now = timezone.now()
    today = timezone.localdate(now)
    lines = selectors.lines_of(request.user, pk, on=today)
    kept = lines[0].of
    stops = selectors.sheet(request.user, lines, on=today)
    unseen = selectors.unseen_of(kept) if lines[0].changed else []  # type: ignore[attr-defined]
    shows(request, _references(stops))
    context = {
        "kept": kept,
        "stops": stops,
        "counts": [(go, sum(stop.go == go for stop in stops)) for go in Go],
        "urgent": [stop for stop in stops if stop.go in (Go.STOP, Go.FIRST)],
        "unseen": unseen,
        "changed": selectors.changed_at(lines[0]),
        "changes": selectors.changes(stops, unseen),
        "to_ring": selectors.to_ring(lines[0], stops, on=today),
        "holds": kept.holds(at=now),
        "now": now,
    }
    return render(request, "alerts/visits/sheet.html", context)


@require_POST
@not_too_often("look-ups")
@opens("visits kept on a phone")
def visit_list_keep(request: StaffRequest, pk: int) -> HttpResponse:
    """D4 Give the script the sheet that it encrypts and keeps on the phone. Each record is a reading of its own."""
    now = timezone.now()
    today = timezone.localdate(now)
    lines = selectors.lines_of(request.user, pk, on=today)
    kept = _that_holds(lines[0].of)
    stops = selectors.sheet(request.user, lines, on=today)
    shows(request, _references(stops))
    to_ring = selectors.to_ring(lines[0], stops, on=today)
    context = {"kept": kept, "stops": stops, "to_ring": to_ring, "now": now}
    response = render(request, "alerts/visits/kept.html", context)
    response["X-Changed"] = selectors.changed_at(lines[0]).isoformat(timespec="microseconds")
    return response


@require_safe
def visit_list_changed(request: StaffRequest, pk: int) -> HttpResponse:
    """D4 Tell the script when the list changed last, so that a copy from before is not read as true."""
    lines = selectors.lines_of(request.user, pk, on=timezone.localdate())
    changed = selectors.changed_at(lines[0])
    return HttpResponse(changed.isoformat(timespec="microseconds"), content_type="text/plain")


@require_POST
@opens("visits opened without a connection")
def visit_list_opened(request: StaffRequest, pk: int) -> HttpResponse:
    """P11a Record the openings of a kept sheet that the script tells of as soon as there is a connection.

    Of a list that was deleted since they are recorded too. A phone whose clock is fast opened it now, at the latest.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    kept = selectors.list_once_kept(request.user, pk)
    lines = selectors.lines_of(request.user, pk, on=today) if kept.visits.exists() else []
    told = map(_moment, request.POST.getlist("at")[:MOST_OPENINGS])
    moments = [min(moment, now) for moment in told if moment]
    shows(request, _references(selectors.sheet(request.user, lines, on=today)))
    if moments:
        services.record_openings(kept=kept, by=request.user, moments=moments)
    return HttpResponse()


@require_safe
def without_connection(request: StaffRequest) -> HttpResponse:
    """Show the page that a phone keeps for where there is no connection. It says that nothing was checked."""
    return render(request, "alerts/visits/without_connection.html")


@require_POST
def visit_list_seen(request: StaffRequest, pk: int) -> HttpResponse:
    """D4 Record that the keeper has seen what changed, as far as the page showed it."""
    kept = selectors.kept_list(request.user, pk)
    services.see_changes(kept=kept, by=request.user, shown=request.POST.getlist("shown"), now=timezone.now())
    if selectors.unseen_of(kept):
        messages.warning(request, "Something changed again after you opened the page. Read it below.")
    else:
        messages.success(request, "Recorded that you have seen what changed.")
    return redirect("alerts:visit_list", kept.pk)


@page
@opens("news of a place")
def visit_news(request: StaffRequest, pk: int) -> HttpResponse:
    """D4 Say that something is new where the colleague looked up, and record that they have seen that."""
    notice = selectors.notice(request.user, pk)
    shows(request, [notice.place.reference] if notice.place else [])
    if request.method == "POST":
        services.see_news(notice=notice, by=request.user, now=timezone.now())
        messages.success(request, "Recorded that you have seen it.")
        return redirect("desk:worklist")
    return render(request, "alerts/visits/news.html", {"notice": notice})


@require_safe
def visits_unseen(request: StaffRequest) -> HttpResponse:
    """D4 P6 Show a line manager or a deputy which staff have not seen that something changed where they go."""
    found = selectors.unseen_by_staff(request.user, on=timezone.localdate())
    if not (found or request.user.holds(Role.LINE_MANAGER) or request.user.stands_in_for):
        raise Http404
    return render(request, "alerts/visits/unseen.html", {"notices": found})


@require_POST
def visit_list_give_up(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a list that is not needed any more. While something changed that was not seen, lead to the sheet."""
    try:
        services.give_up_visits(kept=selectors.kept_list(request.user, pk), by=request.user)
    except NotAllowed as answer:
        messages.error(request, answer.refusal.sentence)
        return redirect("alerts:visit_list", pk)
    messages.success(request, "The list is deleted.")
    return redirect("alerts:visits")


def _moment(text: str) -> datetime | None:
    """Return the moment that the script wrote, or None if it is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and is_aware(moment) and moment >= EPOCH else None


def _references(stops: list[selectors.Stop]) -> list[str]:
    """Return the references of all who are told of on the sheet, each once."""
    places = [one for stop in stops if stop.place for one in [stop.place, *stop.place.same_door]]
    return list(dict.fromkeys(reference for place in places for reference in place.references))


def _that_holds(kept: VisitList) -> VisitList:
    """Return the list. :raises Http404: if its day is over: what was kept then is not changed afterwards."""
    if not kept.holds(at=timezone.now()):
        raise Http404
    return kept


def _for_those_who_visit(colleague: Colleague) -> None:
    """Refuse colleagues who visit nobody. :raises Http404: for such a colleague."""
    if not colleague.holds(*WHO_LOOKS_UP):
        raise Http404
