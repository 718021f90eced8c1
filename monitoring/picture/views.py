"""Serve the picture as a page, its plots as files, and all of it as a PDF."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.requests import StaffRequest
from letters.documents import printed
from monitoring.choices import Plot

from . import permissions, plots, presenters, sections, selectors
from .filters import Asked
from .forms import PictureForm


@require_GET
def picture(request: StaffRequest) -> HttpResponse:
    """F1 Show the alerts, the incidents and our own work in plots and tables."""
    form = _form(request)
    asked = _asked(request, form) if form.is_valid() else None
    return render(request, "monitoring/picture/picture.html", {"form": form, "asked": asked, **_shown(asked)})


@require_GET
def picture_plot(request: StaffRequest, plot: str) -> HttpResponse:
    """F1 Return one plot as SVG, drawn from the numbers that its reader may see."""
    asked = _exported(request)
    if plot not in Plot:
        raise Http404
    return HttpResponse(plots.svg(sections.figure(asked, Plot(plot))), content_type="image/svg+xml")


@require_GET
def picture_pdf(request: StaffRequest) -> HttpResponse:
    """F1 Return the same picture as a PDF, to print and to file."""
    asked = _exported(request)
    more = {
        "title": "The picture",
        "reference": show_date(asked.today),
        "organisation": presenters.landlords(selectors.organisations()),
        "printed_by": request.user,
        "printed_at": timezone.now(),
        "draw": presenters.on_paper,
    }
    context = {"asked": asked, **_shown(asked), **more}
    return printed("monitoring/picture/paper.html", context, name=presenters.file_name(asked))


def _shown(asked: Asked | None) -> dict[str, Any]:
    if asked is None:
        return {}
    return {
        "scope": presenters.scope(asked),
        "days": presenters.looks_back(asked),
        "sections": list(sections.picture(asked)),
        "rows": presenters.rows,
        "plot_address": presenters.plot_address,
        "plot_height": plots.height,
        "plot_width": plots.WIDTH,
        "one_area": "" if asked.listed is not None else presenters.ONE_AREA,
    }


def _exported(request: StaffRequest) -> Asked:
    """Return what a file is asked for.

    :raises BadRequest: if the address asks for what no page offers.
    """
    form = _form(request)
    if not form.is_valid():
        raise BadRequest(f"The picture cannot be asked for so: {form.errors.as_json()}")
    return _asked(request, form)


def _form(request: StaffRequest) -> PictureForm:
    """Return the form for what the reader may see. :raises Http404: if the picture is not theirs."""
    if not permissions.may_look(request.user):
        raise Http404
    return PictureForm(request.GET, areas=selectors.areas(request.user))


def _asked(request: StaffRequest, form: PictureForm) -> Asked:
    everywhere = permissions.sees_all_areas(request.user)
    return form.asked(reader=request.user, today=timezone.localdate(), everywhere=everywhere)
