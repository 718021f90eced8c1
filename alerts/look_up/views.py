"""Before you go: one search, and what to do there. What is searched for is neither logged nor kept."""

import functools
import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.customers.models import fold
from housing_alerts.kernel.audit.chain import CannotRecord
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest

from . import people, selectors
from .suggestions import suggestions

LONGEST = 200
logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def could_not_check(view: View) -> View:
    """A look-up that fails is a stop, never an empty answer. The page reads nothing that may have failed too."""

    @functools.wraps(view)
    def checked(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except (DatabaseError, InterfaceError, CannotRecord) as fault:
            # The kind of fault alone: the database's own words may hold what was searched for.
            logger.error("A look-up failed: %s", type(fault).__name__)
            page = loader.get_template("alerts/look_up/could_not_check.html").render()
            return HttpResponse(page, status=503)

    return checked


@could_not_check
@require_safe
@opens("look-up")
def look_up(request: StaffRequest) -> HttpResponse:
    """What to do before a visit or a call, for a name, a reference, an address or a postcode."""
    _for_those_who_visit(request.user)
    typed = _typed(request)
    case = people.case_called(request.user, typed)
    asked = case.about if case else typed
    found = selectors.look_up(request.user, asked, on=timezone.localdate()) if fold(asked) else None
    references = [one.customer.reference for place in found.places for one in place.people] if found else []
    shows(request, [*([case.reference] if case else []), *references])
    context = {
        "typed": typed,
        "case": case,
        "found": found,
        "by_name": request.user.holds(*people.STAFF),
        "most": selectors.MOST,
        "now": timezone.now(),
    }
    return render(request, "alerts/look_up/look_up.html", context)


@could_not_check
@require_safe
def look_up_suggestions(request: StaffRequest) -> JsonResponse:
    """Whom and what the words typed so far may mean. It shows no alert, so it is not written to the read log."""
    _for_those_who_visit(request.user)
    typed = _typed(request)
    found: list[dict[str, str]] = []
    if fold(typed):
        only = request.GET.get("only", "")
        found = suggestions(request.user, typed, on=timezone.localdate(), only=only)
    return JsonResponse(found, safe=False)


def _for_those_who_visit(colleague: Colleague) -> None:
    """:raises Http404: for a colleague who visits nobody, such as an administrator."""
    if not colleague.holds(*selectors.WHO_LOOKS_UP):
        raise Http404


def _typed(request: StaffRequest) -> str:
    return " ".join(request.GET.get("q", "")[:LONGEST].split())
