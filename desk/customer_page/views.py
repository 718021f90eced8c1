"""One customer's page."""

import functools

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk.merging import selectors
from housing_alerts.customers import selectors as customers
from housing_alerts.customers import steps as customers_steps
from housing_alerts.kernel.audit.trail import View, opens
from housing_alerts.staff.choices import Role
from housing_alerts.staff.requests import StaffRequest

from . import presenters
from . import selectors as customer_page_selectors


def unless_restricted(view: View) -> View:
    """P11a Whose role it would be to read a restricted file learns that it is one, and nothing else: no read is logged.

    The reference of a file that was merged into another leads there.
    """

    @functools.wraps(view)
    def shown(request: StaffRequest, reference: str) -> HttpResponseBase:
        closed = customers.behind_glass(request.user, reference)
        if closed:
            context = {
                "reference": reference,
                "visits": not request.user.holds(Role.DATA_PROTECTION_OFFICER),
                "may_restrict": not customers_steps.why_not_restrict(closed, request.user),
            }
            return render(request, "desk/customer_page/restricted.html", context)
        kept = selectors.where_it_is_kept(request.user, reference)
        if kept:
            return redirect("desk:customer", reference=kept)
        return view(request, reference=reference)

    return shown


@require_GET
@unless_restricted
@opens("customer")
def customer(request: StaffRequest, reference: str) -> HttpResponse:
    """One customer: what to do first, then what is known, then what happened, newest first."""
    context = customer_page_selectors.read(request.user, reference, now=timezone.now())
    context["customer_rows"] = presenters.customer_rows(
        context["customer"], membership=context["membership"], household=context["household"]
    )
    return render(request, "desk/customer_page/customer.html", context)
