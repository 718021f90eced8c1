"""Serve the pages of sharing requests, for the Data Protection Officer and the Heads of Service."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import offer, page, take_step
from privacy.choices import SharingStatus
from privacy.models import SharingRequest

from . import forms, giving, permissions, presenters, selectors, services, steps


def _url(reference: str) -> str:
    return reverse("privacy:sharing_request", args=[reference])


def _shown(request: StaffRequest, found: SharingRequest) -> dict[str, Any]:
    """Return the request, with what to mind while it is open, and what to tell once something was given."""
    if found.status != SharingStatus.RECEIVED:
        return {"found": found, "warnings": [], "findings": selectors.telling(found, request.user).findings}
    care = selectors.care(found, request.user, on=timezone.localdate())
    return {"found": found, "warnings": care.warnings, "findings": []}


@require_GET
@opens("sharing requests")
def sharing(request: StaffRequest) -> HttpResponse:
    """P11a Show the open requests, the first due first, and those that were decided."""
    waiting, decided = selectors.requests(request.user)
    shows(request, [each.reference for each in (*waiting, *decided)])
    context = {"waiting": waiting, "decided": decided, "today": timezone.localdate()}
    context |= {"tell": selectors.tell_still(decided)}
    return render(request, "privacy/sharing/requests.html", context)


@page
def sharing_log(request: StaffRequest) -> HttpResponse:
    """P11a Log a request. The page names nobody: one types the reference oneself."""
    if not permissions.may_see(request.user):
        raise Http404
    today = timezone.localdate()
    form = forms.LogForm(request.POST or None, by=request.user, initial={"received_on": today})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        logged = services.log_request(by=request.user, on=today, **data)
        return f"Sharing request {logged.reference} logged. Now decide on it.", _url(logged.reference)

    refusal = steps.why_not_log(request.user, today)
    return take_step(request, "privacy/sharing/log.html", form, act, refusal=refusal)


@require_GET
@opens("sharing request")
def sharing_request(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Show one request, and what became of it."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    made = [
        offer(
            "Record that they were told",
            reverse("privacy:sharing_tell", args=[reference]),
            steps.why_not_tell_recipient(found, request.user, today),
        ),
        offer(
            "Record what they got",
            reverse("privacy:sharing_share", args=[reference]),
            steps.why_not_share(found, request.user, today),
        ),
        offer(
            "Refuse it",
            reverse("privacy:sharing_refuse", args=[reference]),
            steps.why_not_refuse(found, request.user, today),
        ),
        offer(
            "Record that it was withdrawn",
            reverse("privacy:sharing_withdraw", args=[reference]),
            steps.why_not_withdraw(found, request.user, today),
        ),
    ]
    context = _shown(request, found) | {
        "rows": presenters.request_rows(found),
        "offers": [each for each in made if each],
    }
    return render(request, "privacy/sharing/request.html", context)


@page
@opens("sharing request")
def sharing_share(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Record what was given, to whom, on which ground, and why no more."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    care = selectors.care(found, request.user, on=today)
    doubts = [*care.doubts, *giving.doubts(found.customer, request.POST.get("given", ""))]
    form = forms.ShareForm(request.POST or None, request=found, doubts=doubts)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.share(request=found, by=request.user, on=today, **data)
        return f"What was given for {reference} is recorded.", _url(reference)

    refusal = steps.why_not_share(found, request.user, today)
    context = {"found": found, "warnings": care.of_everything}
    return take_step(request, "privacy/sharing/share.html", form, act, refusal=refusal, **context)


@page
@opens("sharing request")
def sharing_tell(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b P11a Record that whoever got it was told what was found wrong since."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    telling = selectors.telling(found, request.user)
    initial = {"told_on": today}
    form = forms.TellForm(request.POST or None, request=found, doubts=telling.doubts, initial=initial)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.tell_recipient(request=found, by=request.user, on=today, **data)
        return f"It is recorded that they were told what was found wrong, for {reference}.", _url(reference)

    refusal = steps.why_not_tell_recipient(found, request.user, today)
    return take_step(request, "privacy/sharing/tell.html", form, act, refusal=refusal, found=found)


@page
@opens("sharing request")
def sharing_refuse(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Turn the request down."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.RefuseForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.refuse_request(request=found, by=request.user, on=today, **data)
        return f"Sharing request {reference} refused. Tell them.", _url(reference)

    refusal = steps.why_not_refuse(found, request.user, today)
    return take_step(request, "privacy/sharing/refuse.html", form, act, refusal=refusal, **_shown(request, found))


@page
@opens("sharing request")
def sharing_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Record that nobody asks for it any longer."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.WithdrawForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_request(request=found, by=request.user, on=today, **data)
        return f"Sharing request {reference} is closed as withdrawn.", _url(reference)

    refusal = steps.why_not_withdraw(found, request.user, today)
    return take_step(request, "privacy/sharing/withdraw.html", form, act, refusal=refusal, **_shown(request, found))
