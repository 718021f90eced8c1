"""Serve a guide as a page, and the link from every other page to its task."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from housing_alerts.staff.models import Colleague
from housing_alerts.staff.requests import StaffRequest

from .documents import EVERYBODY, OF_A_ROLE, Guide, body, guides
from .pages import TASKS


class HowTo(NamedTuple):
    """A link to where a page's task is explained."""

    url: str
    words: str


@require_safe
def guide(request: StaffRequest, name: str) -> HttpResponse:
    """Show one guide, and lead to the others."""
    if not (found := guides().get(name)):
        raise Http404
    return render(request, "guides/guide.html", {"guide": found, "body": body(name), "guides": guides().values()})


def how_to(request: HttpRequest) -> dict[str, Any]:
    """Give each page the link to its task in the guides. A page without a task links to the guide of the role."""
    colleague = getattr(request, "user", None)
    if not isinstance(colleague, Colleague) or not request.resolver_match:
        return {}
    own = own_guides(colleague.roles)
    found = _task(own, TASKS.get(request.resolver_match.view_name, ()))
    return {"how_to": found or HowTo(own[0].url, f"Guide: {own[0].title}")}


def own_guides(roles: Collection[str]) -> list[Guide]:
    """Return the guides of these roles, in their order, then the one for everybody."""
    names = [name for role, name in OF_A_ROLE.items() if role in roles]
    return [guides()[name] for name in dict.fromkeys([*names, EVERYBODY])]


def _task(own: list[Guide], anchors: tuple[str, ...]) -> HowTo | None:
    """Return the first of these tasks that the colleague's own guides have or, where they have none, any guide."""
    for asked in (own, list(guides().values())):
        for anchor in anchors:
            for found in asked:
                if anchor in found.tasks:
                    return HowTo(f"{found.url}#{anchor}", f"How to do this: {found.tasks[anchor]}")
    return None
