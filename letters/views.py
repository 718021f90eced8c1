"""Serve the pages of one letter: its PDF, and the steps of its life."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.customers import selectors as customers
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.refusals import NotAllowed, refuse_if
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, offer_where_allowed, page, take_step

from . import (
    attempts,
    checklist,
    composing,
    dispatch,
    documents,
    forms,
    in_the_post,
    policies,
    presenters,
    selectors,
    services,
    steps,
)
from .choices import LetterStatus
from .fate import Fate
from .models import Letter
from .subjects import Subject

ANEW = "Cancel it and write it anew"


def _url(letter: Letter, name: str = "letter") -> str:
    return reverse(f"letters:{name}", args=[letter.reference])


@require_GET
@opens("letter")
def letter(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one letter with its pages, its dates and its next steps."""
    found = selectors.letter(request.user, reference)
    astray = selectors.goes_astray(found, on=timezone.localdate())
    context = {"letter": found, "astray": astray, "offers": _offers(request.user, found)}
    counts = any(counting == found for _, counting in found.counting())
    window = found.window(on=timezone.localdate()) if counts else ""
    replaced_by = found.replaced_by.first()
    context |= {"letter_rows": presenters.letter_rows(found, window=window, replaced_by=replaced_by)}
    is_draft = found.status == LetterStatus.DRAFT
    context["points"] = checklist.points(found, on=timezone.localdate()) if is_draft else []
    context["sheet"] = _sheet(request.user, found)
    return render(request, "letters/letter/letter.html", context)


def _sheet(by: Colleague, found: Letter) -> composing.Sheet:
    """Return the issued letter, verified, or the reason why it is not shown; for a draft, the letter as it stands."""
    try:
        kept = services.served(letter=found, by=by)
    except NotAllowed as answer:
        return composing.Sheet([answer.refusal.sentence])
    return composing.Sheet(pdf=bytes(kept.content)) if kept else composing.as_it_stands(found)


def _offers(by: Colleague, found: Letter) -> list[Offer]:
    today, record_posting = timezone.localdate(), steps.why_not_record_posting(found, by)
    offers = [
        offer("Issue", _url(found, "letter_issue"), steps.why_not_issue(found, by, today)),
        offer(f"Record the {found.going_out}", _url(found, "letter_posting"), record_posting),
        offer("Record the receipt", _url(found, "letter_receipt"), steps.why_not_record_receipt(found, by)),
        offer(
            "Record that it never reached them", _url(found, "letter_return"), steps.why_not_record_return(found, by)
        ),
        offer(
            ANEW if _to_write_anew(found) else "Cancel the letter",
            _url(found, "letter_cancel"),
            steps.why_not_cancel(found, by),
        ),
        _write_again(by, found),
    ]
    return [made for made in offers if made]


def _to_write_anew(found: Letter) -> str:
    """P1 P9a Return why an unsent letter must be written anew, as the reason to cancel it; empty if it need not."""
    unsent = found.status in (LetterStatus.DRAFT, LetterStatus.ISSUED)
    if unsent and dispatch.why_in_anothers_name(found):
        return f"{found.customer} is a customer of {found.customer.organisation} now."
    passed = found.status == LetterStatus.DRAFT and found.planned_on < timezone.localdate()
    return "The day on which it was to be sent has passed." if passed else ""


def _write_again(by: Colleague, found: Letter) -> Offer | None:
    """P7c P9a Offer to write again a letter that was cancelled, came back or must be corrected, if nobody has begun."""
    wrong = found.status == LetterStatus.SENT and found.put_right
    subject = _still_told(found) if wrong else found.subject
    gone = found.status in (LetterStatus.CANCELLED, LetterStatus.RETURNED)
    if not (gone or wrong) or selectors.before(subject, found.kind).earlier != found:
        return None
    refusal = steps.why_not_draft(subject, found.kind, by, timezone.localdate())
    name = "Write the correcting letter" if wrong else "Write it again"
    return offer_where_allowed(name, subject.letter_page(found.kind), refusal)


def _still_told(found: Letter) -> Subject:
    """P9a Return the subject of the correcting letter: the letter's own or, once that may not be told, another like it."""
    like = (each for each in found.to_tell_again() if type(each) is type(found.subject))
    return next(like, found.subject)


def _note_what_no_service_sees(request: StaffRequest, form: BaseForm, found: Letter, doing: str) -> None:
    """P7c Record an attempt whose form is not valid: it reaches no service, and is an attempt all the same."""
    if request.method == "POST" and not form.is_valid():
        attempts.note_letter(found, by=request.user, doing=doing)


@require_GET
@opens("letter")
def letter_pdf(request: StaffRequest, reference: str) -> HttpResponse:
    """Return the issued PDF, verified; for a draft, the PDF as it would be issued now."""
    found = selectors.letter(request.user, reference)
    try:
        kept = services.served(letter=found, by=request.user)
        refuse_if(policies.why_letter_cancelled(found))
    except NotAllowed as answer:
        return documents.refused(answer.refusal.sentence)
    if kept is None:
        return documents.printed(found.template, {**found.context(), "preview": True}, name=found.reference)
    return documents.served(bytes(kept.content), found.reference)


@require_GET
@opens("letter")
def letter_text(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Show the letter as plain text, to be copied into an e-mail: the issued text, or that of the draft."""
    found = selectors.letter(request.user, reference)
    try:
        kept = services.served(letter=found, by=request.user)
        refuse_if(policies.why_letter_cancelled(found))
        text = composing.text_of(found, kept)
    except NotAllowed as answer:
        return documents.refused(answer.refusal.sentence)
    context = {"letter": found, "text": text, "issued": kept is not None}
    context["email_rows"] = presenters.email_rows(found)
    return render(request, "letters/letter/text.html", context)


@page
@opens("letter")
def letter_issue(request: StaffRequest, reference: str) -> HttpResponse:
    """E1 P9a Freeze the letter. From here its words and its last day to appeal are fixed."""
    found = selectors.letter(request.user, reference)
    today = timezone.localdate()
    refusal = steps.why_not_issue(found, request.user, today)
    doubts = [] if refusal else dispatch.asked(found, on=today)
    form = forms.DispatchForm(request.POST or None, letter=found, doubts=doubts)
    _note_what_no_service_sees(request, form, found, "issue")

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.issue_letter(
            letter=found, version=data["version"], by=request.user, now=timezone.now(), **form.answer()
        )
        send = "send its text by e-mail" if found.for_email() else "print it, send it"
        copies = ", send each copy" if found.copies else ""
        return f"Letter {reference} issued. Next: {send}{copies}, and record the {found.going_out}.", _url(found)

    context = {"letter": found, "joint": dispatch.is_joint(found, on=today), "child": found.customer.is_child(on=today)}
    context |= {"issue_rows": presenters.issue_rows(found), "anew": _to_write_anew(found)}
    return take_step(request, "letters/letter/issue.html", form, act, refusal=refusal, **context)


@page
@opens("letter")
def letter_posting(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Record how and when the letter was sent."""
    found = selectors.letter(request.user, reference)
    on = forms.PostingForm.day(request.POST, found)
    refusal = steps.why_not_record_posting(found, request.user)
    doubts = [] if refusal else in_the_post.asked(found, on=on, how=forms.PostingForm.how(request.POST))
    left = any(doubt.code == in_the_post.LEFT for doubt in doubts)
    form = (forms.LeftForm if left else forms.PostingForm)(request.POST or None, letter=found, doubts=doubts)
    _note_what_no_service_sees(request, form, found, "post")

    def act(data: dict[str, Any]) -> tuple[str, str]:
        sent = services.record_posting(
            letter=found,
            version=data["version"],
            by=request.user,
            method=data["method"],
            on=data["on"],
            today=timezone.localdate(),
            **form.answer(),
        )
        until = f" The customer may appeal until {sent.reply_by:%-d %B %Y}." if sent.reply_by else ""
        owed = " Next: write the correcting letter." if sent.put_right else ""
        return f"{sent.going_out.capitalize()} of letter {reference} recorded.{until}{owed}", _url(found)

    context = {"letter": found, "joint": dispatch.is_joint(found, on=on), "child": found.customer.is_child(on=on)}
    context["anew"] = _to_write_anew(found)
    return take_step(request, "letters/letter/posting.html", form, act, refusal=refusal, **context)


@page
@opens("letter")
def letter_receipt(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Record when the letter was really received."""
    found = selectors.letter(request.user, reference)
    form = forms.ReceiptForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_receipt(
            letter=found, version=data["version"], by=request.user, on=data["on"], today=timezone.localdate()
        )
        return f"Receipt of letter {reference} recorded.", _url(found)

    refusal = steps.why_not_record_receipt(found, request.user)
    return take_step(request, "letters/letter/receipt.html", form, act, refusal=refusal, letter=found)


@page
@opens("letter")
def letter_return(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Record that the letter came back undelivered."""
    found = selectors.letter(request.user, reference)
    form = forms.ReturnForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_return(
            letter=found,
            version=data["version"],
            by=request.user,
            on=data["on"],
            today=timezone.localdate(),
            fate=data["fate"],
            said=data["said"],
        )
        became = "never reached the customer" if data["fate"] == Fate.NEVER_HAD else "came back"
        counts = any(counting for _, counting in found.counting())
        begun = ", so no time to appeal has begun" if found.grants_appeal and not counts else ""
        return f"Letter {reference} {became}{begun}. Next: check the address, and write again.", _url(found)

    refusal = steps.why_not_record_return(found, request.user)
    return take_step(request, "letters/letter/return.html", form, act, refusal=refusal, letter=found)


@page
@opens("letter")
def letter_cancel(request: StaffRequest, reference: str) -> HttpResponse:
    """P7c Cancel the letter: it will not be sent."""
    found = selectors.letter(request.user, reference)
    anew = _to_write_anew(found)
    form = forms.CancelForm(request.POST or None, version=found.version, initial={"reason": anew})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        cancelled = services.cancel_letter(
            letter=found, version=data["version"], by=request.user, reason=data["reason"]
        )
        again = _write_again(request.user, cancelled)
        if again and anew:
            return f"Letter {reference} cancelled. Next: read the new one through, and keep it.", again.url
        then = " Next: write it again, if it is still to be told." if again else ""
        return f"Letter {reference} cancelled.{then}", _url(found)

    refusal = steps.why_not_cancel(found, request.user)
    issued = [found] if found.status == LetterStatus.ISSUED else []
    shown = {"letter": found, "anew": anew, "issued": issued}
    return take_step(request, "letters/letter/cancel.html", form, act, refusal=refusal, **shown)


@page
@opens("customer")
def safe_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """P7c Record whether and how the customer may be written to."""
    customer = customers.customer(request.user, reference)
    issued = [] if customer.never_write else selectors.issued_to(customer)
    form = forms.SafeContactForm(request.POST or None, customer=customer, issued=issued)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.set_safe_contact(customer=customer, by=request.user, **data)
        return "Safe contact recorded.", reverse("desk:customer", args=[reference])

    refusal = steps.why_not_set_safe_contact(customer, request.user)
    return take_step(
        request, "letters/customer/safe_contact.html", form, act, refusal=refusal, customer=customer, issued=issued
    )
