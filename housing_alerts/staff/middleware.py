"""Pages are kept by no cache: they hold personal data."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


def never_cached(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Mark every answer that the application makes as not to be stored. Static files are served before this."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond
