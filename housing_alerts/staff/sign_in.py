"""Signing in: nobody signs up, and an administrator makes the accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Colleague


class NobodySignsUp(DefaultAccountAdapter):
    """Accounts are made by an administrator only. Pages say where one is; no message has to."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The user name or the password is wrong. Check both and try again.",
        "incorrect_password": "The password is wrong. Check it and try again.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Nothing: that somebody is signed in, or out, is on the page."""

    def respond_user_inactive(self, request: HttpRequest, user: Colleague) -> HttpResponse:
        return render(request, "account/account_inactive.html", status=403)


class SignInForm(LoginForm):
    """User name and password, in our words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", "User name", "Enter your user name")
        _say(self, "password", "Password", "Enter your password")


class SignInAgainForm(ReauthenticateForm):
    """The password once more, in our words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", "Password", "Enter your password")


def _say(form: forms.Form, name: str, label: str, asks: str) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, ""
    field.error_messages["required"] = asks
    field.widget.attrs.pop("placeholder", None)
