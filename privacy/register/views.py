"""Serve the register: the record of processing, the privacy notice and the impact assessment of each landlord."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.requests import StaffRequest
from letters.documents import printed
from privacy.choices import Paper

from . import presenters, selectors


@require_GET
def register(request: StaffRequest) -> HttpResponse:
    """P13a Show which papers there are, for each landlord."""
    context = {"landlords": selectors.organisations(request.user), "papers": list(Paper)}
    return render(request, "privacy/register/register.html", context)


@require_GET
def register_paper(request: StaffRequest, code: str, which: str) -> HttpResponse:
    """P13a Show one paper, as the service stands today."""
    return render(request, "privacy/register/paper.html", _context(request, code, which))


@require_GET
def register_paper_pdf(request: StaffRequest, code: str, which: str) -> HttpResponse:
    """P13a Return the same paper as a PDF, to print and to file."""
    context = _context(request, code, which)
    more = {"printed_by": request.user, "printed_at": timezone.now(), "reference": show_date(context["today"])}
    return printed("privacy/register/paper_pdf.html", context | more, name=f"{which}-{code}")


def _context(request: StaffRequest, code: str, which: str) -> dict[str, Any]:
    landlord = selectors.organisation(request.user, code)
    if which not in Paper.values:
        raise Http404
    found = Paper(which)
    return {
        "organisation": landlord,
        "paper": found,
        "title": found.label,
        "for_everybody": found == Paper.NOTICE,
        "sections": presenters.paper(landlord, found),
        "today": timezone.localdate(),
    }
