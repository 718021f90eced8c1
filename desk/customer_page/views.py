"""Serve the page of one customer."""

import functools
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk.merging import selectors as merging_selectors
from desk.merging import steps as merging_steps
from housing_alerts.customers import selectors as customers_selectors
from housing_alerts.customers import steps as customers_steps
from housing_alerts.customers.models import Customer, Membership, Merge
from housing_alerts.kernel.audit.trail import View, opens
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer_where_allowed
from letters import steps as letters_steps
from monitoring.contacts import steps as contacts_steps
from monitoring.levels import presenters as levels_presenters

from . import presenters, selectors


def unless_restricted(view: View) -> View:
    """P11a Wrap a view so that a restricted file shows only that it is restricted, and no read is logged.

    Only colleagues whose role it would be to read the file learn that. The reference of a file that was merged into
    another leads to that one.
    """

    @functools.wraps(view)
    def shown(request: StaffRequest, reference: str) -> HttpResponseBase:
        try:
            return view(request, reference=reference)
        except Http404:
            found = _instead(request, reference)
            if found is None:
                raise
            return found

    return shown


def _instead(request: StaffRequest, reference: str) -> HttpResponse | None:
    """P11a Return the page of a file that the colleague cannot open, where they may know that there is one."""
    closed = customers_selectors.behind_glass(request.user, reference)
    if closed:
        context = {
            "reference": reference,
            "visits": not request.user.holds(Role.DATA_PROTECTION_OFFICER),
            "may_restrict": not customers_steps.why_not_restrict(closed, request.user),
            "apart": selectors.kept_elsewhere(request.user, closed),
        }
        return render(request, "desk/customer_page/restricted.html", context)
    kept = merging_selectors.where_it_is_kept(request.user, reference)
    return redirect("desk:customer", reference=kept) if kept else None


@require_GET
@unless_restricted
@opens("customer")
def customer(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one customer: first the instructions, then the facts, then the events, newest first."""
    context = selectors.read(request.user, reference, now=timezone.now())
    found, today = context["customer"], context["today"]
    context |= _may(request.user, found, context["merges"], today=today)
    context["to_keep"] = _offers_to_keep(request.user, found, context["membership"], today=today)
    context["customer_rows"] = presenters.customer_rows(
        context["customer"], membership=context["membership"], household=context["household"]
    )
    context["plot"] = levels_presenters.plot(context["weeks"])
    return render(request, "desk/customer_page/customer.html", context)


def _may(by: Colleague, customer: Customer, merges: list[Merge], *, today: date) -> dict[str, Any]:
    """Return the steps that the page offers beside the records that they change."""
    may_merge = not merging_steps.why_not_choose_file(customer, by)
    acting = customer.representatives.all()
    return {
        "may_restrict": not customers_steps.why_not_restrict(customer, by),
        "acts_unasked": customer.restricted and customers_selectors.acts_unasked(customer, on=today),
        "may_say_alive": not customers_steps.why_not_record_alive(customer, by),
        "may_open_file": not customers_steps.why_not_open_file(customer, by),
        "may_end": {one.pk for one in acting if not customers_steps.why_not_end_representative(one, by, today)},
        "may_say": {
            one.pk
            for one in customer.adjustments.all()
            if not customers_steps.why_not_record_door_instruction(one, by, today)
        },
        "undo_barred": {merge.pk: merging_steps.why_not_undo(merge, by, today) for merge in merges}
        if may_merge
        else {},
        "same": merging_selectors.may_be_the_same(by, customer) if may_merge else [],
    }


def _offers_to_keep(by: Colleague, customer: Customer, home: Membership | None, *, today: date) -> list[Offer]:
    """List the links by which the colleague may add to the file."""
    vulnerability = customers_steps.why_not_record_vulnerability(customer, by, today)
    adjustment = customers_steps.why_not_record_adjustment(customer, by, today)
    representative = customers_steps.why_not_record_representative(customer, by, today)
    contact = contacts_steps.why_not_log(customer, by, today)
    safe_contact = letters_steps.why_not_set_safe_contact(customer, by, today)
    merge = merging_steps.why_not_choose_file(customer, by, today)
    confirm = customers_steps.why_not_confirm_address(customer, by, today)
    restrict = customers_steps.why_not_restrict(customer, by, today)
    offers = [
        offer_where_allowed("Record a vulnerability", _url(customer, "customers:vulnerability_record"), vulnerability),
        offer_where_allowed(
            "Record a reasonable adjustment", _url(customer, "customers:adjustment_record"), adjustment
        ),
        offer_where_allowed(
            "Record a representative", _url(customer, "customers:representative_record"), representative
        ),
        offer_where_allowed("Log a contact", _url(customer, "monitoring:contact_log"), contact),
        offer_where_allowed("Change safe contact", _url(customer, "letters:safe_contact"), safe_contact),
        offer_where_allowed("Merge another file of this person", _url(customer, "desk:merge"), merge),
        offer_where_allowed("Confirm the address", _url(customer, "customers:address_confirm"), confirm)
        if home
        else None,
        offer_where_allowed("Restrict this file", _url(customer, "customers:restrict"), restrict)
        if not customer.restricted
        else None,
    ]
    return [each for each in offers if each]


def _url(customer: Customer, name: str) -> str:
    return reverse(name, args=[customer.reference])
