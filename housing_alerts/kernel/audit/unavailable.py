"""Answer 503, in our look and with all typed words, if records could not be read or written."""

import logging
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

from housing_alerts.kernel.records.saving import was_busy
from housing_alerts.kernel.typed import typed

from .chain import CannotRecord

logger = logging.getLogger(__name__)


def unavailable(request: HttpRequest, fault: BaseException | None) -> HttpResponse | None:
    """Return the page that says that nothing was changed or is shown, or None if the fault is another one.

    A view names in ``when_unavailable`` the page that it shows instead, for every fault of the database. Only the kind of fault
    is logged, because the database's own words may hold typed words.
    """
    view = request.resolver_match.func if request.resolver_match else None
    stop = getattr(view, "when_unavailable", "")
    if not isinstance(fault, CannotRecord | InterfaceError | (DatabaseError if stop else OperationalError)):
        return None
    logger.error("Nothing could be recorded or read: %s", type(fault.__cause__ or fault).__name__)
    page = loader.get_template(stop or _page(fault))
    return HttpResponse(page.render(typed(request)), status=503)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault that no view caught: 503 if it is the database's, otherwise 500. No page reads from what may have failed."""
    return unavailable(request, sys.exc_info()[1]) or defaults.server_error(request)


def _page(fault: BaseException) -> str:
    if was_busy(fault):
        return "busy.html"
    return "cannot_record.html" if isinstance(fault, CannotRecord) else "unavailable.html"
