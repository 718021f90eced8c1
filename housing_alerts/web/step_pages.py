"""Pages that take one step: GET shows it, POST acts, and a refusal stands on the form with its clause."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.db import OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from housing_alerts.kernel.records.saving import BUSY, was_busy
from housing_alerts.kernel.refusals import NotAllowed, Refusal

from .forms import StepForm

if TYPE_CHECKING:
    from housing_alerts.kernel.records.models import Record
    from housing_alerts.staff.models import Colleague

page = require_http_methods(["GET", "HEAD", "POST"])
"""The decorator of a page that shows a step and takes it."""


def take_step(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    act: Callable[[dict[str, Any]], tuple[str, str]],
    *,
    refusal: Refusal | None = None,
    **context: object,
) -> HttpResponse:
    """Show the page of a step, or act on the posted form.

    A refusal of a POST shows the page again with status 403 and all typed words. If somebody else was at work for too long, it
    does the same with status 503.

    :param act: takes the step with the cleaned data; returns the message that says what happened, and the address of the next
        page.
    :param refusal: the obstacle before any input: the page shows its button disabled, with the sentence beside it (``blocked``).
    """
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            message, then = act(form.cleaned_data)
        except NotAllowed as answer:
            form.add_error(None, f"{answer.refusal.sentence} ({answer.refusal.clause.section})")
            if isinstance(form, StepForm):
                form.show_present_version()
            status = 403
        except OperationalError as fault:
            add_busy(form, fault)
            status = 503
        else:
            messages.success(request, message)
            return redirect(then)
    blocked = None if form.is_bound else refusal
    return render(request, template, {"form": form, "blocked": blocked, **context}, status=status)


def add_busy(form: BaseForm, fault: OperationalError) -> None:
    """Say on the form that somebody else was at work for too long. :raises OperationalError: if it was another fault."""
    if not was_busy(fault):
        raise fault
    form.add_error(None, BUSY)


class Offer(NamedTuple):
    """A step as a page offers it: a button, or a disabled button with the refusal beside it."""

    text: str
    url: str
    refusal: Refusal | None


def offer(text: str, url: str, refusal: Refusal | None) -> Offer | None:
    """Return the step as a button, or None if the record's status is not where the step starts."""
    return None if refusal and refusal.hides else Offer(text, url, refusal)


def offer_where_allowed(text: str, url: str, refusal: Refusal | None) -> Offer | None:
    """Return the step as a button if it is allowed, or None, so that a page does not mention it."""
    return None if refusal else Offer(text, url, None)


Offering = Callable[[Any, Any, date], Offer | None]
"""A function that makes the button of a step on a record, for a colleague, on a day."""
_FROM_ABOVE: dict[type, list[Offering]] = {}


def offers_on(model: type) -> Callable[[Offering], Offering]:
    """Register a function by which an upper app offers a step on the page of a lower record.

    The lower record's app knows nothing of the upper one.
    """

    def register(offering: Offering) -> Offering:
        _FROM_ABOVE.setdefault(model, []).append(offering)
        return offering

    return register


def offers_from_above(record: "Record", by: "Colleague", on: date) -> list[Offer]:
    """Return the steps that upper apps offer on this record."""
    made = (offering(record, by, on) for offering in _FROM_ABOVE.get(type(record), []))
    return [each for each in made if each]
