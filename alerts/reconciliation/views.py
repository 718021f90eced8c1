"""Serve the pages of the comparison with Cx: the comparisons, one of them, and one row."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, selectors, services, steps
from .choices import Answer, Side
from .models import Difference

MOST_LINES = 500
"""The most refused lines that the page shows."""


@page
def reconciliations(request: StaffRequest) -> HttpResponse:
    """P11a List the comparisons with Cx, and compare another export. The page shows counts and numbers of lines, and nobody."""
    found, following = selectors.runs(request.user, after=request.GET.get("after", ""))
    form = forms.CompareForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        export = form.read()
        run, new = services.compare_with_cx(export=export, by=request.user, today=timezone.localdate())
        said = f"Compared: {_rows(run.rows)}." if new else "This export was compared before. Here is what came of it."
        return said, reverse("alerts:reconciliation", args=[run.reference])

    context = {
        "runs": presenters.run_rows(found),
        "next": "?" + urlencode({"after": following}) if following else "",
        "first": not request.GET.get("after"),
        "most": MOST_LINES,
    }
    refusal = steps.why_not_compare(request.user)
    return take_step(request, "alerts/reconciliation/reconciliations.html", form, act, refusal=refusal, **context)


def _rows(number: int) -> str:
    if not number:
        return "nothing differs"
    return "1 row differs" if number == 1 else f"{number:,} rows differ"


@require_safe
@opens("comparison with Cx")
def reconciliation(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Show the counts of a comparison, and its rows, a page at a time."""
    run = selectors.run(request.user, reference)
    shown, after = request.GET.get("shown", ""), request.GET.get("after", "")
    found, following = selectors.rows(run, request.user, shown=shown, after=after)
    shows(request, [run.reference, *dict.fromkeys(_whose(row) for row in found if row.subject)])
    counts = selectors.counts(run, request.user)
    context = {
        "run": run,
        "shown": shown,
        "words": presenters.run_words(run),
        "counts": presenters.count_rows(run),
        "closed": presenters.closed_words(counts),
        "uncompared": presenters.uncompared_words(run),
        "lists": presenters.lists(counts, shown),
        "head": presenters.head(shown),
        "tables": presenters.tables(found),
        "next": "?" + urlencode({"shown": shown, "after": following}) if following else "",
        "first": not after,
    }
    return render(request, "alerts/reconciliation/reconciliation.html", context)


@page
@opens("difference from Cx")
def difference(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """P11a Show one row as it stands here and in Cx, and answer it."""
    found = selectors.difference(request.user, reference, number)
    shows(request, [_whose(found) if found.subject else found.run.reference])
    form = forms.AnswerForm(request.POST or None, difference=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = services.answer_difference(difference=found, by=request.user, on=timezone.localdate(), **data)
        here = reverse("alerts:difference", args=[reference, number])
        then = here if made.answer == Answer.HERE else reverse("alerts:reconciliation", args=[reference])
        return f"{presenters.title(found)}: {forms.DONE[made.answer]}", then

    earlier = selectors.said_before(found)
    context = {
        "row": found,
        "title": presenters.title(found),
        "kind": presenters.kind(found),
        "both": presenters.both_rows(found),
        "alone": presenters.alone_rows(found),
        "why": presenters.what_differs(found),
        "answer": presenters.answer_words(found) if found.answer else "",
        "missing": found.side == Side.THEIRS,
        "earlier": earlier,
        "earlier_answer": presenters.answer_words(earlier) if earlier else "",
        "where": presenters.where(found),
        "entries": presenters.in_hand_link(found),
    }
    refusal = steps.why_not_answer(found, request.user)
    return take_step(request, "alerts/reconciliation/difference.html", form, act, refusal=refusal, **context)


def _whose(row: Difference) -> str:
    record = row.alert or row.subject
    return record.reference if record else ""
