"""Headers of every answer: pages are kept by no cache, and read by no other site. And a password that must be changed first."""

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
"""No page of ours uses these features of a browser, and no frame in one may."""


def closed_to_others(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let no other site embed an answer, and no page use the camera, the microphone or the place of a device."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


class OwnPasswordFirst:
    """Opens nothing else to a colleague who still has the password that somebody else chose."""

    OPEN = frozenset({OWN_PASSWORD, "account_logout", "health_live", "health_ready"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Lead to the page of one's own password."""
        held = request.user.is_authenticated and request.user.must_change_password
        page = request.resolver_match.view_name if request.resolver_match else ""
        return redirect(OWN_PASSWORD) if held and page not in self.OPEN else None
