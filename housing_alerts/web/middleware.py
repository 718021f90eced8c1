"""Answer "not found" to requests that cannot mean anything here, before any view reads them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

NUL = "\0"


def no_null_characters(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 404 if the address or a cookie holds the character NUL, which PostgreSQL keeps in no text.

    A box of a form may hold one too: the form says so in its own words.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        cookies = (text for pair in request.COOKIES.items() for text in pair)
        if "%00" in request.META.get("QUERY_STRING", "") or any(NUL in text for text in (request.path, *cookies)):
            raise Http404
        return get_response(request)

    return respond
