"""Serve the pages on which the bundle of a case is made, for the Housing Ombudsman."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from housing_alerts.attachments.views import download
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step
from privacy.bundle.sealing import CannotSeal

from . import forms, selectors, services


@page
def case_find(request: StaffRequest) -> HttpResponse:
    """P13b Ask for the reference of the case. The page names nobody."""
    form = forms.FindForm(request.POST or None, cases=selectors.cases(request.user))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        reference = data["case"].reference
        return f"Case {reference} found.", reverse("privacy:case_bundle", args=[reference])

    return take_step(request, "privacy/case_bundle/find.html", form, act)


@page
@opens("case bundle")
def case_bundle(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Choose what is taken out of the bundle of a case, and make it."""
    case, status = selectors.case(selectors.file(request.user, reference)), 200
    form = forms.MakeForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            content = services.make_case_bundle(
                case=case, seen=form.cleaned_data["seen"], by=request.user, asked=form.answers()
            )
        except NotAllowed as answer:
            form.add_error(None, f"{answer.refusal.sentence} ({answer.refusal.clause.section})")
            form.show_present()
            status = 403
        except CannotSeal as fault:
            form.add_error(None, str(fault))
            status = 409
        else:
            return download(content, "application/zip", f"{reference}.zip")
    context = {
        "form": form,
        "file": case.file,
        "letters": len(case.letters),
        "cautions": case.cautions,
        "blocked": None,
    }
    return render(request, "privacy/case_bundle/make.html", context, status=status)
