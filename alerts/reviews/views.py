"""Serve the pages of one review: the evidence, its completion, and its letter."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.alert import departures as alert_departures
from alerts.alert import policies as alert_policies
from alerts.alert import selectors as alert_selectors
from alerts.alert.models import Alert
from alerts.choices import HEAVIER, ReviewOutcome, ReviewStatus, Trigger
from alerts.investigations.heard import heard_about
from alerts.writing import selectors as writing_selectors
from housing_alerts.customers.presenters import shown_to
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters import documents
from letters import selectors as letters_selectors
from letters import steps as letters_steps
from letters.choices import Kind

from . import evidence, forms, presenters, selectors, services, steps
from .models import Review


def _calls_for_it(request: StaffRequest, alert: Alert, early: bool) -> dict[str, str]:
    """P8a D5 Return the initial trigger of a review.

    It is a departure, a customer who cannot be told, the due date, or what led to this page.
    """
    today = timezone.localdate()
    if departure := alert_departures.departure(alert, on=today):
        return {"trigger": departure.trigger, "evidence": departure.words}
    if alert.cannot_be_told:
        untold = f"{alert.customer} must never be written to, and no letter had told them of the alert before."
        return {"trigger": Trigger.SAFETY, "evidence": untold, "nothing_to_report": "on"}
    if not early:
        return {"trigger": Trigger.DUE}
    if request.GET.get("trigger") in Trigger.values:
        return {"trigger": request.GET["trigger"]}
    return selectors.called_by(alert, request.GET.get("incident", ""))


@page
@opens("alert")
def alert_review(request: StaffRequest, reference: str) -> HttpResponse:
    """P8a Open a review."""
    found = alert_selectors.alert(request.user, reference)
    today = timezone.localdate()
    early = found.review_due_on is None or found.review_due_on > today
    form = forms.OpenReviewForm(
        request.POST or None, version=found.version, initial=_calls_for_it(request, found, early), early=early
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        review = services.open_review(
            alert=found,
            version=data["version"],
            by=request.user,
            on=today,
            trigger=data["trigger"],
            evidence=data["evidence"],
            due_on=data.get("due_on"),
            nothing_to_report=data["nothing_to_report"],
        )
        return f"Review {review.reference} opened.", reverse("alerts:review", args=[review.reference])

    refusal = steps.why_not_open_review(found, request.user, today)
    return take_step(request, "alerts/reviews/open.html", form, act, refusal=refusal, alert=found, today=today)


def _url(review: Review, name: str = "review") -> str:
    return reverse(f"alerts:{name}", args=[review.reference])


@require_GET
@opens("review")
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """P8a Show one review: the events since the last one, and the decision."""
    found = selectors.review(request.user, reference)
    context = {
        "review": found,
        "alert": found.alert,
        "review_rows": presenters.review_rows(found),
        "evidence": evidence.evidence(request.user, found),
        "letters": writing_selectors.letters_about(found),
        "offers": _offers(request.user, found),
    }
    return render(request, "alerts/reviews/review.html", context)


def _offers(by: Colleague, found: Review) -> list[Offer]:
    today = timezone.localdate()
    offers = [
        offer("Complete the review", _url(found, "review_complete"), steps.why_not_complete(found, by, today)),
        offer("Close without an outcome", _url(found, "review_close"), steps.why_not_close(found, by)),
    ]
    if found.status == ReviewStatus.COMPLETED:
        send = letters_steps.why_not_draft(found, Kind.REVIEW_OUTCOME, by, today)
        name = (
            "Write the letter again" if writing_selectors.letters_about(found).exists() else "Write the outcome letter"
        )
        offers.append(Offer(name, _url(found, "review_letter"), send))
    return [made for made in offers if made]


@require_GET
@opens("review")
def review_form(request: StaffRequest, reference: str) -> HttpResponse:
    """P8a Return the review on paper (Appendix C), to fill in at a meeting or, once completed, to file."""
    found = selectors.review(request.user, reference)
    now = timezone.now()
    context = {
        "title": f"Review of {found.alert.type}",
        "reference": found.reference,
        "organisation": writing_selectors.organisation(found.alert, on=timezone.localdate(now)),
        "printed_by": request.user,
        "printed_at": now,
        "review": found,
        "alert": found.alert,
        "form_rows": presenters.form_rows(found),
        "outcome_rows": presenters.outcome_rows(found),
        "evidence": evidence.evidence(request.user, found),
        "questions": forms.CompleteReviewForm.questions(found),
        "outcomes": ReviewOutcome.labels,
        "answers": forms.CompleteReviewForm.inform_answers(),
    }
    return documents.printed("alerts/reviews/form.html", context, name=f"{found.reference}-form")


@page
@opens("review")
def review_complete(request: StaffRequest, reference: str) -> HttpResponse:
    """P8a P8b P7c Complete the review: decide on the alert, and answer again whether to inform or withhold."""
    found = selectors.review(request.user, reference)
    today = timezone.localdate()
    form = forms.CompleteReviewForm(request.POST or None, version=found.version, alert=found.alert, on=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        completed = services.complete_review(
            review=found,
            version=data["version"],
            by=request.user,
            on=today,
            outcome=data["outcome"],
            reason=data["reason"],
            inform=form.inform(),
            months=data["months"],
            considered=form.considered(),
            danger=data.get("danger", ""),
            seen=form.seen_keys(),
            **form.lighter(),
            **form.heavier(),
        )
        return f"Review {reference} completed. {_next_step_in_words(completed)}", _url(found)

    refusal = steps.why_not_complete(found, request.user, today)
    return take_step(
        request,
        "alerts/reviews/complete.html",
        form,
        act,
        refusal=refusal,
        review=found,
        alert=found.alert,
        evidence=evidence.evidence(request.user, found),
        beside=alert_policies.beside_this(found.alert),
        heard=shown_to(request.user, found.customer, heard_about(found.alert)),
        issued=letters_selectors.issued_to(found.customer),
    )


def _next_step_in_words(review: Review) -> str:
    then = "The alert is removed." if not review.next_due_on else f"The next is due by {review.next_due_on:%-d %B %Y}."
    if review.outcome in HEAVIER:
        then = f"{then} Investigation {review.investigations.get()} is open."
    alert = review.alert
    untold = review.why_letter_refused(Kind.REVIEW_OUTCOME) and alert.why_letter_refused(Kind.NOTIFICATION)
    return then if untold else f"{then} Next: write to {review.customer}."


@page
@opens("review")
def review_close(request: StaffRequest, reference: str) -> HttpResponse:
    """P8a Close a review without an outcome."""
    found = selectors.review(request.user, reference)
    form = forms.CloseReviewForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.close_review(review=found, version=data["version"], by=request.user, reason=data["reason"])
        return f"Review {reference} closed. The alert stays due for review.", _url(found)

    refusal = steps.why_not_close(found, request.user)
    return take_step(request, "alerts/reviews/close.html", form, act, refusal=refusal, review=found)
