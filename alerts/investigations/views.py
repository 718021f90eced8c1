"""The Operational Lead's file, and what the Head of Service decides on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alerts.actions import permissions as actions_permissions
from alerts.alert import permissions as alert_permissions
from alerts.alert import selectors as alert_selectors
from alerts.conditions import policies as conditions_policies
from alerts.decisions import permissions as decisions_permissions
from alerts.decisions import policies as decisions_policies
from alerts.incidents import policies as incidents_policies
from alerts.incidents import selectors as incidents_selectors
from alerts.markers import selectors as markers_selectors
from alerts.writing import selectors as writing_selectors
from housing_alerts.kernel.audit.trail import opens, shows
from housing_alerts.kernel.refusals import Refusal, why_not, why_not_from_here
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest
from housing_alerts.web.forms import StepForm
from housing_alerts.web.step_pages import Offer, offer, page, take_step
from letters import permissions as letters_permissions
from letters.choices import Kind

from . import forms, permissions, policies, precedents, presenters, selectors, services
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

    refusal = incidents_policies.why_not_take_up(first) or permissions.why_may_not_take_up(request.user, first)
    return take_step(request, "alerts/investigations/open.html", form, act, refusal=refusal, incident=first)


@require_GET
@opens("investigation")
def investigation(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b The file: what is left to do before the recommendation, and what was recommended."""
    found = selectors.investigation(request.user, reference)
    context = {
        "investigation": found,
        "case_rows": presenters.case_rows(found),
        "answers": selectors.answers(request.user, found),
        "gates": policies.gates(found) if found.is_open() else [],
        "may_work": found.is_open() and not permissions.why_may_not_work_on(request.user, found),
        "may_decide": not decisions_permissions.why_may_not_decide(request.user, found),
        "may_appeal": found.customer and not permissions.why_may_not_investigate(request.user, found.service_area),
        "precedents": precedents.precedents(found) if found.is_undecided() else None,
        "may_follow_up": not actions_permissions.why_may_not_follow_up(request.user, found),
        "letters": writing_selectors.letters_about(found, *found.actions.all()),
        "may_write": not letters_permissions.why_may_not_send(request.user, found.service_area),
        "markers": markers_selectors.markers_of(found),
        "breaches": incidents_selectors.breaches_in(request.user, found),
        "repeated": found.breached_repeatedly(),
        "offers": _offers(request.user, found),
        "today": timezone.localdate(),
    }
    return render(request, "alerts/investigations/investigation.html", context)


def _offers(by: Colleague, found: Investigation) -> list[Offer]:
    work = permissions.why_may_not_work_on(by, found)
    decide = decisions_permissions.why_may_not_decide(by, found)
    offers = [
        offer(found.recommend, "Recommend", file_url(found, "investigation_recommend"), work),
        offer(found.withdraw, "Withdraw the investigation", file_url(found, "investigation_withdraw"), work),
    ]
    if not permissions.why_may_not_take_over(by, found):
        take_over = Offer("Take over the investigation", file_url(found, "investigation_take_over"), None)
        offers = [*offers, take_over] if found.lead.still_leads() else [take_over]
    offers.append(
        offer(found.send_back, "Send back with a question", file_url(found, "investigation_send_back"), decide)
    )
    if not found.put_forward() and not why_not_from_here(found.conclude):
        offers.insert(0, Offer("Decide on the recommendation", file_url(found, "investigation_agree"), decide))
    elif found.open_actions() and not why_not_from_here(found.conclude):
        offers.insert(0, Offer("Decide on the actions", file_url(found, "investigation_agree"), decide))
    if found.imposed_nothing():
        send = letters_permissions.why_may_not_send(by, found.service_area) or found.why_not_write(
            Kind.INVESTIGATION_OUTCOME
        )
        offers.append(Offer("Write the outcome letter", file_url(found, "investigation_letter"), send))
    return [made for made in offers if made]


def _file_step(
    request: StaffRequest,
    template: str,
    found: Investigation,
    form: Any,
    act: Any,
    done: str,
    why: Refusal | None = None,
    **context: Any,
) -> HttpResponse:
    """A page on which the Lead adds something to the file, unless ``why`` says what stands in the way of that."""

    def act_and_return(data: dict[str, Any]) -> tuple[str, str]:
        act(data)
        return done, file_url(found)

    refusal = permissions.why_may_not_work_on(request.user, found) or alert_permissions.why_may_not_draft(found) or why
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
    return _file_step(request, template, found, form, act, done, policies.why_not_take_in(found))


@page
@opens("investigation")
def investigation_discussions(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Record a discussion, or why there was none."""
    found = selectors.investigation(request.user, reference)
    chosen = {"counterpart": request.GET.get("with", "")}
    form = forms.DiscussionForm(request.POST or None, version=found.version, initial=chosen)

    def act(data: dict[str, Any]) -> None:
        services.add_discussion(
            investigation=found,
            version=data["version"],
            by=request.user,
            counterpart=data["counterpart"],
            on=data["on"],
            what=data["what"],
            why_not=data["why_not"],
            today=timezone.localdate(),
        )

    return _file_step(request, "alerts/investigations/discussions.html", found, form, act, "Discussion recorded.")


@page
@opens("investigation")
def investigation_considerations(request: StaffRequest, reference: str) -> HttpResponse:
    """P5 P10a D2 Weigh vulnerability, alternatives and proportionality."""
    found = selectors.investigation(request.user, reference)
    form = forms.ConsiderationsForm(request.POST or None, version=found.version, investigation=found)

    def act(data: dict[str, Any]) -> None:
        version, read_at = data.pop("version"), data.pop("read_at")
        services.record_considerations(
            investigation=found, version=version, by=request.user, considerations=data, read_at=read_at
        )

    template = "alerts/investigations/considerations.html"
    return _file_step(request, template, found, form, act, "Considerations recorded.", today=timezone.localdate())


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
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        drafted = services.draft_alert(
            investigation=found,
            version=data["version"],
            by=request.user,
            type=data["type"],
            reason=data["reason"],
            first_period=data["first_period"],
            replaces=form.replaced(),
        )
        if drafted.type.needs_conditions:
            conditions = reverse("alerts:alert_conditions", args=[drafted.reference])
            return "Alert added to the recommendation. Next: say what it restricts.", conditions
        return "Alert added to the recommendation.", file_url(found)

    refusal = permissions.why_may_not_work_on(request.user, found) or alert_permissions.why_may_not_draft(found)
    template = "alerts/investigations/draft_alert.html"
    return take_step(request, template, form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_take_over(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Go on with the case of a Lead who has left or is away."""
    found = selectors.investigation(request.user, reference)
    form = forms.TakeOverForm(request.POST or None, investigation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.take_over(
            investigation=found,
            version=data["version"],
            by=request.user,
            on=timezone.localdate(),
            reason=data.get("reason", ""),
        )
        return f"You lead investigation {reference} from now on.", file_url(found)

    refusal = permissions.why_may_not_take_over(request.user, found)
    return take_step(request, "alerts/investigations/take_over.html", form, act, refusal=refusal, investigation=found)


@page
@opens("investigation")
def investigation_service_area(request: StaffRequest, reference: str) -> HttpResponse:
    """P7a Move the case to the area it belongs to. Whoever leads it goes on."""
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

    template = "alerts/investigations/service_area.html"
    return _file_step(request, template, found, form, act, "The case was moved. You still lead it.")


@page
@opens("investigation")
def investigation_recommend(request: StaffRequest, reference: str) -> HttpResponse:
    """D3b Check what goes to the Head of Service, and recommend."""
    found = selectors.investigation(request.user, reference)
    form = StepForm(request.POST or None, version=found.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.recommend(investigation=found, version=data["version"], by=request.user, on=timezone.localdate())
        return f"Investigation {reference} is with {found.service_area.decider}.", file_url(found)

    today, put_forward = timezone.localdate(), found.put_forward()
    refusal = why_not(
        found.recommend,
        permissions.why_may_not_work_on(request.user, found),
        conditions_policies.why_lapsed(put_forward, on=today),
        conditions_policies.why_no_way_beside(put_forward, found, on=today),
        decisions_policies.why_not_put_forward(put_forward),
        policies.why_ahead(found, on=today),
    )
    context = {"investigation": found, "reasons_rows": presenters.reasons_rows(found)}
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

    refusal = why_not(found.withdraw, permissions.why_may_not_work_on(request.user, found))
    return take_step(request, "alerts/investigations/withdraw.html", form, act, refusal=refusal, investigation=found)
