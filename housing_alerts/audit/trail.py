"""Writing the trail: one audit event for each step, one read event for each sensitive page."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .models import AuditEvent, ReadEvent

View = Callable[..., HttpResponseBase]


def record(action: str, subject: Any, *, by: Any, why: str = "") -> None:
    """Write the event of a step into the step's own transaction.

    :param action: the procedure's verb and the noun, such as "approve alert".
    :param subject: the record; its reference, and its customer's if it has one, are kept as text.
    """
    customer = getattr(subject, "customer", None)
    AuditEvent.objects.create(
        at=timezone.now(),
        by=by,
        acting_as=_roles(by),
        action=action,
        reference=subject.reference,
        customer=customer.reference if customer else "",
        why=why,
    )


def opens(what: str) -> Callable[[View], View]:
    """Mark a view that shows sensitive content: what it serves is written to the read log first.

    The reference is the view's own ``reference`` argument; a page without one is logged by its name alone. A page
    that is refused or not found shows nothing and is not logged.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        @transaction.atomic
        def logged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                ReadEvent.objects.create(
                    at=timezone.now(),
                    by_id=_signed_in(request),
                    acting_as=_roles(request.user),
                    opened=what,
                    reference=kwargs.get("reference", ""),
                )
            return response

        logged.opens = what  # type: ignore[attr-defined]
        return logged

    return wrap


def _roles(by: Any) -> str:
    return ", ".join(by.role_names) if by else ""


def _signed_in(request: HttpRequest) -> int:
    pk = request.user.pk
    assert pk is not None  # the sign-in middleware lets nobody else through
    return pk
