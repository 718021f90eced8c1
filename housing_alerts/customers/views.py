"""Serve the pages on which a Lead adds to a customer's file, restricts it, or opens it by break glass."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from housing_alerts.kernel.audit.trail import opens
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step

from . import forms, presenters, selectors, services, steps
from .models import Customer


def _file_page(
    request: StaffRequest,
    template: str,
    customer: Customer,
    form: BaseForm,
    do: Callable[[dict[str, Any]], Any],
    done: str,
    refusal: Refusal | None,
) -> HttpResponse:
    """Show a page that adds to the file and then goes back to it."""

    def act(data: dict[str, Any]) -> tuple[str, str]:
        do(data)
        return done, reverse("desk:customer", args=[customer.reference])

    return take_step(request, template, form, act, refusal=refusal, customer=customer)


@page
@opens("customer")
def vulnerability_record(request: StaffRequest, reference: str) -> HttpResponse:
    """P10a Record a vulnerability."""
    customer = selectors.customer(request.user, reference)
    form = forms.VulnerabilityForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        services.record_vulnerability(customer=customer, by=request.user, **data)

    return _file_page(
        request,
        "customers/vulnerability/record.html",
        customer,
        form,
        do,
        "Vulnerability recorded.",
        steps.why_not_record_vulnerability(customer, request.user),
    )


@page
@opens("customer")
def adjustment_record(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Record a reasonable adjustment."""
    customer = selectors.customer(request.user, reference)
    form = forms.AdjustmentForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        services.record_adjustment(customer=customer, by=request.user, **data)

    return _file_page(
        request,
        "customers/adjustment/record.html",
        customer,
        form,
        do,
        "Adjustment recorded.",
        steps.why_not_record_adjustment(customer, request.user),
    )


@page
@opens("customer")
def adjustment_door(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P10b Record the instruction for the door that an adjustment needs."""
    customer = selectors.customer(request.user, reference)
    found = selectors.adjustment(customer, pk)
    form = forms.AtTheDoorForm(request.POST or None, adjustment=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.record_door_instruction(adjustment=found, by=request.user, **data)
        return "Everybody who looks it up reads what to do at the door.", reverse("desk:customer", args=[reference])

    refusal = steps.why_not_record_door_instruction(found, request.user)
    context = {"customer": customer, "adjustment": found}
    return take_step(request, "customers/adjustment/door.html", form, act, refusal=refusal, **context)


@page
@opens("customer")
def representative_record(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Record a person who acts for the customer."""
    customer = selectors.customer(request.user, reference)
    form = forms.RepresentativeForm(request.POST or None, customer=customer)

    def do(data: dict[str, Any]) -> None:
        said = {name: data.pop(name, "") for name in ("checked", "known")}
        services.record_representative(customer=customer, by=request.user, details=data, **said)

    return _file_page(
        request,
        "customers/representative/record.html",
        customer,
        form,
        do,
        "Representative recorded.",
        steps.why_not_record_representative(customer, request.user),
    )


@page
@opens("customer")
def representative_end(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """P10b Record that somebody no longer acts for the customer."""
    customer = selectors.customer(request.user, reference)
    found = selectors.representative(customer, pk)
    form = forms.EndRepresentativeForm(request.POST or None, representative=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.end_representative(representative=found, by=request.user, today=timezone.localdate(), **data)
        message = f"{found} no longer acts for the customer. A letter that names them cannot go out: compose it again."
        return message, reverse("desk:customer", args=[reference])

    refusal = steps.why_not_end_representative(found, request.user, timezone.localdate())
    context = {"customer": customer, "representative": found}
    return take_step(request, "customers/representative/end.html", form, act, refusal=refusal, **context)


@page
@opens("customer")
def record_alive(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Take back that the customer has died."""
    customer = selectors.customer(request.user, reference)
    form = forms.RecordAliveForm(request.POST or None, customer=customer)

    def do(data: dict[str, Any]) -> None:
        services.record_alive(customer=customer, by=request.user, **data)

    return _file_page(
        request,
        "customers/alive.html",
        customer,
        form,
        do,
        f"{customer} is recorded as alive. Have the housing system say so too.",
        steps.why_not_record_alive(customer, request.user),
    )


@page
@opens("customer")
def address_confirm(request: StaffRequest, reference: str) -> HttpResponse:
    """P9a Record that the customer still lives there."""
    customer, today = selectors.customer(request.user, reference), timezone.localdate()
    form = forms.ConfirmAddressForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        place = services.confirm_address(customer=customer, by=request.user, today=today, **data)
        return f"Address confirmed: {place.tenancy.asset}.", reverse("desk:customer", args=[reference])

    refusal = steps.why_not_confirm_address(customer, request.user)
    context = {"customer": customer, "home_rows": presenters.home_rows(customer.membership(on=today))}
    return take_step(request, "customers/address/confirm.html", form, act, refusal=refusal, **context)


@page
@opens("customer")
def restrict(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Restrict the file to named readers, or change who they are."""
    customer = selectors.customer(request.user, reference)
    form = forms.RestrictForm(request.POST or None, customer=customer, by=request.user)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.restrict_file(customer=customer, by=request.user, **data)
        names = ", ".join(str(reader) for reader in data["readers"])
        done = "Changed who may read this file" if customer.restricted else "File restricted"
        return f"{done}. Its named readers: {names}.", reverse("desk:customer", args=[reference])

    refusal = steps.why_not_restrict(customer, request.user)
    today = timezone.localdate()
    context = {"customer": customer, "copies": selectors.copies(customer, on=today)}
    context["acts_for"] = selectors.acts_unasked(customer, on=today)
    return take_step(request, "customers/restricted/restrict.html", form, act, refusal=refusal, **context)


@page
@opens("customer")
def say_safe(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Say where the address of a person with a restricted file is safe, though they act for somebody else."""
    customer, today = selectors.customer(request.user, reference), timezone.localdate()
    unasked = selectors.acts_unasked(customer, on=today)
    form = forms.SayWhereSafeForm(request.POST or None, customer=customer, unasked=unasked)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.say_safe(customer=customer, by=request.user, on=today, **data)
        return "Recorded: the address is safe there.", reverse("desk:customer", args=[reference])

    refusal = steps.why_not_say_safe(customer, request.user, today)
    ends = [(each, not steps.why_not_end_representative(each, request.user, today)) for each in unasked]
    return take_step(
        request, "customers/restricted/safe.html", form, act, refusal=refusal, customer=customer, ends=ends
    )


@page
@opens("customer")
def unrestrict(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Open the file again to everybody whose role it is to read it."""
    customer = selectors.customer(request.user, reference)
    form = forms.UnrestrictForm(request.POST or None, customer=customer)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.open_file(customer=customer, by=request.user, now=timezone.now(), **data)
        return "The file is no longer restricted.", reverse("desk:customer", args=[reference])

    refusal = steps.why_not_open_file(customer, request.user)
    return take_step(request, "customers/restricted/unrestrict.html", form, act, refusal=refusal, customer=customer)


@page
def break_glass(request: StaffRequest, reference: str) -> HttpResponse:
    """P11a Open a restricted file for an hour, with a reason. The page shows the reference alone."""
    customer = selectors.for_break_glass(request.user, reference)
    form = forms.BreakGlassForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        access = services.break_glass(customer=customer, by=request.user, now=timezone.now(), **data)
        until = f"{timezone.localtime(access.expires_at):%H:%M}"
        message = f"The file is open to you until {until}. The Data Protection Officer reviews it."
        return message, _where_it_opens(request.user, customer)

    refusal = steps.why_not_break_glass(customer, request.user)
    context = {
        "reference": customer.reference,
        "back": _where_it_was_closed(request.user, customer),
        "may_restrict": not steps.why_not_restrict(customer, request.user),
    }
    return take_step(request, "customers/restricted/break_glass.html", form, act, refusal=refusal, **context)


def _where_it_opens(colleague: Colleague, customer: Customer) -> str:
    """Return the customer's page or, for the Data Protection Officer, who sees no case, the audit site."""
    if selectors.in_scope(colleague, customer):
        return reverse("desk:customer", args=[customer.reference])
    return reverse("admin:customers_customer_change", args=[customer.pk])


def _where_it_was_closed(colleague: Colleague, customer: Customer) -> str:
    if selectors.in_scope(colleague, customer):
        return reverse("desk:customer", args=[customer.reference])
    return reverse("customers:emergency_accesses")


@require_GET
@opens("emergency accesses")
def emergency_accesses(request: StaffRequest) -> HttpResponse:
    """P11a List the emergency accesses: those that wait for review, then the reviewed ones. No customer's name is shown."""
    now = timezone.now()
    context = {
        "unreviewed": [
            (access, steps.why_not_review_emergency_access(access, now, request.user))
            for access in selectors.unreviewed_accesses(request.user)
        ],
        "reviewed": selectors.reviewed_accesses(request.user),
        "most": selectors.MOST,
        "now": now,
    }
    return render(request, "customers/restricted/emergency_accesses.html", context)


@page
@opens("emergency access")
def emergency_access_review(request: StaffRequest, pk: int) -> HttpResponse:
    """P11a Record the finding of the Data Protection Officer about one emergency access."""
    access, now = selectors.emergency_access(request.user, pk), timezone.now()
    form = forms.ReviewAccessForm(request.POST or None, access=access)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.review_emergency_access(access=access, by=request.user, now=now, **data)
        message = f"Review recorded: {access.colleague}, file {access.customer.reference}."
        return message, back

    officer = request.user.holds(Role.DATA_PROTECTION_OFFICER)
    back = reverse("customers:emergency_accesses" if officer else "desk:worklist")
    refusal = steps.why_not_review_emergency_access(access, now, request.user)
    context = {"access": access, "access_rows": presenters.access_rows(access), "back": back, "officer": officer}
    context |= {"opened_rows": presenters.opened_rows(selectors.opened_through(access))}
    return take_step(request, "customers/restricted/review.html", form, act, refusal=refusal, **context)
