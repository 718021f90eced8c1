"""Give each request an id in the trail, and show nothing if the trail could not be written."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from .trail import request_id
from .unavailable import unavailable


class Trail:
    """Give the request an id for the trail, which the answer repeats in its header ``X-Request-ID``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        named = request_id.set(uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(named)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer 503 if the trail could not be written or the database was too busy: nothing was changed or is shown."""
        return unavailable(request, fault)
