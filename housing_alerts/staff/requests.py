"""The type of a request from a colleague who is signed in."""

from django.http import HttpRequest

from .models import Colleague


class StaffRequest(HttpRequest):
    """A request whose user is a colleague. The sign-in middleware lets no other through."""

    user: Colleague
