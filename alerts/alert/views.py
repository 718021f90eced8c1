"""Serve the pages of one alert, and of the steps that change or end it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.choices import EndedBecause
from alerts.conditions import steps as conditions_steps
from alerts.conditions.models import Condition
from alerts.corrections import selectors as corrections
from alerts.entries import steps as entries_steps
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import steps as incidents_steps
from alerts.investigations import services as investigations_services
from alerts.investigations.presenters import reports
from alerts.look_up.precautions import OVER
from alerts.reviews import services as reviews_services
from alerts.reviews import steps as reviews_steps
from alerts.writing import selectors as writing_selectors
from housing_alerts.customers import selectors as customers_selectors
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import Offer, offer, offers_from_above, page, take_step
from letters import selectors as letters_selectors
from letters import steps as letters_steps
from letters.choices import Kind
from letters.models import WRITTEN, Letter

from . import departures, forms, policies, presenters, selectors, services, steps
from .choices import Departure
from .models import Alert


def alert_url(alert: Alert, name: str = "alert") -> str:
    return reverse(f"alerts:{name}", args=[alert.reference])


@require_GET
@opens("alert")
def alert(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Show one alert: the instruction, the reasons, the decision, the letters, and the next steps."""
    found = selectors.alert(request.user, reference)
    today = timezone.localdate()
    letters = writing_selectors.letters_about(found, *found.reviews.all())
    departure = departures.departure(found, on=today)
    context = {
        "alert": found,
        "over": OVER if departure and departure.why == Departure.OVER else "",
        "decision_rows": presenters.decision_rows(found, counting=letters.counting(), today=today),
        "today": today,
        "letters": letters,
        "departure": departure.words if departure else "",
        "corrected": corrections.corrected_since_decided(found),
        "merges": customers_selectors.merged_into(found.customer),
        "appeals": found.appeals.all(),
        "entries": found.entries.all(),
        "breaches": incidents_selectors.breaches_of(request.user, found),
        "confirmed": found.confirmations.select_related("created_by").first(),
        "may_confirm": not entries_steps.why_not_confirm_recorded(found, request.user, today),
        "upheld_before": found.replaces.appeals.upheld() if found.replaces else [],
        "offers": _offers(request.user, found, letters),
        "added": presenters.pages_after(request.user, found),
    }
    return render(request, "alerts/alert/alert.html", context)


def _offers(by: Colleague, found: Alert, letters: Iterable[Letter]) -> list[Offer]:
    """List the steps that the colleague may take on the alert; the letter stands first while it is owed.

    :param letters: those about the alert and its reviews, as the page lists them.
    """
    today = timezone.localdate()
    steps_first = [*_offers_to_draft_and_decide(by, found, today), *_offers_at_a_review(by, found, today)]
    made = [each for each in steps_first if each]
    if found.is_active:
        _offer_letter(made, by, found, letters, Kind.NOTIFICATION, "Write the decision letter")
    if policies.ended_unsaid(found):
        _offer_letter(made, by, found, letters, Kind.REMOVAL, "Write the removal letter")
    end = offer("Remove the alert", alert_url(found, "alert_end"), steps.why_not_end(found, by, today))
    return made + offers_from_above(found, by, today) + ([end] if end else [])


def _offers_to_draft_and_decide(by: Colleague, found: Alert, today: date) -> list[Offer | None]:
    restrict = conditions_steps.why_not_add_condition(found, by, today)
    return [
        offer("Say what it restricts", alert_url(found, "alert_conditions"), restrict),
        offer("Approve", alert_url(found, "alert_approve"), steps.why_not_approve(found, by, today)),
        offer("Decline", alert_url(found, "alert_decline"), steps.why_not_decline(found, by)),
        offer("Take out of the recommendation", alert_url(found, "alert_withdraw"), steps.why_not_withdraw(found, by)),
        offer(
            "Ask for further controls", alert_url(found, "alert_controls"), steps.why_not_ask_for_controls(found, by)
        ),
    ]


def _offers_at_a_review(by: Colleague, found: Alert, today: date) -> list[Offer | None]:
    if not found.is_active:
        return []
    running = found.open_review()
    if running:
        complete = reviews_steps.why_not_complete(running, by, today)
        first = offer("Complete the review", reverse("alerts:review", args=[running.reference]), complete)
    else:
        first = offer("Review", alert_url(found, "alert_review"), reviews_steps.why_not_open_review(found, by, today))
    awaited = [condition for condition in found.conditions.all() if condition.awaits_declaration]
    return [first, *[_offer_declaration(each, by, today) for each in awaited]]


def _offer_declaration(condition: Condition, by: Colleague, today: date) -> Offer | None:
    url = reverse("alerts:alert_condition_declaration", args=[condition.alert.reference, condition.pk])
    refusal = conditions_steps.why_not_record_declaration(condition, by, today)
    return offer("Record the written declaration", url, refusal)


def _offer_letter(
    offers: list[Offer], by: Colleague, found: Alert, letters: Iterable[Letter], kind: str, name: str
) -> None:
    """P7a P8b Offer the letter to colleagues who may write it: first while it is owed, else last."""
    refusal = letters_steps.why_not_draft(found, kind, by, timezone.localdate())
    statuses = [letter.status for letter in letters if letter.kind == kind]
    made = Offer("Write the letter again" if statuses else name, found.letter_page(kind), refusal)
    offers.insert(len(offers) if refusal or set(statuses) & set(WRITTEN) else 0, made)


@page
@opens("alert")
def alert_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Take a drafted alert out of the recommendation."""
    found = selectors.alert(request.user, reference)
    form = StepForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        investigations_services.withdraw_alert(alert=found, version=data["version"], by=request.user)
        file = reverse("alerts:investigation", args=[found.file.reference])
        return f"Alert {reference} taken out of the recommendation.", file

    refusal = steps.why_not_withdraw(found, request.user)
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

    refusal = steps.why_not_ask_for_controls(found, request.user)
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
            known=data.get("known", ""),
            danger=data.get("danger", ""),
            rest=form.rest(),
            seen=form.seen_keys(),
        )
        owed = "" if ended.why_letter_refused(Kind.REMOVAL) else f" Next: write to {ended.customer}."
        mistaken = ended.investigation if ended.ended_because == EndedBecause.ERROR else None
        whose = incidents_steps.danger_to_void(mistaken, request.user)
        if whose:
            said = f"Alert {reference} removed. Now say whose the danger is, so that colleagues are warned there.{owed}"
            return said, reverse("alerts:incident_void", args=[whose.reference])
        return f"Alert {reference} removed.{owed}", alert_url(found)

    rests_on = reports(found.investigation) if found.investigation else []
    refusal = steps.why_not_end(found, request.user, timezone.localdate())
    shown = {"alert": found, "reports": rests_on, "issued": letters_selectors.issued_to(found.customer)}
    return take_step(request, "alerts/alert/end.html", form, act, refusal=refusal, **shown)
