"""Serve the pages of entries in Cx and Assure: one entry, its correction, and the yearly confirmation."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.choices import Role
from housing_alerts.staff.navigation import CASES
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, selectors, services, steps


@page
@opens("entries")
def entries(request: StaffRequest) -> HttpResponse:
    """P11a Show the words of all entries that wait for the colleague. Those made today are marked there.

    Ten reports fit on a page.
    """
    if not request.user.holds(*CASES):
        raise Http404
    case, after = request.GET.get("case", ""), request.GET.get("after", "")
    page_after = int(after) if after.isdecimal() else 0
    found, following = selectors.waiting_for(request.user, on=timezone.localdate(), case=case, after=page_after)
    shows(request, [entry.case.reference for entry in found])
    form = forms.EnteredForm(request.POST if request.method == "POST" else None, entries=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = services.record_entries(entered=form.seen(), by=request.user, on=timezone.localdate())
        return f"{'1 entry' if len(made) == 1 else f'{len(made)} entries'} recorded as done today.", reverse(
            "alerts:entries"
        )

    cases = presenters.by_case(form, request.user)
    return take_step(request, "alerts/entries/entries.html", form, act, cases=cases, following=following)


@page
@opens("entry")
def entry(request: StaffRequest, pk: int) -> HttpResponse:
    """P11a Show the words to copy, and record when and under which reference they were entered."""
    found = selectors.entry(request.user, pk)
    shows(request, [found.case.reference])
    form = forms.EntryForm(request.POST or None, entry=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = services.record_entry(
            entry=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            entered_on=data["entered_on"],
            reference=data["reference"],
        )
        return f"{made}: recorded as done.", presenters.case_url(found)

    may_correct = not steps.why_not_correct_entry(found, request.user)
    context = {"entry": found, "case_url": presenters.case_url(found), "may_correct": may_correct}
    context["entered_rows"] = presenters.entered_rows(found)
    refusal = steps.why_not_record_entry(found, request.user, timezone.localdate())
    return take_step(request, "alerts/entries/entry.html", form, act, refusal=refusal, **context)


@page
@opens("entry")
def entry_correct(request: StaffRequest, pk: int) -> HttpResponse:
    """P11a Take back an entry that was recorded by mistake."""
    found = selectors.entry(request.user, pk)
    shows(request, [found.case.reference])
    form = forms.CorrectEntryForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.correct_entry(entry=found, version=data["version"], by=request.user, reason=data["reason"])
        return f"{found}: taken back. It waits to be entered.", reverse("alerts:entry", args=[pk])

    refusal = steps.why_not_correct_entry(found, request.user)
    return take_step(request, "alerts/entries/correct.html", form, act, refusal=refusal, entry=found)


@require_safe
@opens("confirmations")
def confirmations(request: StaffRequest) -> HttpResponse:
    """P11c List the cases of a Lead's areas, the longest unconfirmed first, a page at a time."""
    _for_leads(request)
    after, today = request.GET.get("after", ""), timezone.localdate()
    found = selectors.cases_to_confirm(request.user, today=today, after=after, most=selectors.PAGE + 1)
    cases = found[: selectors.PAGE]
    shows(request, [case.record.reference for case in cases])
    asked = [(case, steps.why_not_confirm_recorded(case.record, request.user, today)) for case in cases]
    context = {
        "cases": [case for case, refusal in asked if refusal is None],
        "due_refused": [(case, refusal) for case, refusal in asked if refusal and case.due],
        "refused": [(case, refusal) for case, refusal in asked if refusal and not case.due],
        "next": "?" + urlencode({"after": cases[-1].record.reference}) if len(found) > selectors.PAGE else "",
        "first": not after,
    }
    return render(request, "alerts/entries/confirmations.html", context)


@page
@opens("confirmations")
def confirmations_check(request: StaffRequest) -> HttpResponse:
    """P11c Show the chosen cases once more, and confirm them."""
    _for_leads(request)
    today = timezone.localdate()
    cases = selectors.cases_called(request.user, request.GET.getlist("case"), today=today)
    records = [case.record for case in cases]
    shows(request, [record.reference for record in records])
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = services.confirm_recorded(cases=records, by=request.user, on=today)
        what = "1 case" if len(made) == 1 else f"{len(made)} cases"
        return f"{what} confirmed as recorded in Cx.", reverse("alerts:confirmations")

    refusal = steps.why_not_confirm_cases(records, request.user, today)
    return take_step(request, "alerts/entries/check.html", form, act, refusal=refusal, cases=cases, today=today)


def _for_leads(request: StaffRequest) -> None:
    if not request.user.holds(Role.OPERATIONAL_LEAD):
        raise Http404
