"""Compose any letter: the form, its PDF beside it while somebody types, the checks, and the draft that is kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from housing_alerts.customers.choices import Format
from housing_alerts.kernel.refusals import NotAllowed, Refusal, refuse_if
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import take_step
from letters.printing import pictures, refusals, rendering

from . import attempts, dispatch, documents, proofreading, selectors, services, steps
from .forms import PlanForm
from .models import IssuedPdf, Letter
from .subjects import Subject, doubts_of

S = TypeVar("S", bound=Subject)


@dataclass
class Sheet:
    """A letter as it stands: its pages as pictures, and in words the things still to be done."""

    said: list[str] = field(default_factory=list)
    pdf: bytes = b""

    @cached_property
    def pages(self) -> pictures.Pages:
        """The pages as pictures."""
        return pictures.pictures(self.pdf) if self.pdf else pictures.NONE


def compose_page(
    request: StaffRequest,
    template: str,
    form: PlanForm[S],
    *,
    kind: str,
    subject: S,
    signatory: Colleague,
    grants_appeal: bool,
    contact: Colleague | None = None,
) -> HttpResponse:
    """Show the page on which a Lead writes a letter about ``subject``. Each kind brings its form, template and facts.

    A POST keeps the draft. With ``preview`` it keeps nothing: the page comes back with the letter as it stands or, with
    ``preview=pdf``, its PDF.

    :param form: its ``facts(subject)`` are the facts that the letter tells.
    :param contact: the colleague whom the customer can ask, if they are not the signatory.
    """
    today = timezone.localdate()
    refusal = steps.why_not_draft(subject, kind, request.user, today)
    if refusal and request.method == "POST":
        attempts.note([subject], kind=kind, by=request.user, doing="compose")

    before = selectors.before(subject, kind)
    if before.earlier:
        form.start_from(before.earlier.facts)
    shown = {"subject": subject, "signatory": signatory, **_beside(subject, before, today)}

    def composed() -> Letter:
        letter = services.compose(
            kind=kind,
            subject=subject,
            facts=form.facts(subject),
            grants_appeal=grants_appeal,
            signatory=signatory,
            method=form.cleaned_data["planned_method"],
            on=form.cleaned_data["planned_on"],
            today=today,
            by=request.user,
            also=form.also(subject),
            contact=contact,
        )
        letter.confirmed = [asked for asked in _asked(form, letter, today) if asked in form.confirmed()]
        return letter

    def act(_: dict[str, Any]) -> tuple[str, str]:
        refuse_if(refusal)
        letter = services.draft_letter(letter=composed(), by=request.user, today=today)
        said = f"Letter {letter.reference} drafted. Next: check it and issue it."
        return said, reverse("letters:letter", args=[letter.reference])

    if not refusal and form.is_bound and form.is_valid():
        _check(form, written := composed(), today)
        late = dispatch.why_late(written, on=today)
        shown["doubts"] += [late.sentence] if late else []
    if request.POST.get("preview"):
        return _preview(request, template, form, composed, refusal, **shown)
    return take_step(request, template, form, act, refusal=refusal, sheet=Sheet(), **shown)


def _beside(subject: Subject, before: selectors.Before, today: date) -> dict[str, Any]:
    """Return the letters that the page names, and what is asked before its letter goes out."""
    doubts = [doubt.sentence for doubt in doubts_of(subject, on=today)]
    needed = Format(subject.customer.format).needed if subject.customer else ""
    return {"earlier": before.earlier, "replaced": before.replaced, "doubts": doubts, "needed_format": needed}


def as_it_stands(letter: Letter, said: Iterable[str] = ()) -> Sheet:
    """Return the letter as it would be printed now, or the reason in words why it cannot be printed.

    :param said: the other things that are still to be done.
    """
    try:
        return Sheet([*said], rendering.render(letter.template, {**letter.context(), "preview": True}))
    except rendering.CannotRender as fault:
        return Sheet(list(dict.fromkeys([*said, str(fault)])))


def text_of(letter: Letter, kept: IssuedPdf | None) -> str:
    """P10b Return the text of the letter: of an issued letter the issued text, of a draft the present one.

    If no text with a fingerprint was kept, it is taken from the PDF, whose fingerprint is known. It is never taken from the
    template, which may say something else by now.

    :param kept: the result of :func:`letters.services.served`.
    :raises NotAllowed: if there is no text.
    """
    if kept is None:
        return services.as_text(services.source(letter))
    text = kept.text if kept.text_sha256 else pictures.text(bytes(kept.content))
    if not text.strip():
        raise NotAllowed(refusals.no_text_kept(letter))
    return text


def _check(form: PlanForm[Any], letter: Letter, today: date) -> None:
    """E1 P11a Add each refusal of the services to its field, and ask about words that may be a mistake."""
    for name, sentence in list(_faults(letter, form.words)):
        form.add_error(name, sentence)
    if asked := _asked(form, letter, today):
        form.ask(asked)


def _asked(form: PlanForm[Any], letter: Letter, today: date) -> list[str]:
    """P11a List the questions about words that may be a mistake, and about words that are not the Lead's own."""
    return [*proofreading.questions(letter, on=today), *form.not_their_own()]


def _faults(letter: Letter, written: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each field whose words alone would make the letter refused, with the first thing that is wrong in it."""
    if not services.why_words_refused(letter):
        return
    facts = letter.facts
    letter.facts = facts | dict.fromkeys(written, "")
    whatever = services.why_words_refused(letter)
    for name in written:
        letter.facts = facts | dict.fromkeys(set(written) - {name}, "")
        wrong = next((each for each in services.why_words_refused(letter) if each not in whatever), None)
        if wrong:
            yield name, wrong.sentence
    letter.facts = facts


def _preview(
    request: StaffRequest,
    template: str,
    form: PlanForm[Any],
    composed: Callable[[], Letter],
    refusal: Refusal | None,
    **context: object,
) -> HttpResponse:
    """Show the letter as it stands, with gaps for missing words, or the reason why it cannot be drawn."""
    if refusal:
        return render(request, template, {"form": form, "blocked": refusal, "sheet": Sheet(), **context}, status=403)
    said = form.left_to_do()
    sheet = as_it_stands(composed(), said) if form.with_gaps() else Sheet(said)
    if sheet.pdf and request.POST["preview"] == "pdf":
        return documents.served(sheet.pdf, "letter-as-it-stands")
    return render(request, template, {"form": form, "blocked": None, "sheet": sheet, **context})
