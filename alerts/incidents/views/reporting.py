"""Serve the pages for logging an incident, finishing a draft, and naming the customer later."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from alerts.choices import IncidentStatus
from alerts.drafting import services as drafting_services
from alerts.incidents import selectors as incidents_selectors
from alerts.incidents import services as incidents_services
from alerts.incidents import steps as incidents_steps
from alerts.incidents.forms.report import IncidentForm, KeysForm, typed, typed_before
from alerts.incidents.forms.subject import NameCustomerForm
from alerts.incidents.models import Incident
from alerts.look_up import people as look_up_people
from alerts.look_up.views import not_too_often
from housing_alerts.attachments import services as attachments
from housing_alerts.attachments.views import show_refusals
from housing_alerts.kernel.audit.trail import log_reading, opens
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.staff.signed_out import kept_on_device
from housing_alerts.web.step_pages import add_busy, page, take_step

from .following import ring_now

PAGE = "alerts/incidents/log.html"


@kept_on_device
@page
def incident_log(request: StaffRequest) -> HttpResponseBase:
    """P2 Log an incident. A link from the look-up brings the customer or the property with it.

    A form that the browser's Back opens again sends its ``page``. If that report was kept or logged, it is shown instead.
    """
    if request.method != "POST" and "page" in request.GET:
        return _lead_on(request)
    if request.method != "POST" and "customer" in request.GET:
        return _log_about(request)
    return _log(request, _empty(request, customer=""))


@not_too_often("look-ups")
def _log_about(request: StaffRequest) -> HttpResponse:
    """P2 P11a Show the form with the customer from the link filled in. Showing that name is logged as a reading."""
    reference = request.GET["customer"]
    customer = look_up_people.named(request.user, reference)
    page = _log(
        request, _empty(request, customer=f"{customer.reference} {customer.full_name}" if customer else reference)
    )
    if customer:
        log_reading(request, "name for a report", [customer.reference])
    return page


def _empty(request: StaffRequest, *, customer: str) -> IncidentForm:
    """Return the form of a new report, filled in from the link."""
    known = {
        "page": uuid4(),
        "opening": uuid4(),
        "seen": 0,
        "customer": customer,
        "asset": look_up_people.called_at(request.GET.get("asset", "")),
    }
    return IncidentForm(request.POST or None, request.FILES or None, by=request.user, initial=known)


def _lead_on(request: StaffRequest) -> HttpResponse:
    """Redirect a form that was opened before to its report or, if nothing was kept, to a new form."""
    asked = KeysForm(request.GET)
    begun = incidents_selectors.of_page(request.user, asked.cleaned_data.get("page") if asked.is_valid() else None)
    if begun:
        return redirect("alerts:incident", begun.reference)
    query = request.GET.copy()
    del query["page"]
    return redirect(f"{request.path}?{query.urlencode()}" if query else request.path)


@kept_on_device
@page
@opens("incident")
def incident_finish(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 Continue a draft of one's own."""
    draft = incidents_selectors.draft(request.user, reference)
    begun = draft.status == IncidentStatus.DRAFT
    if not begun and request.method != "POST":  # a report sent twice gets an answer in words
        return redirect("alerts:incident", draft.reference)
    before = typed_before(draft.typed) | {"page": draft.page, "opening": uuid4(), "seen": draft.kept_times}
    form = IncidentForm(
        request.POST or None, request.FILES or None, by=request.user, initial=before, began=draft.reported_for
    )
    return _log(request, form, draft=draft if begun else None)


def _log(request: StaffRequest, form: IncidentForm, draft: Incident | None = None) -> HttpResponse:
    if "later" in request.POST:
        return _later(request, form, draft)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        try:
            incident = _logged_from(request, form, data)
        except NotAllowed:
            if incidents_selectors.is_over(request.user, data["page"]):
                form.begin_apart(drafting_services.apart(data["page"], opening=data["opening"]))
            raise
        show_refusals(request, attachments.attach_each(subject=incident, by=request.user, files=data["attached"]))
        return _logged(incident), reverse("alerts:incident", args=[incident.reference])

    return take_step(request, PAGE, form, act, draft=draft)


def _logged_from(request: StaffRequest, form: IncidentForm, data: dict[str, Any]) -> Incident:
    return incidents_services.log_incident(
        by=request.user,
        now=timezone.now(),
        facts=form.facts(),
        behaviours=data["behaviours"],
        examples=data["examples"],
        affected=form.affected(),
        on_behalf_of=form.on_behalf(),
        page=data["page"],
        typed=typed(request.POST),
        opening=data["opening"],
        seen=data["seen"] or 0,
    )


def _logged(incident: Incident) -> str:
    """Return the message that says who acts next and, after danger, whom to ring now."""
    said = f"Incident {incident.reference} logged. {incident.triager} has it to look at."
    if incident.reported_for and incident.reported_for.is_active:
        said = f"{said} {incident.reported_for} is asked whether it is right."
    return said + ring_now(incident)


def _later(request: StaffRequest, form: IncidentForm, begun: Incident | None) -> HttpResponse:
    """Keep the typed words, complete or not. If that fails now, the page still holds them."""
    try:
        draft = _keep(request, _keys(request) | {"page": _keys(request).get("page") or uuid4()})
    except OperationalError as fault:
        form.errors.clear()  # a draft may be incomplete
        add_busy(form, fault)
        return render(request, PAGE, {"form": form, "blocked": None, "draft": begun}, status=503)
    if draft.status == IncidentStatus.DRAFT:
        said = f"Draft {draft.reference} is kept. It stands below, for you alone, until you log it."
        messages.success(request, f"{said} {FILES_AGAIN}" if request.FILES else said)
        if incidents_selectors.draft_tells_of_danger(draft):
            messages.warning(request, _ring_meanwhile(request.user))
    else:
        messages.warning(request, "This report was logged or discarded already. Nothing was changed.")
    return redirect("desk:worklist")


@kept_on_device
@require_POST
def incident_draft(request: StaffRequest) -> HttpResponse:
    """P2 Keep the page's contents while they are typed. The answer tells the script where the draft continues.

    If that page's report was logged with these words, or discarded, the answer says so, and the script forgets them too.
    """
    keys = _keys(request)
    if not keys.get("page"):
        return HttpResponseBadRequest("Which page?", content_type="text/plain")
    draft = _keep(request, keys)
    if draft.status == IncidentStatus.DRAFT:
        return JsonResponse({"finish": reverse("alerts:incident_finish", args=[draft.reference])})
    return JsonResponse({"finish": "", "said": DISCARDED if draft.status == IncidentStatus.VOID else _stands(draft)})


@require_http_methods(["GET", "POST"])
def incident_discard(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 Discard a draft of one's own at once. The page that follows alone holds its words still, and takes them back."""
    draft = incidents_selectors.draft(request.user, reference)
    if request.method == "GET":
        return _discarded(request, draft)
    words = typed(request.POST) or draft.typed
    try:
        incidents_services.discard_draft(incident=draft, by=request.user, on=timezone.localdate())
    except NotAllowed as answer:
        messages.error(request, answer.refusal.sentence)
        return redirect("desk:worklist")
    request.session[DISCARDED_NOW] = {"reference": reference, "words": words}
    return redirect("alerts:incident_discard", reference)


DISCARDED_NOW = "discarded"
"""The name under which the session carries the words of a draft to the page that says it is discarded."""


def _discarded(request: StaffRequest, draft: Incident) -> HttpResponse:
    """Show once that the draft is discarded, with its words. A page that is loaded again has them no more."""
    held = request.session.pop(DISCARDED_NOW, {})
    if held.get("reference") != draft.reference:
        return redirect("desk:worklist")
    context = {"draft": draft, "words": held["words"], "page": uuid4()}
    return render(request, "alerts/incidents/discarded.html", context)


def _ring_meanwhile(reporter: Colleague) -> str:
    """D4 Return the warning that danger is told to nobody by a draft, with the numbers to ring."""
    ring = incidents_selectors.to_ring_meanwhile(reporter, on=timezone.localdate())
    whom = " or ".join(f"{one}: {one.telephone}" for one in ring) or "your line manager"
    return f"There was danger, and nobody is told of it until you log the report. Ring {whom}."


FILES_AGAIN = "A draft keeps no photos or files: choose them again when you finish it."
DISCARDED = "This report was discarded, so what you type here is not kept. Log an incident anew."


def _stands(incident: Incident) -> str:
    return f"This report was logged already as {incident.reference}."


def _keys(request: StaffRequest) -> dict[str, Any]:
    form = KeysForm(request.POST)
    return form.cleaned_data if form.is_valid() else {}


def _keep(request: StaffRequest, keys: dict[str, Any]) -> Incident:
    return drafting_services.keep_draft(
        by=request.user,
        page=keys["page"],
        typed=typed(request.POST),
        opening=keys.get("opening"),
        seen=keys.get("seen") or 0,
    )


@page
@opens("incident")
def incident_name_customer(request: StaffRequest, reference: str) -> HttpResponse:
    """P2 D4 Name the customer or the property, before a Lead takes the matter up."""
    found = incidents_selectors.incident(request.user, reference)
    form = NameCustomerForm(request.POST or None, by=request.user, incident=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        incident = incidents_services.name_customer(
            incident=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            customer=data["customer"],
            asset=data["asset"],
        )
        about = f"about {look_up_people.subject(request.user, incident)}"
        said = f"Incident {reference} is {about if data['customer'] else f'at {incident.asset}'}."
        if incidents_selectors.sees_incident(request.user, incident):
            return said, reverse("alerts:incident", args=[reference])
        return f"{said} It is with {incident.service_area} now.", reverse("desk:worklist")

    refusal = incidents_steps.why_not_name_customer(found, request.user, timezone.localdate())
    return take_step(request, "alerts/incidents/name_customer.html", form, act, refusal=refusal, incident=found)
