"""One alert: decided, told of, ended; and the reviews that keep or remove it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.choices import AlertStatus
from alerts.conditions.models import Condition
from alerts.decisions import permissions as decisions_permissions
from alerts.entries import permissions as entries_permissions
from alerts.entries import selectors as entries_selectors
from alerts.incidents import selectors as incidents_selectors
from alerts.investigations import permissions as investigations_permissions
from alerts.investigations import services as investigations_services
from alerts.reviews import permissions as reviews_permissions
from alerts.reviews import policies as reviews_policies
from alerts.reviews import services as reviews_services
from alerts.writing import selectors as writing_selectors
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.refusals import Refusal, why_not
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters import permissions as letters_permissions
from letters.choices import Kind

from . import departures, forms, permissions, policies, selectors, services
from .models import Alert


def alert_url(alert: Alert, name: str = "alert") -> str:
    return reverse(f"alerts:{name}", args=[alert.reference])


def _may_decide(by: Colleague, alert: Alert) -> Refusal | None:
    return decisions_permissions.why_may_not_decide(by, alert.investigation) if alert.investigation else None


def _may_approve(by: Colleague, alert: Alert) -> Refusal | None:
    consulted = decisions_permissions.why_consulted(by, alert.investigation) if alert.investigation else None
    return _may_decide(by, alert) or consulted


def _may_draft(by: Colleague, alert: Alert) -> Refusal | None:
    return investigations_permissions.why_may_not_work_on(by, alert.investigation) if alert.investigation else None


@require_GET
@opens("alert")
def alert(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a One alert: what to do, why, who decided, what was written, and what comes next."""
    found = selectors.alert(request.user, reference)
    today = timezone.localdate()
    context = {
        "alert": found,
        "today": today,
        "letters": writing_selectors.letters_about(found),
        "departure": departures.departure(found, on=today),
        "appeals": found.appeals.select_related("decided_by"),
        "entries": entries_selectors.entries_of(found),
        "breaches": incidents_selectors.breaches_of(request.user, found),
        "confirmed": found.confirmations.select_related("created_by").first(),
        "may_confirm": not entries_permissions.why_may_not_confirm(request.user, found),
        "upheld_before": found.replaces.appeals.upheld() if found.replaces else [],
        "offers": _offers(request.user, found),
    }
    return render(request, "alerts/alert/alert.html", context)


def _offers(by: Colleague, found: Alert) -> list[Offer]:
    decide = _may_decide(by, found)
    offers = [
        offer(found.withdraw, "Say what it restricts", alert_url(found, "alert_conditions"), _may_draft(by, found)),
        offer(found.approve, "Approve", alert_url(found, "alert_approve"), _may_approve(by, found)),
        offer(found.decline, "Decline", alert_url(found, "alert_decline"), decide),
        offer(
            found.withdraw, "Take out of the recommendation", alert_url(found, "alert_withdraw"), _may_draft(by, found)
        ),
    ]
    if found.strengthens:
        offers.append(Offer("Ask for further controls", alert_url(found, "alert_controls"), _may_draft(by, found)))
    if found.is_active:
        review = reviews_permissions.why_may_not_review(by, found)
        running = found.open_review()
        if running:
            offers.append(Offer("Complete the review", reverse("alerts:review", args=[running.reference]), review))
        else:
            offers.append(Offer("Review", alert_url(found, "alert_review"), review))
        awaited = [condition for condition in found.conditions.all() if condition.awaits_declaration]
        offers += [Offer("Record the written declaration", _declaration_url(each), review) for each in awaited]
        _offer_letter(offers, by, found, Kind.NOTIFICATION, "Write the decision letter")
    if policies.ended_unsaid(found):
        _offer_letter(offers, by, found, Kind.REMOVAL, "Write the removal letter")
    if found.customer and (found.is_active or found.status == AlertStatus.ENDED):
        appeal = reverse("appeals:log") + f"?alert={found.reference}"
        offers.append(
            Offer("Log an appeal", appeal, investigations_permissions.why_may_not_investigate(by, found.service_area))
        )
    offers.append(
        offer(
            found.end,
            "Remove the alert",
            alert_url(found, "alert_end"),
            permissions.why_may_not_end(by, found),
        )
    )
    return [made for made in offers if made]


def _declaration_url(condition: Condition) -> str:
    return reverse("alerts:alert_condition_declaration", args=[condition.alert.reference, condition.pk])


def _offer_letter(offers: list[Any], by: Colleague, found: Alert, kind: str, name: str) -> None:
    """P7a P8b The letter comes first while it is owed, for who may write it."""
    refusal = letters_permissions.why_may_not_send(by, found.service_area) or found.why_not_write(kind)
    letters = writing_selectors.letters_about(found).filter(kind=kind)
    made = Offer("Write the letter again" if letters.exists() else name, found.letter_page(kind), refusal)
    offers.insert(len(offers) if refusal or letters.written().exists() else 0, made)


@page
@opens("alert")
def alert_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Take a drafted alert out of the recommendation."""
    found = selectors.alert(request.user, reference)
    form = StepForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        investigations_services.withdraw_alert(alert=found, version=data["version"], by=request.user)
        assert found.investigation is not None  # an alert of the housing system is no draft
        file = reverse("alerts:investigation", args=[found.investigation.reference])
        return f"Alert {reference} taken out of the recommendation.", file

    refusal = why_not(found.withdraw, _may_draft(request.user, found))
    return take_step(request, "alerts/alert/withdraw.html", form, act, refusal=refusal, alert=found)


@page
@opens("alert")
def alert_controls(request: StaffRequest, reference: str) -> HttpResponse:
    """P8b Say which controls a draft asks for, to strengthen an alert."""
    found = selectors.alert(request.user, reference)
    form = forms.ControlsForm(request.POST or None, draft=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        reviews_services.ask_for_controls(
            draft=found, version=data["version"], by=request.user, further=data["further_controls"]
        )
        return f"Alert {reference}: what colleagues would do has changed.", alert_url(found)

    refusal = reviews_policies.why_not_ask_for(found, []) or _may_draft(request.user, found)
    return take_step(request, "alerts/alert/controls.html", form, act, refusal=refusal, alert=found)


@page
@opens("alert")
def alert_end(request: StaffRequest, reference: str) -> HttpResponse:
    """P8b Remove the alert between reviews."""
    found = selectors.alert(request.user, reference)
    form = forms.EndForm(request.POST or None, alert=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        ended = services.end_alert(
            alert=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            because=data["because"],
            reason=data["reason"],
            seen=form.seen_keys(),
        )
        owed = "" if ended.why_not_write(Kind.REMOVAL) else f" Next: write to {ended.customer}."
        return f"Alert {reference} removed.{owed}", alert_url(found)

    refusal = why_not(found.end, permissions.why_may_not_end(request.user, found))
    return take_step(request, "alerts/alert/end.html", form, act, refusal=refusal, alert=found)
