"""Serve the pages on which two files of one person are merged, and taken apart again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step
from letters import selectors as letters_selectors

from . import forms, policies, selectors, services, steps


@page
@opens("customer")
def merge(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Merge another file of the same person into this one: ask for the file, then show the rows that move."""
    kept = customers.customer(request.user, reference)
    choice = forms.ChooseFileForm({"other": request.GET.get("other", "")}, by=request.user, kept=kept)
    if not choice.is_valid():
        return _choose_file(request, kept, choice)
    other = choice.cleaned_data["other"]
    today = timezone.localdate()
    refusal = steps.why_not_merge(kept, other, request.user)
    asked = [] if refusal else policies.contradictions(kept, other, on=today)
    form = forms.MergeForm(request.POST or None, kept=kept, other=other, contradictions=asked)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.merge_customers(kept=kept, other=other, by=request.user, on=today, **data)
        message = f"File {other.reference} merged into this one. Its reference leads here from now on."
        return message, reverse("desk:customer", args=[reference])

    context = {"kept": kept, "other": other, "compared": selectors.compared(kept, other, on=today)}
    context["issued"] = [letter for one in (kept, other) for letter in letters_selectors.issued_to(one)]
    moves = selectors.records_to_move(kept, other)
    shows(request, [kept.reference, other.reference])
    return take_step(request, "desk/merging/merge.html", form, act, refusal=refusal, moves=moves, **context)


def _choose_file(request: StaffRequest, kept: Customer, choice: forms.ChooseFileForm) -> HttpResponse:
    """Serve the page that asks for the other file, with any error in the reference that was typed."""
    form = choice if "other" in request.GET else forms.ChooseFileForm(by=request.user, kept=kept)
    blocked = steps.why_not_choose_file(kept, request.user)
    likely = [] if blocked else selectors.may_be_the_same(request.user, kept)
    return render(
        request, "desk/merging/choose.html", {"kept": kept, "form": form, "likely": likely, "blocked": blocked}
    )


@page
@opens("customer")
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """P11a Say whether two files are of one person. The files stand side by side for whoever may open both, or answers."""
    pair = selectors.pair(request.user, pk)
    new, known, today = pair.new_file, pair.known_file, timezone.localdate()
    form = forms.AnswerPairForm(request.POST or None, pair=pair)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.answer_pair(pair=pair, by=request.user, on=today, **data)
        return f"Answer recorded on files {new.reference} and {known.reference}.", reverse(
            "desk:customer", args=[file.reference]
        )

    file = new if new.is_visible_to(request.user) else known
    refusal, opens_known = steps.why_not_answer(pair, request.user), known.is_visible_to(request.user)
    reads_both = refusal is None or (opens_known and new.is_visible_to(request.user))
    compared = selectors.compared(new, known, on=today) if reads_both else []
    shows(request, [new.reference, known.reference] if reads_both else [file.reference])
    sister = new.organisation_id != known.organisation_id
    context = {"pair": pair, "new": new, "known": known, "compared": compared, "sister": sister, "file": file}
    context["opens_known"] = opens_known
    context["why_not_merge"] = steps.why_not_merge(known, new, request.user)
    return take_step(request, "desk/merging/answer.html", form, act, refusal=refusal, **context)


@page
@opens("customer")
def undo_merge(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Take the file of this reference out of the one into which it was merged."""
    found = selectors.merge(request.user, reference)
    form = forms.UndoMergeForm(request.POST or None, merge=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.undo_merge(merge=found, by=request.user, on=timezone.localdate(), **data)
        message = (
            f"Merge undone. {reference} is a file of its own again. Each lives where its own line in Cx said last."
        )
        if policies.said_of_both(found.kept, found.merged):
            message += " What was said on safe contact now stands on both files: check each."
        return message, reverse("desk:customer", args=[reference])

    shows(request, [found.kept.reference, reference])
    refusal = steps.why_not_undo(found, request.user)
    since = [] if refusal else selectors.recorded_since(found)
    return take_step(request, "desk/merging/undo.html", form, act, refusal=refusal, merge=found, since=since)
