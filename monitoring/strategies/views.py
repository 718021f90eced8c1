"""Serve the pages of contact strategies: started, reviewed and ended by the Leads of the area."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.customers import selectors as customers_selectors
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import offer, page, take_step
from monitoring.levels import counting
from monitoring.levels import policies as levels_policies
from monitoring.levels import presenters as levels_presenters
from monitoring.models import Strategy

from . import forms, presenters, selectors, services, steps


def _url(reference: str) -> str:
    return reverse("monitoring:strategy", args=[reference])


def _in_half_a_year(today: date) -> date:
    """Return the day of review that a page proposes."""
    return procedure.add_months(today, procedure.STRATEGY_MONTHS // 2)


@page
@opens("customer")
def strategy_start(request: StaffRequest, reference: str) -> HttpResponse:
    """P12 Start a strategy for the contact of a customer."""
    customer, today = customers_selectors.customer(request.user, reference), timezone.localdate()
    initial = {"review_on": _in_half_a_year(today)}
    form = forms.StartForm(request.POST or None, customer=customer, initial=initial)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        step = {"by": request.user, "on": today, "review_on": data["review_on"], "sure_of": form.sure()}
        begun = services.start_strategy(customer=customer, terms=form.terms(), **step)
        return f"Contact strategy {begun.reference} is in force.", _url(begun.reference)

    refusal = steps.why_not_start(customer, request.user, today)
    context = {"customer": customer, "limits": selectors.limits(customer, on=today)}
    return take_step(request, "monitoring/strategies/start.html", form, act, refusal=refusal, **context)


@require_GET
@opens("contact strategy")
def strategy(request: StaffRequest, reference: str) -> HttpResponse:
    """P12 Show one strategy, and the contacts before it and since."""
    found, today = selectors.strategy(request.user, reference), timezone.localdate()
    made = [
        offer(
            "Review the strategy",
            reverse("monitoring:strategy_review", args=[reference]),
            steps.why_not_review(found, request.user, today),
        ),
        offer(
            "End the strategy",
            reverse("monitoring:strategy_end", args=[reference]),
            steps.why_not_end(found, request.user, today),
        ),
    ]
    context = {
        "found": found,
        "rows": presenters.strategy_rows(found),
        "opens_file": found.customer.is_visible_to(request.user),
        "offers": [each for each in made if each],
        "limits": selectors.limits(found.customer, on=today),
        "to_put_right": steps.to_put_right(found, on=today),
        **_effect(found, today),
    }
    return render(request, "monitoring/strategies/strategy.html", context)


def _effect(found: Strategy, today: date) -> dict[str, Any]:
    """Return the contacts before the strategy and since, as a sentence and as a plot."""
    until = found.ended_on or today
    first = found.began_on - timedelta(weeks=levels_policies.WEEKS_SHOWN)
    weeks = counting.weeks(found.customer, first=first, last=today)
    marks = [(found.began_on, "Strategy"), *([(found.ended_on, "Ended")] if found.ended_on else [])]
    return {
        "plot": levels_presenters.plot(weeks, marks),
        "effect": presenters.effect_words(counting.effect(found.customer, began=found.began_on, until=until)),
    }


@page
@opens("contact strategy")
def strategy_review(request: StaffRequest, reference: str) -> HttpResponse:
    """P12 Record whether the strategy helped, and what changes."""
    found, today = selectors.strategy(request.user, reference), timezone.localdate()
    form = forms.ReviewForm(request.POST or None, strategy=found, initial={"review_on": _in_half_a_year(today)})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        step = {"version": data["version"], "by": request.user, "on": today, "review_on": data["review_on"]}
        said = {"changed": data["changed"], "sure_of": form.sure()}
        kept = services.review_strategy(strategy=found, terms=form.terms(), **said, **step)
        return f"Contact strategy {reference} stays in force. It is reviewed by {kept.review_on:%-d %B %Y}.", _url(
            reference
        )

    refusal = steps.why_not_review(found, request.user, today)
    context = {"customer": found.customer, "limits": selectors.limits(found.customer, on=today)}
    context |= {"found": found, "effect": _effect(found, today)["effect"]}
    return take_step(request, "monitoring/strategies/review.html", form, act, refusal=refusal, **context)


@page
@opens("contact strategy")
def strategy_end(request: StaffRequest, reference: str) -> HttpResponse:
    """P12 End the strategy."""
    found, today = selectors.strategy(request.user, reference), timezone.localdate()
    form = forms.EndForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.end_strategy(strategy=found, by=request.user, on=today, **data)
        return f"Contact strategy {reference} ended.", _url(reference)

    refusal = steps.why_not_end(found, request.user, today)
    context = {"found": found, "effect": _effect(found, today)["effect"]}
    return take_step(request, "monitoring/strategies/end.html", form, act, refusal=refusal, **context)
