"""One alert: decided, told of, ended; and the reviews that keep or remove it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.conditions.models import Condition
from alerts.decisions import forms as decisions_forms
from alerts.decisions import forms_approving as decisions_forms_approving
from alerts.decisions import permissions as decisions_permissions
from alerts.decisions import record as decisions_record
from alerts.decisions import services as decisions_services
from alerts.entries import permissions as entries_permissions
from alerts.entries import selectors_entries as entries_selectors_entries
from alerts.incidents import policies_household as incidents_policies_household
from alerts.incidents import selectors_breaches as incidents_selectors_breaches
from alerts.investigations import permissions as investigations_permissions
from alerts.investigations import precedents as investigations_precedents
from alerts.investigations import selectors_known as investigations_selectors_known
from alerts.investigations import services as investigations_services
from alerts.markers import selectors as markers_selectors
from alerts.reviews import called_for as reviews_called_for
from alerts.reviews import forms as reviews_forms
from alerts.reviews import policies as reviews_policies
from alerts.reviews import services as reviews_services
from alerts.reviews import services_replacing as reviews_services_replacing
from alerts.reviews.models import Trigger
from alerts.writing import forms as writing_forms
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.refusals import Refusal, why_not
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters import permissions as letters_permissions
from letters.composing import compose_page
from letters.models import Kind

from . import departures, policies, selectors, services
from .machine import AlertStatus
from .models import Alert


def _url(alert: Alert, name: str = "alert") -> str:
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
        "letters": selectors.letters_about(found),
        "departure": departures.departure(found, on=today),
        "appeals": found.appeals.select_related("decided_by"),
        "entries": entries_selectors_entries.entries_of(found),
        "breaches": incidents_selectors_breaches.breaches_of(request.user, found),
        "confirmed": found.confirmations.select_related("created_by").first(),
        "may_confirm": not entries_permissions.why_may_not_confirm(request.user, found),
        "upheld_before": found.replaces.appeals.filter(outcome="UPHELD") if found.replaces else [],
        "offers": _offers(request.user, found),
    }
    return render(request, "alerts/alert/alert.html", context)


def _offers(by: Colleague, found: Alert) -> list[Offer]:
    decide = _may_decide(by, found)
    offers = [
        offer(found.withdraw, "Say what it restricts", _url(found, "alert_conditions"), _may_draft(by, found)),
        offer(found.approve, "Approve", _url(found, "alert_approve"), _may_approve(by, found)),
        offer(found.decline, "Decline", _url(found, "alert_decline"), decide),
        offer(found.withdraw, "Take out of the recommendation", _url(found, "alert_withdraw"), _may_draft(by, found)),
    ]
    if found.strengthens:
        offers.append(Offer("Ask for further controls", _url(found, "alert_controls"), _may_draft(by, found)))
    if found.is_active:
        review = investigations_permissions.why_may_not_review(by, found)
        running = found.open_review()
        if running:
            offers.append(Offer("Complete the review", reverse("alerts:review", args=[running.reference]), review))
        else:
            offers.append(Offer("Review", _url(found, "alert_review"), review))
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
            _url(found, "alert_end"),
            investigations_permissions.why_may_not_end(by, found),
        )
    )
    return [made for made in offers if made]


def _declaration_url(condition: Condition) -> str:
    return reverse("alerts:alert_condition_declaration", args=[condition.alert.reference, condition.pk])


def _offer_letter(offers: list[Any], by: Colleague, found: Alert, kind: str, name: str) -> None:
    """P7a P8b The letter comes first while it is owed, for who may write it."""
    refusal = letters_permissions.why_may_not_send(by, found.service_area) or found.why_not_write(kind)
    letters = selectors.letters_about(found).filter(kind=kind)
    made = Offer("Write the letter again" if letters.exists() else name, found.letter_page(kind), refusal)
    offers.insert(len(offers) if refusal or letters.written().exists() else 0, made)


@page
@opens("alert")
def alert_approve(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a P7c Impose the alert, and answer whether the customer is informed."""
    found = selectors.alert(request.user, reference)
    form = decisions_forms_approving.ApproveForm(request.POST or None, by=request.user, alert=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        approved = decisions_services.approve_alert(
            alert=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            inform=form.inform(),
            authority=form.authority(),
            known=form.known_answer(),
            less=form.less(),
        )
        return _decided(approved, "approved", _what_follows(approved))

    refusal = why_not(found.approve, _may_approve(request.user, found))
    return take_step(
        request, "alerts/alert/approve.html", form, act, refusal=refusal, **_before_deciding(request.user, found)
    )


def _before_deciding(by: Colleague, alert: Alert) -> dict[str, Any]:
    """What whoever decides on the alert reads first."""
    file = alert.investigation
    return {
        "alert": alert,
        "answers": investigations_selectors_known.answers(by, file) if file else [],
        "precedents": investigations_precedents.precedents(file, alert) if file else [],
        "equality": decisions_record.EQUALITY,
        "today": timezone.localdate(),
        "markers": markers_selectors.markers_of(file),
        "beside": incidents_policies_household.beside_this(alert),
    }


def _decided(alert: Alert, said: str, then: str = "") -> tuple[str, str]:
    """What was decided, what follows, and where to go: while an action of the case waits for its decision, there."""
    file, where = alert.investigation, _url(alert)
    steps = [then] if then else []
    if file and file.open_actions():
        steps, where = ["decide on the actions", *steps], reverse("alerts:investigation_agree", args=[file.reference])
    following = f" Next: {'; then '.join(steps)}." if steps else ""
    return f"Alert {alert.reference} {said}.{following}", where


def _what_follows(alert: Alert) -> str:
    if alert.why_not_write(Kind.NOTIFICATION):
        return f"{alert.responsible_lead} reviews it by {alert.review_due_on:%-d %B %Y}; no letter is sent"
    return f"{_who_writes(alert)} writes to {alert.customer}"


def _who_writes(alert: Alert) -> str:
    """The responsible Lead or, where the case was moved out of their areas, a Lead of its own."""
    lead = alert.responsible_lead
    if lead and not letters_permissions.why_may_not_send(lead, alert.service_area):
        return str(lead)
    return f"an Operational Lead for {alert.service_area}"


@page
@opens("alert")
def alert_decline(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Do not impose the alert."""
    found = selectors.alert(request.user, reference)
    form = decisions_forms.DeclineForm(request.POST or None, by=request.user, case=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        decisions_services.decline_alert(
            alert=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            authority=form.authority(),
            known=form.known_answer(),
        )
        return _decided(found, "declined")

    refusal = why_not(found.decline, _may_decide(request.user, found))
    return take_step(
        request, "alerts/alert/decline.html", form, act, refusal=refusal, **_before_deciding(request.user, found)
    )


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
    form = reviews_forms.ControlsForm(request.POST or None, draft=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        reviews_services_replacing.ask_for_controls(
            draft=found, version=data["version"], by=request.user, further=data["further_controls"]
        )
        return f"Alert {reference}: what colleagues would do has changed.", _url(found)

    refusal = reviews_policies.why_not_ask_for(found, []) or _may_draft(request.user, found)
    return take_step(request, "alerts/alert/controls.html", form, act, refusal=refusal, alert=found)


@page
@opens("alert")
def alert_end(request: StaffRequest, reference: str) -> HttpResponse:
    """P8b Remove the alert between reviews."""
    found = selectors.alert(request.user, reference)
    form = reviews_forms.EndForm(request.POST or None, alert=found)

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
        return f"Alert {reference} removed.{owed}", _url(found)

    refusal = why_not(found.end, investigations_permissions.why_may_not_end(request.user, found))
    return take_step(request, "alerts/alert/end.html", form, act, refusal=refusal, alert=found)


@page
@opens("alert")
def alert_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """E1 Compose the letter that tells of the alert, with the very PDF beside the form."""
    found = selectors.alert(request.user, reference)
    form = writing_forms.NotificationForm(request.POST or None, alert=found)
    return compose_page(
        request,
        "alerts/alert/letter.html",
        form,
        kind=Kind.NOTIFICATION,
        subject=found,
        signatory=found.responsible_lead or request.user,
        grants_appeal=True,
    )


@page
@opens("alert")
def alert_removal_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """P8b Compose the letter that tells of a removal between reviews, with the very PDF beside the form."""
    found = selectors.alert(request.user, reference)
    return compose_page(
        request,
        "alerts/alert/removal_letter.html",
        writing_forms.RemovalForm(request.POST or None, alert=found),
        kind=Kind.REMOVAL,
        subject=found,
        signatory=found.responsible_lead or request.user,
        grants_appeal=False,
    )


def _calls_for_it(request: StaffRequest, alert: Alert, early: bool) -> dict[str, str]:
    """P8a D5 That its keeper has left, that the review is due, or the incident that led here."""
    moved = departures.departure(alert, on=timezone.localdate())
    if moved:
        return {"trigger": Trigger.MOVED, "evidence": moved}
    if not early:
        return {"trigger": Trigger.DUE}
    return reviews_called_for.called_by(alert, request.GET.get("incident", ""))


@page
@opens("alert")
def alert_review(request: StaffRequest, reference: str) -> HttpResponse:
    """P8a Open a review."""
    found = selectors.alert(request.user, reference)
    today = timezone.localdate()
    early = found.review_due_on is None or found.review_due_on > today
    form = reviews_forms.OpenReviewForm(
        request.POST or None, version=found.version, initial=_calls_for_it(request, found, early), early=early
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        review = reviews_services.open_review(
            alert=found,
            version=data["version"],
            by=request.user,
            on=today,
            trigger=data["trigger"],
            evidence=data["evidence"],
            due_on=data.get("due_on"),
        )
        return f"Review {review.reference} opened.", reverse("alerts:review", args=[review.reference])

    refusal = investigations_permissions.why_may_not_review(
        request.user, found
    ) or reviews_policies.why_not_open_review(found, on=found.review_due_on or today)
    return take_step(request, "alerts/alert/review.html", form, act, refusal=refusal, alert=found, today=today)
