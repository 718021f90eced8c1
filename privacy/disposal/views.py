"""Serve the pages of disposals: proposed, confirmed by somebody else, and proved by a certificate."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters import documents
from privacy.models import DisposalBatch
from privacy.retention import presenters as retention_presenters
from privacy.retention import selectors as retention_selectors
from privacy.retention.policies import Fate, Key

from . import forms, permissions, presenters, selectors, services, steps


def _url(reference: str, name: str = "batch") -> str:
    return reverse(f"privacy:{name}", args=[reference])


@require_GET
@opens("disposals")
def batches(request: StaffRequest) -> HttpResponse:
    """P13a Show the disposals that wait for somebody, and those that are over."""
    waiting, over = selectors.batches(request.user)
    shows(request, [each.reference for each in waiting])
    context = {
        "waiting": waiting,
        "over": [(each, presenters.in_backups_until(each)) for each in over],
        "backup_days": settings.BACKUP_DAYS,
        "proposes": permissions.may_propose(request.user),
    }
    return render(request, "privacy/disposal/batches.html", context)


@page
@opens("files to propose for disposal")
def batch_propose(request: StaffRequest) -> HttpResponse:
    """P13a Propose that the files that are due go, and what is due beside them."""
    if not permissions.may_propose(request.user):
        raise Http404
    today = timezone.localdate()
    due = selectors.due(on=today)
    shows(request, [each.file.reference for each in due])
    form = forms.ProposeForm(request.POST or None, initial={"seen": selectors.fingerprint(due)})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = services.propose_batch(by=request.user, on=today, **data)
        return f"Disposal {made.reference} proposed. Next: a Head of Service confirms it.", _url(made.reference)

    names = retention_selectors.names(each.file.key for each in due)
    context = {"due": retention_presenters.file_rows(due, names), "most": selectors.MOST}
    refusal = steps.why_not_propose(due, request.user, today)
    return take_step(request, "privacy/disposal/propose.html", form, act, refusal=refusal, **context)


@require_GET
@opens("disposal")
def batch(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Show one disposal: its files, what stays of them and why, and what was done."""
    found, today = selectors.batch(request.user, reference), timezone.localdate()
    items, over = selectors.items(found), presenters.is_over(found)
    shows(request, [reference, *(each.subject_reference for each in items)])
    gone = list(found.tombstones.all()) if presenters.was_executed(found) else []
    fates = {} if over else selectors.fates([each for each in items if each.taken_out_on is None], on=today)
    go, stay = presenters.item_rows(items, selectors.names(items), fates, decided=over)
    context = {
        "found": found,
        "rows": presenters.batch_rows(found),
        "go": go,
        "stay": stay,
        "gone": presenters.tombstone_rows(gone),
        "executed": presenters.was_executed(found),
        "takes_out": steps.why_not_take_out(found, request.user, today) is None,
        "offers": _offers(found, request.user, fates),
    }
    return render(request, "privacy/disposal/batch.html", context)


def _offers(found: DisposalBatch, by: Colleague, fates: Mapping[Key, Fate]) -> list[Offer]:
    today = timezone.localdate()
    made = [
        offer(
            "Confirm the disposal",
            _url(found.reference, "batch_confirm"),
            steps.why_not_confirm_read(found, fates, by, today),
        ),
        offer("Decline it", _url(found.reference, "batch_decline"), steps.why_not_decline(found, by, today)),
        offer("Withdraw it", _url(found.reference, "batch_withdraw"), steps.why_not_withdraw(found, by, today)),
    ]
    return [each for each in made if each]


@page
@opens("disposal")
def batch_take_out(request: StaffRequest, reference: str, item: int) -> HttpResponse:
    """P13a Take one file out of the disposal."""
    found, today = selectors.batch(request.user, reference), timezone.localdate()
    one = selectors.item(found, item)
    shows(request, [reference, one.subject_reference])
    form = forms.TakeOutForm(request.POST or None, version=one.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.take_out_item(item=one, by=request.user, on=today, **data)
        return f"The file of {one.subject_reference} was taken out. It stays.", _url(reference)

    refusal = steps.why_not_take_out(found, request.user, today)
    return take_step(request, "privacy/disposal/take_out.html", form, act, refusal=refusal, found=found, item=one)


@page
@opens("disposal")
def batch_confirm(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Agree that the files go."""
    found, today = selectors.batch(request.user, reference), timezone.localdate()
    form = forms.ConfirmForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.confirm_batch(batch=found, by=request.user, on=today, **data)
        return f"Disposal {reference} confirmed. It goes at the next run of the command.", _url(reference)

    count = found.remaining().count()
    refusal = steps.why_not_confirm(found, request.user, today)
    beside = presenters.beside_rows(selectors.beside_in(found))
    context = {"found": found, "count": count, "beside": beside}
    return take_step(request, "privacy/disposal/confirm.html", form, act, refusal=refusal, **context)


@page
@opens("disposal")
def batch_decline(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Do not agree that the files go."""
    found, today = selectors.batch(request.user, reference), timezone.localdate()
    form = forms.StopForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.decline_batch(batch=found, by=request.user, on=today, **data)
        return f"Disposal {reference} declined. The Data Protection Officer is told.", _url(reference)

    refusal = steps.why_not_decline(found, request.user, today)
    return take_step(request, "privacy/disposal/decline.html", form, act, refusal=refusal, found=found)


@page
@opens("disposal")
def batch_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Take the disposal back."""
    found, today = selectors.batch(request.user, reference), timezone.localdate()
    form = forms.StopForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_batch(batch=found, by=request.user, on=today, **data)
        return f"Disposal {reference} withdrawn. Its files stay until they are proposed again.", _url(reference)

    refusal = steps.why_not_withdraw(found, request.user, today)
    return take_step(request, "privacy/disposal/withdraw.html", form, act, refusal=refusal, found=found)


@require_GET
@opens("certificate of a disposal")
def batch_certificate(request: StaffRequest, reference: str) -> HttpResponse:
    """P13a Return the certificate: what went, by which rule and on which day, and nobody's name."""
    found = selectors.batch(request.user, reference)
    if not presenters.was_executed(found):
        raise Http404
    gone = list(found.tombstones.all())
    context = {
        "title": "Certificate of disposal",
        "reference": reference,
        "organisation": selectors.landlords(),
        "rows": presenters.certificate_rows(found, found.gone().count(), found.items.count()),
        "gone": presenters.certificate_files(gone),
        "printed_at": timezone.now(),
    }
    return documents.printed("privacy/disposal/certificate.html", context, name=f"{reference}-certificate")
