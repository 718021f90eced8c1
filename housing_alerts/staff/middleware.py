"""Headers that keep every answer out of caches and other sites. A check that a password set by others is changed first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

OWN_PASSWORD = "staff:own_password"  # noqa: S105  (the name of a page)


def never_cached(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Mark every answer that the application makes as not to be stored. Static files are served before this."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)
"""The features of a browser that no page of ours uses, and that no frame in a page may use."""


def closed_to_others(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Forbid other sites to embed an answer, and every page to use the features of :data:`PERMISSIONS`."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


class OwnPasswordFirst:
    """Send a colleague whose password somebody else chose to the page on which they change it.

    No other page opens until then.
    """

    OPEN = frozenset({OWN_PASSWORD, "account_logout", "health_live", "health_ready"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Redirect to the page of one's own password, or return None if the page may open."""
        held = request.user.is_authenticated and request.user.must_change_password
        page = request.resolver_match.view_name if request.resolver_match else ""
        return redirect(OWN_PASSWORD) if held and page not in self.OPEN else None
