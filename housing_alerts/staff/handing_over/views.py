"""Serve the page on which a colleague's records are handed over."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import belongings, forms, selectors, services, steps


@page
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a colleague's records to others."""
    found = selectors.colleague(request.user, pk)
    form = forms.HandOverForm(request.POST or None, colleague=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        given = services.hand_over(
            colleague=found,
            successors=form.successors(),
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
        )
        return f"Handed over: {', '.join(left.called for left in given)}.", reverse("staff:absences")

    refusal = steps.why_not_hand_over(found, request.user)
    context = {"colleague": found, "names": belongings.names(found, request.user)}
    return take_step(request, "staff/handing_over/hand_over.html", form, act, refusal=refusal, **context)
