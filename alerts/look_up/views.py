"""Serve the look-up: one search, and its precautions. The searched words are neither logged nor kept."""

import functools
from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.views.decorators.http import require_safe

from alerts.incidents.models import Incident
from alerts.incidents.selectors import to_ring
from alerts.markers.selectors import at_no_door
from housing_alerts.customers.models import fold
from housing_alerts.kernel.audit.trail import log_reading, opens, shows
from housing_alerts.kernel.records import counting
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest

from . import people, selectors
from .finding import STAFF
from .suggestions import suggestions

LONGEST = 200
MOST_A_MINUTE = 60
"""The most look-ups, or requests for suggestions, of one colleague in a minute: more than a person types, fewer than needed to
read the whole list.
"""
BEGINNING = 2
"""The number of letters by which a search is recognised as more are typed. The script asks from the second letter on."""
SEARCH_LASTS = timedelta(minutes=10)
View = Callable[..., HttpResponseBase]


def could_not_check(view: View) -> View:
    """Mark a view whose failure must stop the visitor, never look like an empty answer.

    The page that then appears reads nothing that may have failed too.
    """
    view.when_unavailable = "alerts/look_up/could_not_check.html"  # type: ignore[attr-defined]
    return view


def not_too_often(what: str, most: int = 0) -> Callable[[View], View]:
    """Answer 429 if the colleague asked more than 60 times in a minute. The page says that nothing was checked.

    :param what: the name under which requests are counted together.
    :param most: another number of times; then only what is sent counts, since the page alone shows nothing.
    """

    def limit(view: View) -> View:
        @functools.wraps(view)
        def limited(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            counts, allowed = request.method == "POST" or not most, most or MOST_A_MINUTE
            if not counts or counting.count(what, request.user.pk, lasts=timedelta(minutes=1)) <= allowed:
                return view(request, *args, **kwargs)
            page = loader.get_template("alerts/look_up/too_often.html").render({"most": allowed})
            return HttpResponse(page, status=429)

        return limited

    return limit


@could_not_check
@require_safe
@not_too_often("look-ups")
@opens("look-up")
def look_up(request: StaffRequest) -> HttpResponse:
    """Show how to act before a visit or a call, for a name, a reference, an address or a postcode."""
    _for_those_who_visit(request.user)
    typed = _typed(request)
    case = people.case_called(request.user, typed)
    asked = case.about if case else typed
    found = selectors.look_up(request.user, asked, on=timezone.localdate()) if fold(asked) else None
    shown = [one for place in found.places for one in [place, *place.same_door]] if found else []
    references = list(dict.fromkeys(reference for place in shown for reference in place.references))
    shows(request, [*([case.reference] if case else []), *references])
    context = {
        "typed": typed,
        "case": case,
        "found": found,
        "at_no_door": _at_no_door(request.user) if not typed else [],
        "by_name": request.user.holds(*STAFF),
        "most": selectors.MOST,
        "now": timezone.now(),
    }
    return render(request, "alerts/look_up/look_up.html", context)


def _at_no_door(colleague: Colleague) -> list[tuple[Incident, list[Colleague]]]:
    """D4 Return the dangers that show at no door, each with whom to ring. Contractors work at doors, and read none."""
    today = timezone.localdate()
    told = at_no_door(colleague, on=today) if colleague.holds(*STAFF) else []
    return [(one, to_ring(colleague, one, on=today)) for one in told]


@could_not_check
@require_safe
@not_too_often("suggestions")
def look_up_suggestions(request: StaffRequest) -> JsonResponse:
    """Return the people and places that the typed words may mean.

    A search is logged as one reading, however many letters follow.
    """
    _for_those_who_visit(request.user)
    typed = _typed(request)
    found: list[dict[str, str]] = []
    if fold(typed):
        only = request.GET.get("only", "")
        found = suggestions(request.user, typed, on=timezone.localdate(), only=only)
    search = counting.count("search", request.user.pk, fold(typed)[:BEGINNING], lasts=SEARCH_LASTS) if found else 0
    if search == 1:
        log_reading(request, "suggestions", [""])
    return JsonResponse(found, safe=False)


def _for_those_who_visit(colleague: Colleague) -> None:
    """Refuse colleagues who visit nobody, such as an administrator.

    :raises Http404: for such a colleague.
    """
    if not colleague.holds(*selectors.WHO_LOOKS_UP):
        raise Http404


def _typed(request: StaffRequest) -> str:
    return " ".join(request.GET.get("q", "")[:LONGEST].split())
