"""Serve the pages of the files on a record. The record's own app finds it, as far as the colleague may see it."""

import logging
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from housing_alerts.kernel.audit.trail import shows
from housing_alerts.kernel.refusals import NotAllowed, Refusal
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import take_step

from . import forms, policies, selectors, services, steps
from .models import Attachable

logger = logging.getLogger(__name__)
SANDBOX = "sandbox; default-src 'none'"


def show_refusals(request: HttpRequest, refused: list[Refusal]) -> None:
    """Say on the next page why each of these files was not kept."""
    for refusal in refused:
        messages.warning(request, refusal.sentence)


def attach_page(request: StaffRequest, subject: Attachable, *, back: str) -> HttpResponse:
    """P11a Attach photos and files. A fault of one file does not stop the others."""
    form = forms.AttachForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        refused = services.attach_each(subject=subject, by=request.user, files=data["attached"])
        kept = len(data["attached"]) - len(refused)
        if not kept:
            raise NotAllowed(policies.none_kept(refused))
        show_refusals(request, refused)
        return f"{kept} file{'' if kept == 1 else 's'} attached to {subject.reference}.", back

    refusal = steps.why_not_attach(subject, request.user)
    return take_step(request, "attachments/attach.html", form, act, refusal=refusal, subject=subject, back=back)


def file_served(request: StaffRequest, subject: Attachable, reference: str) -> HttpResponse:
    """P11a Return the file as a download. No browser opens it here, whatever is in it."""
    found = selectors.attachment(subject, reference)
    shows(request, [subject.reference, found.reference])
    content = selectors.content(found)
    if content is None:
        logger.error("%s is not as it was kept", found.reference)
        sentence = f"File {found.reference} is not as it was kept, so it is not shown. Tell the administrator."
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=409)
    return download(content, found.content_type, found.file_name)


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return the bytes as a file to be saved, which no browser opens here. The name is one that we made."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def remove_page(request: StaffRequest, subject: Attachable, reference: str, *, back: str) -> HttpResponse:
    """P11a Remove a file from the record, with a reason."""
    found = selectors.attachment(subject, reference)
    form = forms.RemoveFileForm(request.POST or None, version=subject.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.remove_file(attachment=found, by=request.user, on=timezone.localdate(), **data)
        return f"File {reference} taken off {subject.reference}. The reason stays there.", back

    refusal = steps.why_not_remove_file(subject, request.user)
    return take_step(
        request, "attachments/remove.html", form, act, refusal=refusal, subject=subject, attachment=found, back=back
    )
