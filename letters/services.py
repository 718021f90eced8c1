"""Draft, issue, post, receive, return or cancel a letter, by one function for each verb."""

import hashlib
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils import timezone

from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import record_address_confirmation, with_merged
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Doubt, NotAllowed, Refusal, refuse_if
from housing_alerts.staff.models import Colleague
from letters.printing import layouts, refusals, rendering
from letters.printing.printable import printable

from . import attempts, copying, dispatch, in_the_post, policies, proofreading, selectors, steps, subjects
from .choices import Kind
from .fate import Fate, kept
from .models import AlsoAbout, IssuedPdf, Letter, Wording
from .subjects import Facts, Subject

Answer = tuple[Collection[str], str]
"""The codes of the questions that were answered "right", and how the colleague knows."""


def compose(
    *,
    kind: str,
    subject: Subject,
    facts: Facts,
    grants_appeal: bool,
    signatory: Colleague,
    method: str,
    on: date,
    today: date,
    also: Iterable[Subject] = (),
    contact: Colleague | None = None,
    by: Colleague | None = None,
) -> Letter:
    """Return a letter about ``subject`` as it would stand, not yet kept: for the preview and for :func:`draft_letter`.

    :param facts: the plain data that the letter tells, from the ``drafts`` of the subject's app.
    :param also: the other subjects that it tells of, each asked like the subject at every step.
    :param contact: the colleague whom the customer can ask; None for the signatory.
    :param on: the day it is planned to be sent. ``reply_by`` follows from it if the letter grants an appeal.
    :param by: the colleague who composes it; None for a command.
    :raises NotAllowed: if no letter may tell the customer of one of these subjects.
    """
    told = [subject, *also]
    if forbidden := next(filter(None, (policies.why_subject_forbids_letter(each, kind) for each in told)), None):
        attempts.note(told, kind=kind, by=by, doing="compose")
        raise NotAllowed(forbidden)
    customer = subjects.recipient(subject)
    letter = Letter(
        kind=kind,
        wording=Wording.objects.filter(kind=kind).first(),
        subject=subject,
        customer=customer,
        organisation=customer.organisation,
        service_area=subject.service_area,
        grants_appeal=grants_appeal,
        addressee=customer.addressee,
        address=dispatch.address_on(customer, on=today),
        facts=facts | copying.agreed_with(customer, on=on) | dispatch.told_of_health(customer, on=on),
        **_in_the_name_of(signatory, contact or signatory, told),
        planned_method=method,
        planned_on=on,
        replaces=selectors.before(subject, kind).replaced,
    )
    letter.beside = told[1:]
    letter.reply_by = _reply_by(letter, Method(method), on)
    return letter


def _in_the_name_of(signatory: Colleague, contact: Colleague, told: Iterable[Subject]) -> dict[str, str]:
    """E1 P11a Return the signatory and the contact. Nobody is led to the post of somebody whom the letter may not name."""
    nameless = [person for subject in told for person in subject.kept_nameless()]
    signed = {"signatory": str(signatory), "signatory_title": signatory.job_title}
    if signatory in nameless:
        signed = {"signatory": signatory.job_title or "One of our managers", "signatory_title": ""}
    return signed | {"contact": "one of our managers" if contact in nameless else str(contact)}


def _reply_by(letter: Letter, method: Method, on: date) -> date | None:
    """P9a Return the last day to appeal for a letter sent in this way: never before that of the replaced letter."""
    if not letter.grants_appeal:
        return None
    last = procedure.last_day_to_appeal(procedure.deemed_receipt(method, on), letter.organisation.appeal_days)
    before = letter.in_place_of
    return max(last, before.reply_by) if before and before.reply_by else last


@attempts.on_record("draft")
@records.step
def draft_letter(*, letter: Letter, by: Colleague, today: date) -> Letter:
    """E1 Keep a composed letter as a draft.

    :raises NotAllowed: if no letter may exist on its subject, as it is now, or its words are not fit to go out.
    """
    letter.subject = subjects.locked(letter.subject)
    letter.beside = [subjects.locked(each) for each in letter.beside]
    letter.replaces = selectors.before(letter.subject, letter.kind).replaced
    refuse_if(
        steps.why_not_draft(letter.subject, letter.kind, by, today),
        policies.why_letter_refused(letter),
        policies.why_unsent_letter_exists(selectors.waiting(letter.kind, letter.subjects)),
        policies.why_address_refused(letter, dispatch.address_on(letter.customer, on=today)),
        policies.why_no_email(letter, letter.planned_method),
        copying.why_copy_refused(letter, on=letter.planned_on),
        policies.why_planned_before(letter, today),
        policies.why_named_day_passed(letter, letter.planned_on),
        policies.why_correction_incomplete(letter),
    )
    refuse_if(*why_words_refused(letter), proofreading.why_possible_mistake_unconfirmed(letter, on=today))
    letter.reply_by = _reply_by(letter, Method(letter.planned_method), letter.planned_on)
    why = f"Drafted: {Kind(letter.kind).label.lower()}"
    records.save(letter, by=by, why=why)
    for each in letter.beside:
        AlsoAbout.objects.create(letter=letter, subject=each)
    audit.record("draft letter", letter, by=by, why=why)
    return letter


def why_words_refused(letter: Letter) -> list[Refusal]:
    """E1 P11a List the obstacles in the letter's words: untrue, unfinished, empty or unprintable words, and names."""
    fit = [
        proofreading.why_words_unfinished(letter),
        proofreading.why_reason_says_too_little(letter),
        proofreading.why_names_wrong(letter),
        why_not_print(letter),
    ]
    found = [policies.why_letter_refused(letter), *fit]
    return [refusal for refusal in found if refusal]


_SURELY_PRINTED = re.compile("[\t\n\r -~\u00a0-\u017f‘’“”–—…€]*")
"""The characters that every font of ours has. A text of only these need not be printed to know that it can be."""


def why_not_print(letter: Letter) -> Refusal | None:
    """E1 Refuse a letter with characters that our fonts lack: it would go out with other shapes, or with empty boxes."""
    try:
        written = source(letter)
        if not _SURELY_PRINTED.fullmatch(written):
            _printed(written)
    except NotAllowed as answer:
        return answer.refusal
    return None


@attempts.on_record("issue")
def issue_letter(
    *, letter: Letter, version: int, by: Colleague, now: datetime, sure_of: Collection[str] = (), words: str = ""
) -> Letter:
    """E1 P9a Freeze the letter: PDF, hash and status together, or none of them.

    It is printed before anybody has to wait for it, and once more if the letter has changed meanwhile.

    :param sure_of: the codes of the questions (:func:`letters.dispatch.asked`) that were answered "right".
    :param words: how the colleague knows.
    :raises NotAllowed: if the subject, the address, a copy, an open question, the planned day or a character stands in the way.
    """
    ready = _printed_ahead(letter)
    return _issue(letter=letter, version=version, by=by, now=now, answer=(sure_of, words), ready=ready)


@records.step
def _issue(
    *,
    letter: Letter,
    version: int,
    by: Colleague,
    now: datetime,
    answer: Answer,
    ready: dict[str, bytes | NotAllowed],
) -> Letter:
    letter, today = records.locked(letter), timezone.localdate(now)
    doubts = dispatch.asked(letter, on=today)
    refuse_if(
        steps.why_not_issue(letter, by, today),
        records.seen(letter, version),
        dispatch.why_doubts_unanswered(doubts, *answer),
    )
    written = source(letter)
    content = ready.get(written) or _printed(written)
    if isinstance(content, NotAllowed):
        raise content
    letter.issue(by=by, at=now, sha256=hashlib.sha256(content).hexdigest())
    asked = _keep_answers(letter, doubts, answer, by=by, out=today, today=today)
    why = f"Issued: {letter.get_kind_display().lower()}{asked}"
    records.save(letter, by=by, why=why)
    text = as_text(written)
    IssuedPdf.objects.create(
        letter=letter, content=content, text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    audit.record("issue letter", letter, by=by, why=why)
    return letter


def _keep_answers(letter: Letter, doubts: list[Doubt], answer: Answer, *, by: Colleague, out: date, today: date) -> str:
    """P7c P9a Keep the questions and answers with the letter. A confirmed address is confirmed for that day.

    :param out: the day the letter goes out, for which the questions were asked; they were answered ``today``.
    """
    words = answer[1]
    letter.answers = letter.answers + dispatch.answers(doubts, words=words, by=by, on=today)
    if any(doubt.code in dispatch.CONFIRMED_BY_ANSWER for doubt in doubts):
        record_address_confirmation(letter.customer, on=out, by=by, how=words)
    return dispatch.in_short(doubts, words)


def as_text(source: str) -> str:
    """P10b Return the letter of that source as plain text: the words of its PDF, ready for an e-mail."""
    return printable(layouts.plain(source))


def served(*, letter: Letter, by: Colleague) -> IssuedPdf | None:
    """E1 Return the issued PDF, verified, or None. :raises NotAllowed: if it has changed since, which is recorded."""
    kept = selectors.issued(letter)
    if kept is None and not letter.sha256:
        return None
    refusal = policies.why_issued_bytes_changed(letter, kept)
    if refusal:
        audit.record("refuse to show letter", letter, by=by, why="The bytes do not match the fingerprint (SHA-256)")
        raise NotAllowed(refusal)
    return kept


def source(letter: Letter) -> str:
    """Return the letter as it would be printed, with the last day to appeal that follows from its plan.

    :raises NotAllowed: if its facts belong to an older template.
    """
    letter.reply_by = _reply_by(letter, Method(letter.planned_method), letter.planned_on)
    try:
        return rendering.source(letter.template, letter.context())
    except rendering.CannotRender as fault:
        raise NotAllowed(refusals.cannot_be_printed(fault)) from fault


def _printed_ahead(letter: Letter) -> dict[str, bytes | NotAllowed]:
    """Return the PDF by its source, or the refusal: a letter that took too long is not tried again while others wait."""
    if policies.why_part_empty(letter):
        return {}
    written = source(letter)
    try:
        return {written: _printed(written)}
    except NotAllowed as refusal:
        return {written: refusal}


def _printed(source: str) -> bytes:
    try:
        return rendering.printed(source)
    except rendering.CannotRender as fault:
        raise NotAllowed(refusals.cannot_be_printed(fault)) from fault


@attempts.on_record("post")
@records.step
def record_posting(
    *,
    letter: Letter,
    version: int,
    by: Colleague,
    method: str,
    on: date,
    today: date,
    sure_of: Collection[str] = (),
    words: str = "",
    copies: copying.CopiesSent = copying.NO_COPIES,
) -> Letter:
    """P9a Record that the letter was sent, as it really happened.

    If its real last day is later than the printed one, the later day counts, and a correcting letter is owed.

    :param sure_of: the codes of the questions for that day that were answered "right"; ``words``: how the colleague knows.
    :raises NotAllowed: if it was never issued, or if a day, a copy or an open question stands in the way.
    """
    letter = records.locked(letter)
    doubts = in_the_post.asked(letter, on=on, how=method)
    refuse_if(
        steps.why_not_record_posting(letter, by),
        records.seen(letter, version),
        policies.why_no_email(letter, method),
        in_the_post.why_day_refused(letter, on, today=today),
        in_the_post.why_unanswered(doubts, sure_of, words),
        copies.why_not_complete(letter),
    )
    wrong = policies.to_put_right(letter, method, on)
    letter.record_posting(how=method, on=on, reply_by=policies.last_day_as_sent(letter, method, on), put_right=wrong)
    asked = _keep_answers(letter, doubts, (sure_of, words), by=by, out=on, today=today)
    letter.answers = letter.answers + copies.answers(letter, by=by, on=today)
    why = f"Sent by {letter.get_sent_method_display().lower()} on {on:%-d %B %Y}{asked}{copies.in_short(letter)}"
    why += ". A correcting letter is owed" if wrong else ""
    records.save(letter, by=by, why=why)
    audit.record("record posting of letter", letter, by=by, why=why)
    return letter


@records.step
def record_receipt(*, letter: Letter, version: int, by: Colleague, on: date, today: date) -> Letter:
    """P9a Record the day of receipt. If it is later than assumed, the last day to appeal moves later."""
    letter = records.locked(letter)
    refuse_if(
        steps.why_not_record_receipt(letter, by),
        records.seen(letter, version),
        policies.why_day_of_receipt_refused(letter, on, today),
    )
    letter.record_receipt(on=on, reply_by=policies.last_day_as_received(letter, on))
    why = f"Received on {on:%-d %B %Y}"
    records.save(letter, by=by, why=why)
    audit.record("record receipt of letter", letter, by=by, why=why)
    return letter


@records.step
def record_return(
    *, letter: Letter, version: int, by: Colleague, on: date, today: date, fate: str = Fate.CAME_BACK, said: str = ""
) -> Letter:
    """P9a Record that the letter came back, or that the customer says that they never had it: no time to appeal has begun."""
    letter = records.locked(letter)
    refuse_if(
        steps.why_not_record_return(letter, by),
        records.seen(letter, version),
        policies.why_day_of_receipt_refused(letter, on, today),
        policies.why_fate_unsaid(fate, said),
    )
    letter.record_return(on=on)
    letter.answers = letter.answers + kept(fate, said, by=by, on=on)
    why = f"Returned undelivered on {on:%-d %B %Y}" if fate == Fate.CAME_BACK else f"Never had, as they say: {said}"
    records.save(letter, by=by, why=why)
    audit.record("record return of letter", letter, by=by, why=why)
    return letter


@records.step
def cancel_letter(*, letter: Letter, version: int, by: Colleague, reason: str) -> Letter:
    """P7c Cancel the letter: it will not be sent, and another may replace it."""
    letter = records.locked(letter)
    refuse_if(steps.why_not_cancel(letter, by), records.seen(letter, version), policies.why_no_reason_to_cancel(reason))
    _cancel(letter, by=by, reason=reason)
    return letter


@records.step
def set_safe_contact(
    *,
    customer: Customer,
    version: int,
    by: Colleague,
    format: str,
    never_write: bool,
    never_message: bool,
    why: str,
    still_here: Collection[str] = (),
) -> Customer:
    """P7c P10b Record the format for the customer, and whether they may be written to or left a message at all.

    If they may never be written to, their unsent letters are cancelled with it.

    :param still_here: the references of the issued letters that are known not to be in the post.
    """
    customer = records.locked(customer)
    to_cancel = selectors.issued_to(customer) if never_write else []
    refuse_if(
        steps.why_not_set_safe_contact(customer, by),
        records.seen(customer, version),
        policies.why_no_reason_for_contact(why),
        policies.why_may_be_in_the_post(to_cancel, still_here),
    )
    customer.format = format
    for file in with_merged(customer):
        file.never_write, file.never_message = never_write, never_message
        records.save(file, by=by, why=f"Safe contact: {why}")
    audit.record("set safe contact", customer, by=by, why=why)
    cancel_forbidden(customer, by=by, reason="The customer must never be written to")
    return customer


def cancel_forbidden(customer: Customer, *, by: Colleague | None, reason: str) -> None:
    """P7c Cancel every unsent letter to ``customer`` that its subject forbids from now on, whatever it is about.

    Its subject forbids a letter if the customer may not be written to, or if its words are no longer true.
    """
    for letter in Letter.objects.filter(customer=customer).unsent().select_for_update(of=("self",)):
        if policies.why_letter_refused(letter):
            _cancel(letter, by=by, reason=reason)


def _cancel(letter: Letter, *, by: Colleague | None, reason: str) -> None:
    letter.cancel(reason=reason)
    records.save(letter, by=by, why=f"Cancelled: {reason}")
    audit.record("cancel letter", letter, by=by, why=reason)
