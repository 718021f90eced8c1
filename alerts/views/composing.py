"""Composing a letter: the form, the PDF beside it as it is typed, and the draft that is kept."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from housing_alerts.refusals import Refusal, refuse_if
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.steps import take_step
from letters import attempts, permissions, rendering, services
from letters.models import Letter


def compose_page(
    request: StaffRequest,
    template: str,
    form: Any,
    *,
    kind: str,
    subject: Any,
    signatory: Colleague,
    grants_appeal: bool,
    preview_url: str,
    contact: Colleague | None = None,
) -> HttpResponse:
    """The page on which a Lead writes a letter about ``subject``.

    :param contact: whom the customer can ask, where that is not who signs it.
    A POST with ``preview`` answers with the PDF, or in words why there is none; any other POST keeps the draft.
    """
    today = timezone.localdate()
    refusal: Refusal | None = permissions.why_may_not_send(request.user, subject.service_area) or subject.why_not_write(
        kind
    )
    if refusal and request.method == "POST":
        attempts.note(subject, by=request.user, doing="compose")

    def composed(data: dict[str, Any]) -> Letter:
        return services.compose(
            kind=kind,
            subject=subject,
            facts=form.facts(subject),
            grants_appeal=grants_appeal,
            signatory=signatory,
            method=data["planned_method"],
            on=data["planned_on"],
            today=today,
            by=request.user,
            also=form.also(subject),
            contact=contact,
        )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        refuse_if(refusal)
        letter = services.draft_letter(letter=composed(data), by=request.user, today=today)
        return (
            f"Letter {letter.reference} drafted. Next: check it and issue it.",
            reverse("letters:letter", args=[letter.reference]),
        )

    if "preview" in request.GET and request.method == "POST":
        return _preview(form, composed, refusal)
    return take_step(
        request, template, form, act, refusal=refusal, subject=subject, preview_url=f"{preview_url}?preview"
    )


def _preview(form: Any, composed: Any, refusal: Refusal | None) -> HttpResponse:
    """The PDF of what was typed so far, or plain words."""
    if refusal:
        return HttpResponse(refusal.sentence, content_type="text/plain; charset=utf-8", status=403)
    if not form.is_valid():
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        return HttpResponse("\n".join(sentences), content_type="text/plain; charset=utf-8")
    letter = composed(form.cleaned_data)
    try:
        pdf = rendering.render(letter.template, letter.context())
    except rendering.CannotRender as fault:
        return HttpResponse(str(fault), content_type="text/plain; charset=utf-8")
    return HttpResponse(pdf, content_type="application/pdf")
