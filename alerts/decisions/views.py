"""Serve the pages on which the Head of Service decides, and the record of each decision."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alerts.alert import policies as alert_policies
from alerts.alert import selectors as alert_selectors
from alerts.alert import steps as alert_steps
from alerts.alert.models import Alert
from alerts.alert.views import alert_url
from alerts.alert.words import reasons
from alerts.investigations import precedents as investigations_precedents
from alerts.investigations import presenters as investigations_presenters
from alerts.investigations import selectors as investigations_selectors
from alerts.investigations import steps as investigations_steps
from alerts.investigations.discussions import why_no_account
from alerts.investigations.heard import heard_about
from alerts.investigations.models import Investigation
from alerts.investigations.views import file_url
from alerts.markers import selectors as markers_selectors
from housing_alerts.customers.presenters import shown_to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.trail import opens
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import page, take_step
from letters import permissions as letters_permissions
from letters import selectors as letters_selectors
from letters.choices import Kind
from letters.documents import printed

from . import policies, presenters, record, selectors, services
from .forms import head as forms
from .forms.sending_back import SendBackForm
from .record import DecisionRecord
from .selectors import Lifting


@page
@opens("alert")
def alert_approve(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a P7c Impose the alert, and answer whether the customer is informed."""
    found = alert_selectors.alert(request.user, reference)
    lifting = selectors.lifting(found.investigation, on=timezone.localdate(), alert=found, replaced=found.replaces)
    form = forms.ApproveForm(request.POST or None, by=request.user, alert=found, lifting=lifting)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        approved = services.approve_alert(
            alert=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            inform=form.inform(),
            authority=form.authority(),
            known=form.known_answer(),
            less=form.less(),
            lifelines=form.lifelines_open(),
            due_regard=data.get("due_regard", ""),
            unneeded=form.unneeded_because(),
            sure_of=form.cleaned_data.get("sure_of", []),
        )
        return _decided(approved, lifting, "approved", _next_step_in_words(approved))

    refusal = alert_steps.why_not_approve(found, request.user, timezone.localdate())
    return take_step(
        request,
        "alerts/decisions/approve.html",
        form,
        act,
        refusal=refusal,
        proposal_rows=presenters.proposal_rows(found, on=timezone.localdate()),
        free_words=presenters.free_words(found),
        given_up=lifting.given_up(found.asked_controls),
        no_more=lifting.no_more_asked(found.asked_controls),
        nobody=markers_selectors.leave_nobody(found, found.asked_controls, on=timezone.localdate()),
        doubtful=markers_selectors.doubtful_type(found),
        issued=letters_selectors.issued_to(found.customer),
        heard=shown_to(request.user, found.customer, heard_about(found)),
        **_before_deciding(request.user, found, lifting),
    )


def _before_deciding(by: Colleague, alert: Alert, lifting: Lifting) -> dict[str, Any]:
    """Return the context that every decider on the alert reads first."""
    file = alert.investigation
    return _of_the_case(by, file, lifting) | {
        "alert": alert,
        "precedents": investigations_precedents.precedents(file, alert) if file else [],
        "equality": record.EQUALITY,
        "beside": alert_policies.beside_this(alert),
    }


def _of_the_case(by: Colleague, file: Investigation | None, lifting: Lifting) -> dict[str, Any]:
    """Return what each page of a decision shows of its case: the reports, who was heard, and what stands beside it."""
    aside = selectors.aside(by, file)
    return {
        "merges": file.merges_shown() if file else [],
        "died": investigations_presenters.of_death(file, on=timezone.localdate()) if file else "",
        "today": timezone.localdate(),
        "answers": investigations_selectors.answers(by, file) if file else [],
        "no_account": why_no_account(file.discussions.all()) if file else "",
        "reports": investigations_presenters.reports(file) if file else [],
        "source_rows": investigations_presenters.source_rows(file) if file else [],
        "other_dangers": aside.dangers,
        "moved": markers_selectors.moved_since(file, on=timezone.localdate()) if file else [],
        "breaches": aside.breaches,
        "lifting": lifting,
        "repeated": len(aside.breaches) >= procedure.BREACHES_TO_LEGAL_ACTION,
        "reviewed": presenters.reviewed_rows(aside.reviews),
    }


def _decided(alert: Alert, lifting: Lifting, said: str, then: str = "") -> tuple[str, str]:
    """Return the message about the decision, the lifted markers and the next steps, and the address to go to.

    That is the page of the actions while one waits for its decision, else the alert's page.
    """
    file, where = alert.investigation, alert_url(alert)
    steps = [then] if then else []
    if file and file.open_actions():
        steps, where = ["decide on the actions", *steps], reverse("alerts:investigation_agree", args=[file.reference])
    following = f" Next: {'; then '.join(steps)}." if steps else ""
    return f"Alert {alert.reference} {said}.{_lifted(lifting)}{following}", where


def _lifted(lifting: Lifting) -> str:
    return " The interim marker is lifted." if lifting.lifted else ""


def _next_step_in_words(alert: Alert) -> str:
    if alert.why_letter_refused(Kind.NOTIFICATION):
        return f"{alert.responsible_lead} reviews it by {alert.review_due_on:%-d %B %Y}; no letter is sent"
    return f"{_who_writes(alert)} writes to {alert.customer}"


def _who_writes(alert: Alert) -> str:
    """Return the responsible Lead or, where the case was moved out of their areas, "an Operational Lead" of its own."""
    lead = alert.responsible_lead
    if lead and not letters_permissions.why_may_not_send(lead, alert.service_area):
        return str(lead)
    return f"an Operational Lead for {alert.service_area}"


@page
@opens("alert")
def alert_decline(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Do not impose the alert."""
    found = alert_selectors.alert(request.user, reference)
    lifting = selectors.lifting(found.investigation, on=timezone.localdate(), alert=found)
    form = forms.DeclineForm(request.POST or None, by=request.user, case=found, lifting=lifting)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.decline_alert(
            alert=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            authority=form.authority(),
            known=form.known_answer(),
            unneeded=form.unneeded_because(),
        )
        return _decided(found, lifting, "declined")

    refusal = alert_steps.why_not_decline(found, request.user)
    return take_step(
        request,
        "alerts/decisions/decline.html",
        form,
        act,
        refusal=refusal,
        proposal_rows=presenters.proposal_rows(found, on=timezone.localdate()),
        given_up=lifting.given_up(),
        no_more=lifting.no_more_asked(),
        **_before_deciding(request.user, found, lifting),
    )


def _page(request: StaffRequest, record: DecisionRecord, noun: str) -> HttpResponse:
    context = {
        "record": record,
        "back": reverse(f"alerts:{noun}", args=[record.reference]),
        "pdf": reverse(f"alerts:{noun}_decision_pdf", args=[record.reference]),
    }
    return render(request, "alerts/decisions/record.html", context)


def _pdf(request: StaffRequest, record: DecisionRecord) -> HttpResponse:
    context = {
        "record": record,
        "title": f"{record.title}: {record.subject}",
        "reference": record.reference,
        "organisation": record.organisation,
        "printed_by": request.user,
        "printed_at": timezone.now(),
    }
    return printed("letters/decision_record.html", context, name=f"decision-{record.reference}")


@require_safe
@opens("decision record")
def alert_decision(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Show the decision on an alert, with its facts and the questions asked before."""
    return _page(request, record.decision_on_alert(request.user, reference), "alert")


@require_safe
@opens("decision record")
def alert_decision_pdf(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Return the same record as a PDF, to print and to file."""
    return _pdf(request, record.decision_on_alert(request.user, reference))


@require_safe
@opens("decision record")
def investigation_decision(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Show the decisions on a concluded investigation, also where nothing was imposed."""
    return _page(request, record.decision_on_investigation(request.user, reference), "investigation")


@require_safe
@opens("decision record")
def investigation_decision_pdf(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Return the same record as a PDF, to print and to file."""
    return _pdf(request, record.decision_on_investigation(request.user, reference))


@page
@opens("investigation")
def investigation_send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Send the case back to its Lead with a question."""
    found = investigations_selectors.investigation(request.user, reference)
    doubts = policies.lead_away(found)
    form = SendBackForm(request.POST or None, by=request.user, investigation=found, doubts=doubts)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.send_back_investigation(
            investigation=found,
            version=data["version"],
            by=request.user,
            question=data["question"],
            authority=form.authority(),
            sure_of=data.get("sure_of", []),
        )
        return f"Investigation {reference} sent back to {found.lead}.", file_url(found)

    refusal = investigations_steps.why_not_send_back(found, request.user)
    return take_step(request, "alerts/decisions/send_back.html", form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_agree(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Decide on the recommended actions, or agree that nothing further is done."""
    found = investigations_selectors.investigation(request.user, reference)
    lifting = selectors.lifting(found, on=timezone.localdate())
    form = forms.AgreeForm(request.POST or None, by=request.user, investigation=found, lifting=lifting)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.agree_investigation(
            investigation=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data["reason"],
            declined=form.declined(),
            authority=form.authority(),
            known=form.known_answer(),
            unneeded=form.unneeded_because(),
        )
        return f"Decision on investigation {reference} recorded.{_lifted(lifting)}", file_url(found)

    return take_step(
        request,
        "alerts/decisions/agree.html",
        form,
        act,
        refusal=investigations_steps.why_not_agree(found, request.user, timezone.localdate()),
        investigation=found,
        agree_name=investigations_presenters.agree_name(found),
        reasons=reasons(found),
        given_up=lifting.given_up(),
        no_more=lifting.no_more_asked(),
        **_of_the_case(request.user, found, lifting),
    )
