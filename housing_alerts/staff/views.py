"""Serve the pages for signing in, and for the accounts of colleagues and the two landlords."""

import functools
from collections.abc import Callable
from typing import Any

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from housing_alerts.web.step_pages import page, take_step

from . import forms, permissions, presenters, selectors, services, steps
from .choices import CONFIRM, TOLD
from .handing_over import belongings
from .organisations import forms as organisation_forms
from .requests import StaffRequest
from .sign_in import TOO_MANY, SignInAgainForm, SignInForm

View = Callable[..., HttpResponse]


class SignIn(LoginView):
    """The sign-in page. In the demo it lists the colleagues as whom one can sign in."""

    form_class = SignInForm

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the page again, with status 429 if there were too many attempts."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, TOO_MANY):
            response.status_code = 429
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_colleagues": selectors.demo_colleagues()}


class SignInAgain(ReauthenticateView):
    """The page that asks for the password once more before something sensitive."""

    form_class = SignInAgainForm


class SignOut(LogoutView):
    """The sign-out, which also removes the service's pages from the browser."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Sign out. The script sends ``emptied`` if no unsent words are left on the device."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"' if "emptied" in request.POST else '"cache"'
        return response


@page
@sensitive_post_parameters()
def own_password(request: StaffRequest) -> HttpResponse:
    """Change one's own password."""
    form = forms.OwnPasswordForm(request.POST or None, colleague=request.user)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_own_password(by=request.user, password=data["password"])
        update_session_auth_hash(request, changed)
        return "Your password is changed. Wherever else you were signed in, you are signed out.", reverse(
            "desk:worklist"
        )

    return take_step(request, "staff/own_password.html", form, act)


def for_administrators(view: View) -> View:
    """Answer "not found" to everybody who is not an administrator."""

    @functools.wraps(view)
    def found(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        if permissions.why_may_not_administer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return found


@require_safe
@for_administrators
def organisations(request: StaffRequest) -> HttpResponse:
    """Show the landlords with the details for their letters and their settings."""
    shown = [(each, presenters.organisation_rows(each)) for each in selectors.organisations()]
    return render(request, "staff/organisation/list.html", {"organisations": shown})


@page
@for_administrators
def organisation(request: StaffRequest, code: str) -> HttpResponse:
    """Change a landlord's details for letters and its settings."""
    found = selectors.organisation(code)
    form = organisation_forms.OrganisationForm(request.POST or None, organisation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        seen = data.pop("seen")
        changed = services.change_organisation(
            organisation=found, seen=seen, by=request.user, values=data, now=timezone.now()
        )
        then = presenters.letterhead_waits(changed) or "New letters show it."
        return f"{found} changed. {then}", reverse("staff:organisations")

    return take_step(request, "staff/organisation/change.html", form, act, organisation=found)


@require_safe
@for_administrators
def colleagues(request: StaffRequest) -> HttpResponse:
    """List everybody who may sign in, or everybody whose account is closed."""
    closed = "closed" in request.GET
    context = {
        "colleagues": selectors.colleagues(active=not closed),
        "closed": closed,
        "account_links": presenters.account_links(
            closed=closed, active_count=selectors.count(active=True), closed_count=selectors.count(active=False)
        ),
    }
    return render(request, "staff/colleague/list.html", context)


@page
@for_administrators
@sensitive_post_parameters("password")
def colleague_add(request: StaffRequest) -> HttpResponse:
    """Add a colleague."""
    form = forms.AddColleagueForm(request.POST or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        wanted = form.wanted()
        added = services.add_colleague(
            by=request.user,
            username=data["username"],
            password=data["password"],
            values=form.values(),
            roles=wanted.roles,
            areas=wanted.areas,
            why=data["why"],
        )
        message = f"{added} can now sign in as {added.username}.{presenters.roles_waiting(added)}"
        return message, reverse("staff:colleagues")

    return take_step(request, "staff/colleague/add.html", form, act)


@page
@for_administrators
def colleague(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a colleague's details and roles, or close the account."""
    found = selectors.colleague(pk)
    form = forms.ChangeColleagueForm(request.POST or None, colleague=found)
    files = presenters.files_kept_alone(found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.change_colleague(
            colleague=found,
            seen=data["seen"],
            by=request.user,
            values=form.values(),
            wanted=form.wanted(),
            why=data["why"],
            successors=form.successors(),
            now=timezone.now(),
        )
        done = f"{changed} changed." if changed.is_active else f"{changed}’s account closed."
        return f"{done}{presenters.roles_waiting(changed)}", reverse("staff:colleagues")

    named = belongings.names(found, request.user)
    return take_step(request, "staff/colleague/change.html", form, act, colleague=found, files=files, names=named)


@page
@for_administrators
@sensitive_post_parameters("password")
def colleague_password(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a colleague a new password."""
    found = selectors.colleague(pk)
    form = forms.SetPasswordForm(request.POST or None, colleague=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        changed = services.set_password(colleague=found, by=request.user, password=data["password"], now=timezone.now())
        if changed == request.user:
            update_session_auth_hash(request, changed)
        message = f"Password of {changed} set. Tell it to them in person or by telephone, not by e-mail."
        return message, reverse("staff:colleague", args=[pk])

    return take_step(request, "staff/colleague/password.html", form, act, colleague=found)


@require_safe
def grants(request: StaffRequest) -> HttpResponse:
    """P6 List the roles that wait for confirmation, and the last ones that were answered."""
    if not request.user.holds(*TOLD):
        raise Http404
    context = {
        "waiting": [(grant, steps.why_not_confirm(grant, request.user)) for grant in selectors.grants_waiting()],
        "letterheads": [
            (each, steps.why_not_confirm_letterhead(each, request.user)) for each in selectors.letterheads_waiting()
        ],
        "answered": selectors.grants_answered(),
        "passwords": selectors.passwords_set(),
        "most": selectors.MOST,
        "may_answer": request.user.holds(*CONFIRM),
    }
    return render(request, "staff/grant/list.html", context)


def for_who_confirms(view: View) -> View:
    """Answer "not found" to everybody who confirms no roles."""

    @functools.wraps(view)
    def found(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.holds(*CONFIRM):
            raise Http404
        return view(request, *args, **kwargs)

    return found


@page
@for_who_confirms
def organisation_confirm(request: StaffRequest, code: str) -> HttpResponse:
    """P6 D4 Confirm or refuse the address for letters, or no more interim markers, that another colleague asked for."""
    found = selectors.organisation(code)
    form = organisation_forms.ConfirmLetterheadForm(request.POST or None, organisation=found)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.confirm_letterhead(organisation=found, by=request.user, **data)
        answers = {name: data[name] for name in ("address", "markers") if name in data}
        return presenters.answered(found, **answers), reverse("staff:grants")

    refusal = steps.why_not_confirm_letterhead(found, request.user)
    context = {"organisation": found, "letterhead_rows": presenters.letterhead_rows(found)}
    return take_step(request, "staff/organisation/confirm.html", form, act, refusal=refusal, **context)


@page
@for_who_confirms
def grant_confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """P6 Confirm a role that another colleague asked for, so that it counts."""
    grant = selectors.grant(pk)
    form = forms.ConfirmForm(request.POST or None, version=grant.version)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.confirm_grant(grant=grant, by=request.user, now=timezone.now(), **data)
        return f"{grant.colleague} is {grant.words} from now on.", reverse("staff:grants")

    refusal = steps.why_not_confirm(grant, request.user)
    context = {"grant": grant, "grant_rows": presenters.grant_rows(grant)}
    return take_step(request, "staff/grant/confirm.html", form, act, refusal=refusal, **context)


@page
@for_who_confirms
def grant_refuse(request: StaffRequest, pk: int) -> HttpResponse:
    """P6 Refuse a role that was asked for."""
    grant = selectors.grant(pk)
    form = forms.RefuseForm(request.POST or None, grant=grant)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        services.refuse_grant(grant=grant, by=request.user, now=timezone.now(), **data)
        return f"Refused: {grant.colleague} is not {grant.words}.", reverse("staff:grants")

    refusal = steps.why_not_refuse(grant, request.user)
    context = {"grant": grant, "grant_rows": presenters.grant_rows(grant)}
    return take_step(request, "staff/grant/refuse.html", form, act, refusal=refusal, **context)
