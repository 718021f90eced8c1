"""Serve the pages of the messages for administrators, and the state of worker and mail for a monitor."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, permissions, policies, presenters, selectors, services, steps

View = Callable[..., HttpResponse]


@require_safe
@login_not_required
def worker(request: HttpRequest) -> JsonResponse:
    """Say whether the worker is alive and the mail server works, or answer 503 with the reason."""
    if why := policies.why_messages_do_not_go(selectors.pulse(), now=timezone.now()):
        return JsonResponse({"status": "not well", "why": why}, status=503)
    return JsonResponse({"status": "well"})


def for_keepers(view: View) -> View:
    """Answer "not found" to everybody who may not read the messages of others."""

    @functools.wraps(view)
    def found(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        if permissions.why_may_not_keep(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return found


@require_safe
@for_keepers
def messages(request: StaffRequest) -> HttpResponse:
    """List the messages that were parked, that wait and that were sent last, and the colleagues without an address."""
    now = timezone.now()
    groups = [
        ("Parked", *selectors.listed(selectors.parked())),
        ("To send", *selectors.listed(selectors.waiting())),
        ("Sent", *selectors.listed(selectors.sent())),
    ]
    context = {
        "groups": [
            (title, [(each, presenters.state(each)) for each in found], count) for title, found, count in groups
        ],
        "worker": presenters.worker_words(selectors.pulse(), now=now),
        "without_address": selectors.without_address(),
        "folder": presenters.destination(),
    }
    return render(request, "outbox/list.html", context)


@page
@for_keepers
def message(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one message and, if it is parked, have it tried again."""
    found = selectors.message(pk)
    form = forms.RetryForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.retry_message(message=found, by=request.user, now=timezone.now())
        return f"The message to {found.colleague} is tried again.", reverse("outbox:messages")

    context = {
        "message": found,
        "message_rows": presenters.message_rows(found),
        "state": presenters.state(found),
    }
    refusal = steps.why_not_retry_message(found, request.user)
    return take_step(request, "outbox/message.html", form, act, refusal=refusal, **context)


@page
@for_keepers
def retry_all(request: StaffRequest) -> HttpResponse:
    """Have every parked message tried again whose colleague can be reached."""
    form = forms.RetryForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        count = services.retry_all_messages(by=request.user, now=timezone.now())
        return f"Messages that are tried again: {count}.", reverse("outbox:messages")

    return take_step(request, "outbox/retry_all.html", form, act, parked=selectors.parked().count())
