"""Write the trail: one audit event for each step, one read event for each sensitive page."""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.refusals import Refusal, refuse_if

from . import chain
from .models import AuditEvent, ReadEvent

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

View = Callable[..., HttpResponseBase]
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered (:mod:`.middleware`)."""


class Named(Protocol):
    """A record that the trail can name. Its customer, if it has one, is named with it."""

    @property
    def reference(self) -> str: ...


def record(action: str, subject: Named, *, by: "Colleague | None", why: str = "") -> None:
    """Write the event of a step into the step's own transaction.

    :param action: the procedure's verb and the noun, such as "approve alert".
    :param subject: the record; its reference, and its customer's if it has one, are kept as text.
    :raises CannotRecord: if it cannot be written; then the step must not happen either.
    :raises NotAllowed: if the account of ``by`` was closed since they signed in.
    """
    refuse_if(_why_not_by(by, subject))
    if isinstance(subject, Record):  # other subjects, such as a sign-in, change nothing that depends on them
        records.touch(subject)
    _append(action, subject, by, why)


def record_refused(action: str, subject: Named, *, by: "Colleague | None", why: str) -> None:
    """Write the event of an attempt after its step was refused and rolled back, even if the account is closed.

    :param why: the rule that refused it, without anybody's name.
    :raises CannotRecord: if it cannot be written.
    """
    _append(action, subject, by, why)


def _append(action: str, subject: Named, by: "Colleague | None", why: str) -> None:
    customer = subject if hasattr(subject, "surname") else getattr(subject, "customer", None)
    event = {
        "by": by,
        "acting_as": _roles(by),
        "action": action,
        "reference": subject.reference,
        "customer": customer.reference if customer else "",
        "request": request_id.get(),
        "why": why,
    }
    chain.append(AuditEvent, [event])


def _why_not_by(by: "Colleague | None", subject: Named) -> Refusal | None:
    """P11a Refuse a step by somebody whose account is closed, unless they are closing it themselves.

    The check runs while the step has its turn, so that no closing comes between.
    """
    if by is None or by == subject or get_user_model()._default_manager.filter(pk=by.pk, is_active=True).exists():
        return None
    return Refusal(procedure.RECORDING, "Your account was closed meanwhile. Nothing was changed.")


def opens(what: str) -> Callable[[View], View]:
    """Mark a view that shows sensitive content. Each page is written to the read log before its first byte is served.

    The view makes the whole page first and holds no lock. The reading is then appended in a short transaction. The reference is
    the view's own ``reference`` argument, or the ones that the view gave to :func:`shows`; a page without one is logged by its
    name alone. A redirection, or a page that is not found, shows nothing and is not logged.

    :raises CannotRecord: if the read log cannot be written; then nothing is served.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def logged(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            response = made(view(request, *args, **kwargs))
            if not 300 <= response.status_code < 400:
                log_reading(request, what, getattr(request, "shown", [str(kwargs.get("reference", ""))]))
            return response

        logged.opens = what  # type: ignore[attr-defined]
        return logged

    return wrap


def made(response: HttpResponseBase) -> HttpResponseBase:
    """Return the response with its page rendered. A template response of the admin site would render it later."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def shows(request: HttpRequest, references: Iterable[str]) -> None:
    """Say which records the page shows, if they are not the one in its address."""
    request.shown = list(references) or [""]  # type: ignore[attr-defined]


def log_reading(request: HttpRequest, what: str, references: Iterable[str]) -> None:
    """Write one read event for each reference. :raises CannotRecord: if it cannot be written."""
    chain.append(ReadEvent, _readings(signed_in(request), what, references))


def log_reading_by(by: "Colleague", what: str) -> None:
    """Write one read event of a colleague who is known without signing in. :raises CannotRecord: if it cannot be written."""
    chain.append(ReadEvent, _readings(by, what, [""]))


def _readings(by: "Colleague", what: str, references: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield each reading as a row that says whether it continues a visit. The chain asks for the rows in its own turn."""
    acting_as, opened = _roles(by), list(references)
    of_late = ReadEvent.objects.opened_of_late(now=timezone.now(), by=by.pk, acting_as=acting_as, opened=what)
    again: dict[str, Exists | bool]
    if len(opened) == 1:  # the insert itself asks; for a list, one query asks for all its records
        again = {one: Exists(of_late.filter(reference=one)) for one in opened if one}
    else:
        again = dict.fromkeys(of_late.values_list("reference", flat=True), True)
    for one in opened:
        yield {
            "by_id": by.pk,
            "acting_as": acting_as,
            "opened": what,
            "reference": one,
            "request": request_id.get(),
            "again": again.get(one, False),
        }


def _roles(by: "Colleague | None") -> str:
    return ", ".join(by.role_names) if by else ""


def signed_in(request: HttpRequest) -> "Colleague":
    """Return the colleague who reads.

    :raises PermissionDenied: for a stranger, whom the middleware should have sent to sign in.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user
