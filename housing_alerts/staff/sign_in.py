"""Sign-in: nobody signs up, because an administrator makes the accounts."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import selectors, services, tries
from .models import Colleague

TOO_MANY = "too_many_login_attempts"


class WithRoles(AuthenticationBackend):
    """Sign in as allauth does. Each request reads the colleague with their roles and service areas in one query."""

    def get_user(self, user_id: int) -> Colleague | None:
        """Return the signed-in colleague, or None if the account is closed."""
        found = selectors.signed_in(user_id)
        return found if found and self.user_can_authenticate(found) else None


class NobodySignsUp(DefaultAccountAdapter):
    """Close the sign-up, and show no messages. Only an administrator makes accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The user name or the password is wrong. Check both and try again.",
        "incorrect_password": "The password is wrong. Check it and try again.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Do nothing: the page itself shows whether somebody is signed in."""

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Count the attempt before the password is checked.

        :raises ValidationError: if there were too many attempts; the password is then not checked.
        """
        if not tries.begin(credentials["username"], self.address(request)):
            raise self.validation_error(TOO_MANY)

    def authenticate(self, request: HttpRequest, **credentials: str) -> Colleague | None:
        """Return the colleague with that password, even if the account is closed."""
        found: Colleague | None = super().authenticate(request, **credentials)
        if found:
            tries.succeed(credentials["username"], self.address(request))
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        tries.fail(credentials["username"], self.address(request))

    def login(self, request: HttpRequest, user: Colleague) -> None:
        """Sign the colleague in, once the trail has recorded it."""
        services.record_sign_in(colleague=user, address=self.address(request))
        super().login(request, user)

    def address(self, request: HttpRequest) -> str:
        """Return the address that the request came from, as our proxies know it. An IPv6 network counts as one address."""
        try:
            found = ip_address(self.get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):  # fewer proxies than PROXIES says, or no address at all
            return "an unknown address"
        if isinstance(found, IPv6Address):
            found = found.ipv4_mapped or IPv6Network((found, 64), strict=False).network_address
        return str(found)

    def respond_user_inactive(self, request: HttpRequest, user: Colleague) -> HttpResponse:
        return render(request, "account/account_inactive.html", status=403)


class SignInForm(LoginForm):
    """The form for user name and password, in our words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", "User name", "Enter your user name")
        _say(self, "password", "Password", "Enter your password")


class SignInAgainForm(ReauthenticateForm):
    """The form that asks for the password once more, in our words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", "Password", "Enter your password")


def _say(form: forms.Form, name: str, label: str, asks: str) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, ""
    field.error_messages["required"] = asks
    field.widget.attrs.pop("placeholder", None)
