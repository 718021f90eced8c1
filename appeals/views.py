"""Appeals: logged, prepared, determined, and answered by letter."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alerts import selectors as alerts_selectors
from alerts.views.composing import compose_page
from housing_alerts.audit.trail import opens, shows
from housing_alerts.refusals import why_not
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.steps import Offer, offer, take_step
from letters import permissions as letters_permissions
from letters.models import Kind

from . import forms, permissions, policies, selectors, services
from .models import DECIDED, Appeal
from .workflow import AppealStatus

page = require_http_methods(["GET", "HEAD", "POST"])


def _url(appeal: Appeal, name: str = "appeal") -> str:
    return reverse(f"appeals:{name}", args=[appeal.reference])


@page
@opens("appeal")
def appeal_log(request: StaffRequest) -> HttpResponse:
    """P9a Log the customer's appeal against an alert."""
    alert = alerts_selectors.alert(request.user, request.GET.get("alert", ""))
    if alert.customer is None:
        raise Http404
    shows(request, [alert.reference])
    form = forms.LogAppealForm(request.POST or None, alert=alert)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        logged = services.log_appeal(
            decision=alert,
            review=data.get("review"),
            by=request.user,
            today=timezone.localdate(),
            grounds=data["grounds"],
            channel=data["channel"],
            received_on=data["received_on"],
            representative=data.get("representative"),
            stay=data.get("stay") == forms.YES,
        )
        return f"Appeal {logged.reference} logged. {_what_follows(logged)}", _url(logged)

    refusal = permissions.why_may_not_handle(request.user, alert.service_area) or policies.why_not_log(
        alert, decided_on=alert.effective_from, received_on=timezone.localdate()
    )
    return take_step(request, "appeals/appeal/log.html", form, act, refusal=refusal, alert=alert)


def _what_follows(appeal: Appeal) -> str:
    if appeal.in_time:
        return f"It is in time. The answer is due by {appeal.answer_due_on:%-d %B %Y}."
    return "It came late. Next: accept it with a reason, or ask the Head of Service."


@require_GET
@opens("appeal")
def appeal(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b One appeal: its grounds, its clock, the evidence and the decision."""
    found = selectors.appeal(request.user, reference)
    today = timezone.localdate()
    context = {
        "appeal": found,
        "days_left": found.days_left(on=today) if found.answer_owed() else None,
        "clock": found.clock(on=today),
        "unanswerable": found.why_not_write() if found.status in DECIDED else None,
        "letters": alerts_selectors.letters_about(found),
        "offers": _offers(request.user, found),
    }
    return render(request, "appeals/appeal/appeal.html", context)


def _offers(by: Colleague, found: Appeal) -> list[Offer]:
    handle = permissions.why_may_not_handle(by, found.service_area)
    determine = permissions.why_may_not_determine(by, found)
    offers = [
        offer(found.accept, "Accept the late appeal", _url(found, "appeal_accept"), handle),
        offer(
            found.refuse,
            "Refuse the late appeal",
            _url(found, "appeal_refuse"),
            permissions.why_may_not_refuse(by, found),
        ),
        offer(found.prepare, "Prepare for the Head of Service", _url(found, "appeal_prepare"), handle),
        offer(found.determine, "Determine", _url(found, "appeal_determine"), determine),
        offer(found.send_back, "Send back with a question", _url(found, "appeal_send_back"), determine),
        offer(found.withdraw, "Record that it was withdrawn", _url(found, "appeal_withdraw"), handle),
    ]
    if found.status in DECIDED:
        send = letters_permissions.why_may_not_send(by, found.service_area) or found.why_not_write()
        refused = found.status == AppealStatus.REFUSED
        name = "Write the letter of refusal" if refused else "Write the outcome letter"
        offers.append(Offer(name, _url(found, "appeal_letter"), send))
    return [made for made in offers if made]


@page
@opens("appeal")
def appeal_accept(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Let a late appeal go ahead."""
    found = selectors.appeal(request.user, reference)
    form = forms.AcceptForm(request.POST or None, appeal=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        accepted = services.accept_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            stay=data.get("stay") == forms.YES,
        )
        return f"Appeal {reference} accepted. The answer is due by {accepted.answer_due_on:%-d %B %Y}.", _url(found)

    refusal = why_not(found.accept, permissions.why_may_not_handle(request.user, found.service_area))
    return take_step(request, "appeals/appeal/accept.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_refuse(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Refuse a late appeal."""
    found = selectors.appeal(request.user, reference)
    form = forms.RefuseForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.refuse_appeal(
            appeal=found, version=data["version"], by=request.user, on=timezone.localdate(), reason=data["reason"]
        )
        return f"Appeal {reference} refused as late. Next: the Operational Lead writes to {found.customer}.", _url(
            found
        )

    refusal = why_not(found.refuse, permissions.why_may_not_refuse(request.user, found))
    return take_step(request, "appeals/appeal/refuse.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_prepare(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Put the appeal before the Head of Service."""
    found = selectors.appeal(request.user, reference)
    form = forms.PrepareForm(request.POST or None, version=found.version, initial={"evidence": found.evidence})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.prepare_appeal(
            appeal=found, version=data["version"], by=request.user, on=timezone.localdate(), evidence=data["evidence"]
        )
        return f"Appeal {reference} is with the Head of Service for {found.service_area}.", _url(found)

    refusal = why_not(found.prepare, permissions.why_may_not_handle(request.user, found.service_area))
    return take_step(request, "appeals/appeal/prepare.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Ask the Lead first."""
    found = selectors.appeal(request.user, reference)
    form = forms.SendBackForm(request.POST or None, version=found.version, by=request.user, area=found.service_area)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.send_back_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            question=data["question"],
            authority=form.authority(),
        )
        return f"Appeal {reference} sent back to the Operational Lead.", _url(found)

    refusal = why_not(found.send_back, permissions.why_may_not_determine(request.user, found))
    return take_step(request, "appeals/appeal/send_back.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_determine(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Decide the appeal with findings; the outcome binds the alert at once."""
    found = selectors.appeal(request.user, reference)
    form = forms.DetermineForm(request.POST or None, by=request.user, appeal=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.determine_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            outcome=data["outcome"],
            findings=data["findings"],
            own_decision_reason=data.get("own_decision_reason", ""),
            authority=form.authority(),
            **form.lighter(),
        )
        return f"Appeal {reference} determined. Next: the Operational Lead writes to {found.customer}.", _url(found)

    refusal = why_not(found.determine, permissions.why_may_not_determine(request.user, found))
    return take_step(request, "appeals/appeal/determine.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b The customer takes the appeal back."""
    found = selectors.appeal(request.user, reference)
    form = forms.WithdrawForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_appeal(
            appeal=found, version=data["version"], by=request.user, on=data["on"], words=data["words"]
        )
        return f"Appeal {reference} withdrawn.", _url(found)

    refusal = why_not(found.withdraw, permissions.why_may_not_handle(request.user, found.service_area))
    return take_step(request, "appeals/appeal/withdraw.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """E3 Compose the letter that tells how the appeal ended, in the deciding Head's name."""
    found = selectors.appeal(request.user, reference)
    form = forms.OutcomeForm(request.POST or None, appeal=found)
    return compose_page(
        request,
        "appeals/appeal/letter.html",
        form,
        kind=Kind.APPEAL_OUTCOME,
        subject=found,
        signatory=found.decided_by or request.user,
        grants_appeal=False,
        preview_url=_url(found, "appeal_letter"),
    )
