"""Serve the pages on which appeals are logged, prepared, determined, and answered by letter."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.models import Action, Alert
from alerts.writing import selectors as writing_selectors
from housing_alerts.attachments import services as attachments
from housing_alerts.attachments.views import show_refusals
from housing_alerts.customers import selectors as customers_selectors
from housing_alerts.customers.presenters import shown_to
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.navigation import APPEALS
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, offer_where_allowed, page, take_step
from letters import documents
from letters import selectors as letters_selectors
from letters import steps as letters_steps
from letters.choices import Kind
from letters.composing import compose_page

from . import breaches as late
from . import evidence, forms, presenters, selectors, services, steps
from .choices import AppealStatus
from .models import DECIDED, Appeal


def _url(appeal: Appeal, name: str = "appeal") -> str:
    return reverse(f"appeals:{name}", args=[appeal.reference])


@page
@opens("appeal")
def appeal_log(request: StaffRequest) -> HttpResponse:
    """P9a Log the customer's appeal against an alert or an agreed action."""
    decision, back = _decision(request)
    about = selectors.appealed(decision)
    if about is None:
        raise Http404
    others = selectors.appealable_beside(decision)
    form = forms.LogAppealForm(request.POST or None, request.FILES or None, decision=decision, customer=about.customer)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        logged = services.log_appeal(
            decision=decision,
            review=form.reviewed(),
            by=request.user,
            today=timezone.localdate(),
            grounds=data["grounds"],
            documents=data["documents"],
            channel=data["channel"],
            received_on=data["received_on"],
            **form.who_appeals(),
            stay=data.get("stay") == forms.YES,
        )
        show_refusals(request, attachments.attach_each(subject=logged, by=request.user, files=data["attached"]))
        too = " and ".join(str(one.reference) for one in others)
        rest = f" If they appeal against {too} too, log that as well." if too else ""
        return f"Appeal {logged.reference} logged. {_next_step_in_words(logged)}{rest}", _url(logged)

    refusal = steps.why_not_log(decision, request.user, timezone.localdate())
    issued = letters_selectors.issued_to(about.customer)
    context = {"decision": decision, "about": about, "back": back, "others": others, "issued": issued}
    return take_step(request, "appeals/appeal/log.html", form, act, refusal=refusal, **context)


def _decision(request: StaffRequest) -> tuple[Alert | Action, str]:
    """Return the alert or action that the address names, and the page to go back to."""
    if "action" in request.GET:
        file = request.GET.get("investigation", "")
        shows(request, [file])
        found = selectors.action(request.user, file, request.GET["action"])
        return found, reverse("alerts:investigation", args=[file])
    alert = selectors.alert(request.user, request.GET.get("alert", ""))
    shows(request, [alert.reference])
    return alert, reverse("alerts:alert", args=[alert.reference])


def _next_step_in_words(appeal: Appeal) -> str:
    if appeal.in_time:
        return f"It is in time. The answer is due by {appeal.answer_due_on:%-d %B %Y}."
    return "It came late. Next: accept it with a reason, or ask the Head of Service."


@require_GET
@opens("appeal breaches")
def breaches(request: StaffRequest) -> HttpResponse:
    """P9b Show the appeals that were acknowledged or answered late, or are late now."""
    if not request.user.holds(*APPEALS):
        raise Http404
    found, following = late.breaches(request.user, today=timezone.localdate(), after=request.GET.get("after", ""))
    following = f"?after={following}" if following else ""
    return render(request, "appeals/breaches.html", {"breaches": found, "next": following})


@require_GET
@opens("appeal")
def appeal(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Show one appeal: its grounds, its clocks, the evidence, its possible deciders, and the decision."""
    found = selectors.appeal(request.user, reference)
    today = timezone.localdate()
    context = {
        "appeal": found,
        "appeal_rows": presenters.appeal_rows(found),
        "outcome_rows": presenters.outcome_rows(found),
        "today": today,
        "days_left": found.days_left(on=today) if found.answer_owed() else None,
        "clock": found.clock(on=today),
        "acknowledge": found.acknowledgement_owed(),
        "untold": found.why_customer_not_informed() if found.answer_owed() else None,
        "others": found.other_deciders(on=timezone.localdate())
        if found.status == AppealStatus.PREPARED and found.made_by()
        else [],
        "letters": writing_selectors.letters_about(found),
        "no_authority": found.answer_owed() and found.lacks_authority(on=today),
        "merges": customers_selectors.merged_into(found.customer),
        "may_remove_file": not steps.why_not_remove_file(found, request.user),
        "offers": _offers(request.user, found),
    }
    return render(request, "appeals/appeal/appeal.html", context)


def _offers(by: Colleague, found: Appeal) -> list[Offer]:
    today = timezone.localdate()
    prepare, determine = steps.why_not_prepare(found, by, today), steps.why_not_determine(found, by, today)
    withdraw = steps.why_not_withdraw(found, by, today)
    offers = [
        offer(presenters.accept_words(found), _url(found, "appeal_accept"), steps.why_not_accept(found, by)),
        offer("Refuse the late appeal", _url(found, "appeal_refuse"), steps.why_not_refuse(found, by)),
        offer("Prepare for the Head of Service", _url(found, "appeal_prepare"), prepare),
        offer("Determine", _url(found, "appeal_determine"), determine),
        offer("Send back with a question", _url(found, "appeal_send_back"), steps.why_not_send_back(found, by)),
        *_letters_to_write(by, found, today),
        offer("Record how it was answered", _url(found, "appeal_answer"), steps.why_not_answer(found, by)),
        offer_where_allowed("Attach documents", _url(found, "appeal_attach"), steps.why_not_attach(found, by)),
        offer("Record that it was withdrawn", _url(found, "appeal_withdraw"), withdraw),
    ]
    return [made for made in offers if made]


def _letters_to_write(by: Colleague, found: Appeal, today: date) -> list[Offer]:
    if found.acknowledgement_owed():
        why_not_yet = letters_steps.why_not_draft(found, Kind.APPEAL_ACKNOWLEDGEMENT, by, today)
        return [Offer("Write the acknowledgement", _url(found, "appeal_acknowledge"), why_not_yet)]
    if found.status not in DECIDED:
        return []
    name = "Write the letter of refusal" if found.status == AppealStatus.REFUSED else "Write the outcome letter"
    refusal = letters_steps.why_not_draft(found, Kind.APPEAL_OUTCOME, by, today)
    return [Offer(name, _url(found, "appeal_letter"), refusal)]


@require_GET
@opens("appeal")
def appeal_evidence(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Return all that bears on the appeal as one PDF with its contents, for the decider."""
    found = selectors.appeal(request.user, reference)
    context = evidence.context(found, by=request.user, now=timezone.now())
    context |= {"sections": presenters.SECTIONS, "rows": presenters.evidence_rows(found, context["pack"])}
    return documents.printed("appeals/appeal/evidence.html", context, name=f"{reference}-evidence")


@page
@opens("appeal")
def appeal_accept(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Let a late appeal go ahead."""
    found = selectors.appeal(request.user, reference)
    form = forms.AcceptForm(request.POST or None, appeal=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        accepted = services.accept_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data.get("reason", ""),
            stay=data.get("stay") == forms.YES,
        )
        return f"Appeal {reference} accepted. The answer is due by {accepted.answer_due_on:%-d %B %Y}.", _url(found)

    refusal = steps.why_not_accept(found, request.user)
    issued = letters_selectors.issued_to(found.customer)
    return take_step(request, "appeals/appeal/accept.html", form, act, refusal=refusal, appeal=found, issued=issued)


@page
@opens("appeal")
def appeal_refuse(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Refuse a late appeal."""
    found = selectors.appeal(request.user, reference)
    form = forms.RefuseForm(request.POST or None, by=request.user, appeal=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.refuse_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            own_decision_reason=data.get("own_decision_reason", ""),
        )
        return f"Appeal {reference} refused as late. {_answer_in_words(found)}", _url(found)

    refusal = steps.why_not_refuse(found, request.user)
    return take_step(request, "appeals/appeal/refuse.html", form, act, refusal=refusal, appeal=found)


def _answer_in_words(found: Appeal) -> str:
    """Return who answers the customer: by a letter or, where none may be made, in another way that is recorded."""
    if found.why_customer_not_informed():
        return (
            f"No letter may be made. Next: the Operational Lead records how {found.customer} was answered, or why not."
        )
    return f"Next: the Operational Lead writes to {found.customer}."


@page
@opens("appeal")
def appeal_prepare(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Put the appeal before the Head of Service."""
    found = selectors.appeal(request.user, reference)
    form = forms.PrepareForm(request.POST or None, appeal=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.prepare_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            evidence=data["evidence"],
            answer=data.get("answer", ""),
        )
        return f"Appeal {reference} is with {found.service_area.decider}.", _url(found)

    refusal = steps.why_not_prepare(found, request.user, timezone.localdate())
    told = shown_to(request.user, found.customer, selectors.heard(found))
    return take_step(request, "appeals/appeal/prepare.html", form, act, refusal=refusal, appeal=found, heard=told)


@page
@opens("appeal")
def appeal_send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Send the appeal back to the Lead with a question."""
    found = selectors.appeal(request.user, reference)
    form = forms.SendBackForm(request.POST or None, version=found.version, by=request.user, area=found.service_area)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.send_back_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            question=data["question"],
            authority=form.authority(),
        )
        return f"Appeal {reference} sent back to the Operational Lead.", _url(found)

    refusal = steps.why_not_send_back(found, request.user)
    return take_step(request, "appeals/appeal/send_back.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_determine(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Decide the appeal with findings. The outcome takes effect on the alert at once."""
    found = selectors.appeal(request.user, reference)
    form = forms.DetermineForm(request.POST or None, by=request.user, appeal=found, on=timezone.localdate())

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.determine_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            outcome=data["outcome"],
            findings=data["findings"],
            vulnerability=data["vulnerability"],
            read=form.keys_of_mistake(),
            own_decision_reason=data.get("own_decision_reason", ""),
            authority=form.authority(),
            danger=data.get("danger", ""),
            rest=form.rest(),
            seen=form.seen_keys(),
            **form.lighter(),
        )
        return f"Appeal {reference} determined. {_answer_in_words(found)}", _url(found)

    refusal = steps.why_not_determine(found, request.user, timezone.localdate())
    others = found.other_deciders(on=timezone.localdate()) if request.user in found.made_by() else []
    context = {"appeal": found, "appealed_rows": presenters.appealed_rows(found), "others": others}
    context |= {"case_rows": presenters.case_rows(found), "meanwhile_rows": presenters.meanwhile_rows(found.alert)}
    context |= {"known_rows": presenters.known_rows(found, on=timezone.localdate())}
    told = selectors.letter_appealed(found)
    context |= {"told": told, "letter_rows": presenters.letter_rows(told)}
    context["issued"] = letters_selectors.issued_to(found.customer)
    context["heard"] = shown_to(request.user, found.customer, selectors.heard(found))
    return take_step(request, "appeals/appeal/determine.html", form, act, refusal=refusal, **context)


@page
@opens("appeal")
def appeal_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Record that the customer takes the appeal back."""
    found = selectors.appeal(request.user, reference)
    form = forms.WithdrawForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            today=timezone.localdate(),
            on=data["on"],
            words=data["words"],
        )
        return f"Appeal {reference} withdrawn.", _url(found)

    refusal = steps.why_not_withdraw(found, request.user, timezone.localdate())
    issued = letters_selectors.issued_to(found.customer)
    return take_step(request, "appeals/appeal/withdraw.html", form, act, refusal=refusal, appeal=found, issued=issued)


@page
@opens("appeal")
def appeal_answer(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b P7c Record how the customer was answered where no letter may be made."""
    found = selectors.appeal(request.user, reference)
    form = forms.AnswerForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.answer_appeal(
            appeal=found,
            version=data["version"],
            by=request.user,
            today=timezone.localdate(),
            on=data["on"],
            how=data["how"],
        )
        return f"Recorded how appeal {reference} was answered.", _url(found)

    refusal = steps.why_not_answer(found, request.user)
    return take_step(request, "appeals/appeal/answer.html", form, act, refusal=refusal, appeal=found)


@page
@opens("appeal")
def appeal_acknowledge(request: StaffRequest, reference: str) -> HttpResponse:
    """P9b Compose the acknowledgement, in the Lead's own name."""
    found = selectors.appeal(request.user, reference)
    return compose_page(
        request,
        "appeals/appeal/acknowledge.html",
        forms.AcknowledgementForm(request.POST or None),
        kind=Kind.APPEAL_ACKNOWLEDGEMENT,
        subject=found,
        signatory=request.user,
        grants_appeal=False,
    )


@page
@opens("appeal")
def appeal_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """E3 Compose the letter that tells how the appeal ended, in the deciding Head's name."""
    found = selectors.appeal(request.user, reference)
    form = forms.OutcomeForm(request.POST or None, appeal=found)
    return compose_page(
        request,
        "appeals/appeal/letter.html",
        form,
        kind=Kind.APPEAL_OUTCOME,
        subject=found,
        signatory=found.decided_by if found.decided_by and found.decided_by.is_active else request.user,
        grants_appeal=False,
        contact=request.user,
    )
