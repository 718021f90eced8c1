"""Serve the pages of the Operational Lead's file, from its opening to its recommendation."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.actions import steps as actions_steps
from alerts.alert import selectors as alert_selectors
from alerts.alert import steps as alert_steps
from alerts.alert.words import reasons
from alerts.conditions import steps as conditions_steps
from alerts.incidents import selectors as incidents_selectors
from alerts.look_up import people as look_up_people
from alerts.markers import selectors as markers_selectors
from alerts.writing import selectors as writing_selectors
from housing_alerts.customers import forms as customers_forms
from housing_alerts.customers import services as customers_services
from housing_alerts.customers import steps as customers_steps
from housing_alerts.customers.choices import ToldBy
from housing_alerts.customers.presenters import shown_to
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.step_pages import Offer, offer, offers_from_above, page, take_step
from letters import steps as letters_steps
from letters.choices import Kind

from . import became_known, forms, gates, heard, precedents, presenters, selectors, services, steps
from .models import Investigation


def file_url(investigation: Investigation, name: str = "investigation") -> str:
    return reverse(f"alerts:{name}", args=[investigation.reference])


@page
@opens("investigation")
def investigation_open(request: StaffRequest) -> HttpResponse:
    """D3b Open a file on the referred incidents of one customer."""
    first = incidents_selectors.incident(request.user, request.GET.get("incident", ""))
    shows(request, [first.reference])
    form = forms.OpenInvestigationForm(request.POST or None, waiting=selectors.referred_with(request.user, first))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        investigation = services.open_investigation(incidents=data["incidents"], by=request.user)
        return f"Investigation {investigation.reference} opened.", file_url(investigation)

    refusal = steps.why_not_open_investigation(first, request.user)
    context = {"incident": first, "subject": look_up_people.subject(request.user, first)}
    return take_step(request, "alerts/investigations/open.html", form, act, refusal=refusal, **context)


@require_GET
@opens("investigation")
def investigation(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Show the file: the gates still open before the recommendation, and the recommendation."""
    found = selectors.investigation(request.user, reference)
    may_work = not steps.why_not_change_file(found, request.user)
    answers, to_record = selectors.answers(request.user, found), _to_record(found) if may_work else {}
    context = {
        "investigation": found,
        "case_rows": presenters.case_rows(found),
        "died": presenters.of_death(found, on=timezone.localdate()),
        "not_told": presenters.not_told(found),
        "reports": presenters.reports(found),
        "answers": presenters.answer_rows(answers, to_record),
        "reasons": reasons(found),
        "gates": gates.gates(found) if found.is_open() else [],
        "may_work": may_work,
        "may_add_incidents": not steps.why_not_add_incidents(found, request.user),
        "may": _may(request.user, found),
        "precedents": precedents.precedents(found) if found.is_undecided() else None,
        "letters": writing_selectors.letters_about(found, *found.actions.all()),
        "markers": markers_selectors.markers_of(found),
        "breaches": incidents_selectors.breaches_in(request.user, found),
        "repeated": found.breached_repeatedly(),
        "merges": found.merges_shown(),
        "offers": _offers(request.user, found),
        "agree_name": presenters.agree_name(found),
        "today": timezone.localdate(),
    }
    return render(request, "alerts/investigations/investigation.html", context)


def _to_record(found: Investigation) -> dict[str, str]:
    """Return where the Lead records on the customer's file what stands under a title of the case alone."""
    pages = {
        "Vulnerability": ("Vulnerability", "investigation_vulnerability"),
        "Reasonable adjustment": ("Reasonable adjustments", "investigation_adjustment"),
    }
    kinds = became_known.written_and_not_recorded(found, on=timezone.localdate())
    return {title: file_url(found, name) for title, name in map(pages.__getitem__, kinds)}


def _may(by: Colleague, found: Investigation) -> dict[str, set[int]]:
    """Return for each step the alerts and the actions of the file on which the colleague may take it now."""
    today, alerts, actions = timezone.localdate(), found.alerts.all(), found.actions_put_forward()
    told = [action for action in actions if action.letter_kind]
    return {
        "restrict": {one.pk for one in alerts if not conditions_steps.why_not_add_condition(one, by, today)},
        "approve": {one.pk for one in alerts if not alert_steps.why_not_approve(one, by, today)},
        "decline": {one.pk for one in alerts if not alert_steps.why_not_decline(one, by)},
        "withdraw": {one.pk for one in actions if not actions_steps.why_not_withdraw_action(one, by, today)},
        "follow_up": {one.pk for one in actions if not actions_steps.why_not_record_outcome(one, by, today)},
        "appeal": {one.pk for one in actions for made in offers_from_above(one, by, today) if not made.refusal},
        "write": {one.pk for one in told if not letters_steps.why_not_draft(one, one.letter_kind, by, today)},
    }


def _offers(by: Colleague, found: Investigation) -> list[Offer]:
    today = timezone.localdate()
    recommend, withdraw = steps.why_not_recommend(found, by, today), steps.why_not_withdraw(found, by)
    offers = [
        offer("Recommend", file_url(found, "investigation_recommend"), recommend),
        offer("Withdraw the investigation", file_url(found, "investigation_withdraw"), withdraw),
    ]
    if not steps.why_not_take_over(found, by, today):
        take_over = Offer("Take over the investigation", file_url(found, "investigation_take_over"), None)
        offers = [*offers, take_over] if found.lead.still_leads() else [take_over]
    send_back, agree = steps.why_not_send_back(found, by), file_url(found, "investigation_agree")
    offers.append(offer("Send back with a question", file_url(found, "investigation_send_back"), send_back))
    if found.open_actions() or not found.alerts_put_forward():
        offers.insert(0, offer(presenters.agree_name(found), agree, steps.why_not_agree(found, by, today)))
    if found.imposed_nothing():
        send = letters_steps.why_not_draft(found, Kind.INVESTIGATION_OUTCOME, by, today)
        offers.append(Offer("Write the outcome letter", file_url(found, "investigation_letter"), send))
    return [made for made in offers if made]


def _file_step(
    request: StaffRequest,
    template: str,
    found: Investigation,
    form: BaseForm,
    act: Callable[[dict[str, Any]], object],
    done: str,
    refusal: Refusal | None,
    **context: object,
) -> HttpResponse:
    """Serve a page on which the Lead changes the file, and go back to the file afterwards."""

    def act_and_return(data: dict[str, Any]) -> tuple[str, str]:
        act(data)
        return done, file_url(found)

    return take_step(request, template, form, act_and_return, refusal=refusal, investigation=found, **context)


@page
@opens("investigation")
def investigation_incidents(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Take further referred incidents into the file."""
    found = selectors.investigation(request.user, reference)
    waiting = selectors.referred_with(request.user, found)
    form = forms.AddIncidentsForm(request.POST or None, version=found.version, waiting=waiting)

    def act(data: dict[str, Any]) -> None:
        services.add_incidents(
            investigation=found, version=data["version"], by=request.user, incidents=data["incidents"]
        )

    template, done = "alerts/investigations/incidents.html", "Incidents added to the investigation."
    return _file_step(request, template, found, form, act, done, steps.why_not_add_incidents(found, request.user))


@page
@opens("investigation")
def investigation_discussions(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Record a discussion, or why there was none."""
    found = selectors.investigation(request.user, reference)
    chosen = {"counterpart": request.GET.get("with", "")}
    form = forms.DiscussionForm(request.POST or None, investigation=found, initial=chosen)

    def act(data: dict[str, Any]) -> None:
        services.add_discussion(
            investigation=found,
            version=data["version"],
            by=request.user,
            counterpart=data["counterpart"],
            on=data["on"],
            what=data["what"],
            why_not=data["why_not"],
            side=data["side"],
            heard=data.get("heard"),
            today=timezone.localdate(),
        )

    template, done = "alerts/investigations/discussions.html", "Discussion recorded."
    refusal, kept = steps.why_not_add_discussion(found, request.user), presenters.not_told(found)
    return _file_step(request, template, found, form, act, done, refusal, not_told=kept)


@page
@opens("investigation")
def investigation_considerations(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 P10a D2 Weigh vulnerability, alternatives and proportionality."""
    found = selectors.investigation(request.user, reference)
    form = forms.ConsiderationsForm(request.POST or None, version=found.version, investigation=found)

    def act(data: dict[str, Any]) -> None:
        services.record_considerations(
            investigation=found,
            version=data["version"],
            by=request.user,
            considerations={name: data[name] for name in form.considered},
            rationales=form.rationales(),
            read_at=data["read_at"],
        )

    template, done, today = (
        "alerts/investigations/considerations.html",
        "Considerations recorded.",
        timezone.localdate(),
    )
    refusal = steps.why_not_record_considerations(found, request.user)
    told = shown_to(request.user, found.customer, heard.heard_in(found))
    return _file_step(request, template, found, form, act, done, refusal, today=today, heard=told)


@page
@opens("investigation")
def investigation_vulnerability(request: StaffRequest, reference: str) -> HttpResponse:
    """P10a Record on the customer's file the vulnerability of which the Lead wrote here."""
    found = selectors.investigation(request.user, reference)
    said: dict[str, Any] = {"what": found.vulnerability, "told_by": found.vulnerability_told_by}
    spoken = selectors.discussion(found, request.GET.get("discussion", ""))
    if spoken:
        said = {"what": spoken.what, "told_by": ToldBy.CUSTOMER, "told_on": spoken.on}
    form = customers_forms.VulnerabilityForm(request.POST or None, initial=said)
    return _on_the_file(request, found, "vulnerability", form, customers_services.record_vulnerability)


@page
@opens("investigation")
def investigation_adjustment(request: StaffRequest, reference: str) -> HttpResponse:
    """P10b Record on the customer's file the reasonable adjustment of which the Lead wrote here."""
    found = selectors.investigation(request.user, reference)
    spoken = selectors.discussion(found, request.GET.get("discussion", ""))
    said = {"what": spoken.what if spoken else found.adjustments}
    form = customers_forms.AdjustmentForm(request.POST or None, initial=said)
    return _on_the_file(request, found, "adjustment", form, customers_services.record_adjustment)


def _on_the_file(
    request: StaffRequest, found: Investigation, noun: str, form: BaseForm, do: Callable[..., object]
) -> HttpResponse:
    """Serve the page of the customer's file, filled in from the case. What is recorded there is weighed anew in the case."""
    customer = found.customer
    if customer is None:
        raise Http404

    def act(data: dict[str, Any]) -> tuple[str, str]:
        do(customer=customer, by=request.user, **data)
        said = f"{noun.capitalize()} recorded on the customer’s file. Next: read what is known, and save what you considered."
        return said, considerations

    considerations = file_url(found, "investigation_considerations")
    refusal = customers_steps.why_not_keep_file(customer, request.user)
    template = f"customers/{noun}/record.html"
    return take_step(request, template, form, act, refusal=refusal, customer=customer, back=file_url(found))


@page
@opens("investigation")
def investigation_draft_alert(request: StaffRequest, reference: str) -> HttpResponse:
    """P7b Put an alert into the recommendation."""
    found = selectors.investigation(request.user, reference)
    form = forms.DraftAlertForm(
        request.POST or None,
        version=found.version,
        active=alert_selectors.active_beside(found),
        replacing=found.left_to_replace(),
        beside=bool(found.alerts_put_forward()),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        drafted = services.draft_alert(
            investigation=found,
            version=data["version"],
            by=request.user,
            type=data["type"],
            reason=data["reason"],
            proportionality=data.get("proportionality", ""),
            first_period=data["first_period"],
            replaces=form.replaced(),
        )
        if drafted.type.needs_conditions:
            conditions = reverse("alerts:alert_conditions", args=[drafted.reference])
            return "Alert added to the recommendation. Next: say what it restricts.", conditions
        return "Alert added to the recommendation.", file_url(found)

    refusal = steps.why_not_draft_alert(found, request.user)
    template = "alerts/investigations/draft_alert.html"
    return take_step(request, template, form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_take_over(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Go on with the case of a Lead who has left or is away."""
    found = selectors.investigation(request.user, reference)
    form = forms.TakeOverForm(request.POST or None, investigation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.take_over_investigation(
            investigation=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data.get("reason", ""),
        )
        return f"You lead investigation {reference} from now on.", file_url(found)

    refusal = steps.why_not_take_over(found, request.user, timezone.localdate())
    return take_step(request, "alerts/investigations/take_over.html", form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_service_area(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Move the case to the area it belongs to. Its Lead goes on with it."""
    found = selectors.investigation(request.user, reference)
    form = forms.ServiceAreaForm(request.POST or None, investigation=found)

    def act(data: dict[str, Any]) -> None:
        services.change_service_area(
            investigation=found,
            version=data["version"],
            by=request.user,
            area=data["area"],
            reason=data["reason"],
        )

    template, done = "alerts/investigations/service_area.html", "The case was moved. You still lead it."
    return _file_step(request, template, found, form, act, done, steps.why_not_change_service_area(found, request.user))


@page
@opens("investigation")
def investigation_recommend(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Check the recommendation, and put it to the Head of Service."""
    found = selectors.investigation(request.user, reference)
    today, alerts = timezone.localdate(), found.alerts_put_forward()
    unprotected = markers_selectors.unprotected(found, on=today)
    form = forms.RecommendForm(request.POST or None, investigation=found, unprotected=unprotected)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.recommend(investigation=found, by=request.user, on=today, **data)
        return f"Investigation {reference} is with {found.service_area.decider}.", file_url(found)

    refusal = steps.why_not_recommend(found, request.user, today)
    nobody = [why for one in alerts for why in markers_selectors.leave_nobody(one, one.asked_controls, on=today)]
    doubtful = [why for one in alerts for why in markers_selectors.doubtful_type(one)]
    context = {"investigation": found, "reasons_rows": presenters.reasons_rows(found)}
    others = markers_selectors.of_others(found, found.standing_incidents(), on=today)
    context |= {"unprotected": unprotected, "others": others, "nobody": nobody, "doubtful": doubtful}
    return take_step(request, "alerts/investigations/recommend.html", form, act, refusal=refusal, **context)


@page
@opens("investigation")
def investigation_withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Close the file without a recommendation."""
    found = selectors.investigation(request.user, reference)
    form = forms.WithdrawForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_investigation(
            investigation=found, version=data["version"], by=request.user, reason=data["reason"]
        )
        return f"Investigation {reference} withdrawn. Its incidents stay referred.", file_url(found)

    refusal = steps.why_not_withdraw(found, request.user)
    return take_step(request, "alerts/investigations/withdraw.html", form, act, refusal=refusal, investigation=found)
