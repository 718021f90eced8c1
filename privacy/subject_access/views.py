"""Serve the pages of subject requests: logged by anybody, answered by the Data Protection Officer."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from housing_alerts.attachments.views import download
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import selectors as staff
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters.documents import printed
from privacy.bundle import sealing
from privacy.choices import Group
from privacy.models import SubjectRequest

from . import forms, permissions, presenters, selectors, services, steps


def _url(found: SubjectRequest, name: str = "request", *more: str) -> str:
    return reverse(f"privacy:{name}", args=[found.reference, *more])


def _shown(found: SubjectRequest) -> dict[str, Any]:
    """Return the request, with what to mind before anything goes to the person."""
    care = selectors.care(found, on=timezone.localdate())
    return {"found": found, "care": care, "kept_words": presenters.KEPT}


@require_GET
@opens("subject requests")
def requests(request: StaffRequest) -> HttpResponse:
    """P13b Show all requests with the days left, the most urgent first."""
    waiting, answered = selectors.requests(request.user)
    shows(request, [each.reference for each in waiting])
    context = {"waiting": waiting, "answered": answered, "today": timezone.localdate()}
    return render(request, "privacy/subject_access/requests.html", context)


@page
def request_log(request: StaffRequest) -> HttpResponse:
    """P13b Say that a request came. The page names nobody: a restricted file stays closed."""
    if not permissions.may_log(request.user):
        raise Http404
    initial = {"customer": request.GET.get("customer", ""), "received_on": timezone.localdate()}
    form = forms.LogRequestForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        logged = services.log_request(by=request.user, today=timezone.localdate(), **data)
        officer = request.user.holds(Role.DATA_PROTECTION_OFFICER)
        then = _url(logged) if officer else reverse("desk:worklist")
        return f"Request {logged.reference} logged. It is answered by {logged.due_on:%-d %B %Y}.", then

    refusal = steps.why_not_log(None, "", request.user, timezone.localdate())
    officers = staff.data_protection_officers()
    return take_step(request, "privacy/subject_access/log.html", form, act, refusal=refusal, officers=officers)


@require_GET
@opens("subject request")
def subject_request(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Show one request: its clock, the steps taken, and the sections of its bundle."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    reviewing = steps.why_not_decide(found, request.user, today)
    context = _shown(found) | {
        "today": today,
        "rows": presenters.request_rows(found),
        "reviewing": reviewing,
        "sections": [] if reviewing else presenters.sections(selectors.reviewed(found)),
        "reports": [] if steps.why_not_amend(found, request.user, today) else selectors.reports(found),
        "decided": [] if steps.why_not_amend(found, request.user, today) else selectors.decided_alerts(found),
        "kept_back": presenters.kept_back_rows(found.disclosures.exclude(exemption="")),
        "offers": _offers(request.user, found),
    }
    return render(request, "privacy/subject_access/request.html", context)


def _offers(by: Colleague, found: SubjectRequest) -> list[Offer]:
    today = timezone.localdate()
    making = steps.why_not_make_bundle(found, by, today)
    release = steps.why_not_release(found, by, today)
    offers = [
        offer("Acknowledge", _url(found, "request_acknowledge"), steps.why_not_acknowledge(found, by, today)),
        offer("Check who asks", _url(found, "request_identity"), steps.why_not_check_identity(found, by, today)),
        offer(
            "Record what they answered", _url(found, "request_answer"), steps.why_not_record_answer(found, by, today)
        ),
        offer("Make the bundle", _url(found, "request_bundle"), making),
        offer("Record that it was given", _url(found, "request_release"), release),
        offer("Record what was decided", _url(found, "request_conclude"), steps.why_not_conclude(found, by, today)),
        offer("Ask what they mean", _url(found, "request_ask"), steps.why_not_ask(found, by, today)),
        offer("Take more time", _url(found, "request_extend"), steps.why_not_extend(found, by, today)),
        offer("Refuse", _url(found, "request_refuse"), steps.why_not_refuse(found, by, today)),
        offer(
            "Record that it was withdrawn", _url(found, "request_withdraw"), steps.why_not_withdraw(found, by, today)
        ),
    ]
    return [made for made in offers if made]


@page
@opens("subject request")
def request_acknowledge(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Record that the person was told that we have their complaint."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.AcknowledgeForm(request.POST or None, version=found.version, initial={"on": today})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.acknowledge_complaint(request=found, by=request.user, today=today, **data)
        return f"Complaint {reference} acknowledged. The answer is due by {found.due_on:%-d %B %Y}.", _url(found)

    refusal = steps.why_not_acknowledge(found, request.user, today)
    return take_step(request, "privacy/subject_access/acknowledge.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("subject request")
def request_identity(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Record how we know who asks."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.IdentityForm(request.POST or None, request=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        known = services.check_identity(request=found, by=request.user, today=today, **data)
        return f"Identity checked. The answer is due by {known.due_on:%-d %B %Y}.", _url(found)

    refusal = steps.why_not_check_identity(found, request.user, today)
    return take_step(request, "privacy/subject_access/identity.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("subject request")
def request_ask(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Ask the person what they mean."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.AskForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.ask_clarification(request=found, by=request.user, on=today, **data)
        return f"The clock of request {reference} stands still. Next: write to {found.asked_by}.", _url(found)

    refusal = steps.why_not_ask(found, request.user, today)
    return take_step(request, "privacy/subject_access/ask.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("subject request")
def request_answer(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Record what the person meant."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.AnswerForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        going_on = services.record_answer(request=found, by=request.user, today=today, **data)
        return f"The clock goes on. The answer is due by {going_on.due_on:%-d %B %Y}.", _url(found)

    refusal = steps.why_not_record_answer(found, request.user, today)
    return take_step(request, "privacy/subject_access/answer.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("subject request")
def request_extend(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Take two months more."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.ExtendForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        longer = services.extend_request(request=found, by=request.user, on=today, **data)
        due = f"{longer.due_on:%-d %B %Y}"
        return f"The answer is due by {due}. Next: tell {found.asked_by} why, before the first month is over.", _url(
            found
        )

    refusal = steps.why_not_extend(found, request.user, today)
    return take_step(request, "privacy/subject_access/extend.html", form, act, refusal=refusal, **_shown(found))


@require_GET
@opens("letter about a request")
def request_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Return the letter that tells the person where their request stands, as a PDF. It is kept nowhere."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    if found.tells is None:
        raise Http404
    context = presenters.answer(found, selectors.care(found, on=today), by=request.user, on=today)
    return printed("privacy/subject_access/letter.html", context, name=reference)


@page
@opens("subject access section")
def request_items(request: StaffRequest, reference: str, group: str) -> HttpResponse:
    """P13b Show a section of the bundle; release all in it that names nobody else."""
    found = selectors.access_request(request.user, reference)
    if group not in Group.values:
        raise Http404
    items = selectors.reviewed(found, group)
    form = forms.ReleaseItemsForm(request.POST or None, seen=selectors.fingerprint(items))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        released = services.decide_clean_items(request=found, found=items, seen=data["seen"], by=request.user)
        return f"{released} item{'' if released == 1 else 's'} to be released.", _url(found, "request_items", group)

    context = _shown(found) | {
        "group": Group(group),
        "items": [(each, presenters.decided(each)) for each in items],
        "clean": sum(each.clean for each in items),
        "endangers": any(each.opened for each in items),
    }
    refusal = steps.why_not_decide(found, request.user)
    return take_step(request, "privacy/subject_access/items.html", form, act, refusal=refusal, **context)


@page
@opens("subject access item")
def request_item(request: StaffRequest, reference: str, key: str) -> HttpResponse:
    """P13b Show one item whole, with the other people whom it names, and decide on it."""
    found = selectors.access_request(request.user, reference)
    reviewed, section = selectors.section_of(found, key)
    form = forms.DecideForm(request.POST or None, reviewed=reviewed)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        decision = services.decide_item(
            request=found,
            reviewed=reviewed,
            seen=data["seen"],
            version=data["version"],
            by=request.user,
            verdict=data["verdict"],
            taken_out=form.taken_out(),
            exemption=data["exemption"],
            reason=data["reason"],
        )
        said = f"{reviewed.item.title}: {decision.get_verdict_display().lower()}."
        return said, presenters.next_url(found, reviewed, section)

    refusal = steps.why_not_decide(found, request.user)
    return take_step(
        request, "privacy/subject_access/item.html", form, act, refusal=refusal, reviewed=reviewed, **_shown(found)
    )


@require_GET
@opens("subject access file")
def request_file(request: StaffRequest, reference: str, key: str) -> HttpResponse:
    """P13b Return the file of an item to save, so that the decider can look at it."""
    reviewed, _ = selectors.section_of(selectors.access_request(request.user, reference), key)
    file = reviewed.item.file
    if file is None:
        raise Http404
    content = file.read()
    if content is None:
        return HttpResponse(sealing.DAMAGED.format(file.name), content_type="text/plain; charset=utf-8", status=409)
    return download(content, file.content_type, file.name)


@page
@sensitive_post_parameters("passphrase")
@opens("subject access bundle")
def request_bundle(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Make the file or the print that the person gets. The passphrase is shown here and kept nowhere."""
    found, today, status = selectors.access_request(request.user, reference), timezone.localdate(), 200
    passphrase = request.POST.get("passphrase") or sealing.passphrase()
    form = forms.BundleForm(request.POST or None, initial={"passphrase": passphrase})
    refusal = steps.why_not_make_bundle(found, request.user, today)
    if request.method == "POST" and form.is_valid():
        try:
            content = services.make_bundle(request=found, by=request.user, on=today, **form.cleaned_data)
        except NotAllowed as answer:
            form.add_error(None, f"{answer.refusal.sentence} ({answer.refusal.clause.section})")
            status = 403
        except sealing.CannotSeal as fault:
            form.add_error(None, str(fault))
            status = 409
        else:
            return download(content, "application/pdf", f"{reference}.pdf")
    context = _shown(found) | {
        "form": form,
        "passphrase": passphrase,
        "blocked": None if form.is_bound else refusal,
    }
    return render(request, "privacy/subject_access/make.html", context, status=status)


@page
@opens("subject request")
def request_release(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Record that the person got the bundle."""
    found, today = selectors.access_request(request.user, reference), timezone.localdate()
    form = forms.ReleaseForm(request.POST or None, request=found, on=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.release_request(request=found, by=request.user, today=today, **data)
        return f"Request {reference} is answered. What was kept back, and why, stands below.", _url(found)

    refusal = steps.why_not_release(found, request.user, today)
    return take_step(request, "privacy/subject_access/release.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("report to put right")
def request_report(request: StaffRequest, reference: str, incident: str) -> HttpResponse:
    """P13b Show a report about the person with whoever has had it, and put it right."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    report = selectors.report(found, incident)
    form = forms.AmendForm(request.POST or None, version=report.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.amend_report(request=found, incident=report, by=request.user, now=timezone.now(), **data)
        said = f"It stands beside report {incident}. Next: tell those who have had the report."
        return said, _url(found, "request_report", incident)

    refusal = steps.why_not_amend(found, request.user, today)
    context = {"rows": presenters.report_rows(report), "noun": "report", "record": report} | _shown(found)
    return take_step(request, "privacy/subject_access/amend.html", form, act, refusal=refusal, **context)


@page
@opens("alert to put right")
def request_alert(request: StaffRequest, reference: str, alert: str) -> HttpResponse:
    """P13b Show what was written of an alert about the person, with whoever has had it, and put it right."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    record = selectors.alert(found, alert)
    form = forms.AmendForm(request.POST or None, version=record.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.amend_alert(request=found, alert=record, by=request.user, now=timezone.now(), **data)
        said = f"It stands beside alert {alert}. Next: tell those who have had it."
        return said, _url(found, "request_alert", alert)

    refusal = steps.why_not_amend_alert(found, record, request.user, today)
    context = {"rows": presenters.alert_rows(record), "noun": "alert", "record": record} | _shown(found)
    return take_step(request, "privacy/subject_access/amend.html", form, act, refusal=refusal, **context)


@page
@opens("subject request")
def request_conclude(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Decide on what needs no bundle."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.ConcludeForm(request.POST or None, request=found, initial={"on": today})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.conclude_request(request=found, by=request.user, today=today, **data)
        return f"Request {reference} is decided, and {found.asked_by} was told.", _url(found)

    refusal = steps.why_not_conclude(found, request.user, today)
    return take_step(request, "privacy/subject_access/conclude.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("subject request")
def request_refuse(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Refuse the request."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.RefuseForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.refuse_request(request=found, by=request.user, on=today, **data)
        return f"Request {reference} refused. Next: tell {found.asked_by} why, and where to complain.", _url(found)

    refusal = steps.why_not_refuse(found, request.user, today)
    return take_step(request, "privacy/subject_access/refuse.html", form, act, refusal=refusal, **_shown(found))


@page
@opens("subject request")
def request_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """P13b Withdraw the request."""
    found, today = selectors.request(request.user, reference), timezone.localdate()
    form = forms.WithdrawForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_request(request=found, by=request.user, today=today, **data)
        return f"Request {reference} withdrawn.", _url(found)

    refusal = steps.why_not_withdraw(found, request.user, today)
    return take_step(request, "privacy/subject_access/withdraw.html", form, act, refusal=refusal, **_shown(found))
