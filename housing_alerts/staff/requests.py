"""The type of a request that reached one of our views: somebody is signed in."""

from django.http import HttpRequest

from .models import Colleague


class StaffRequest(HttpRequest):
    """A request whose user is a colleague. The sign-in middleware lets no other through."""

    user: Colleague
