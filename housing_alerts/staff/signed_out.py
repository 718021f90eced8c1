"""Hold what somebody typed who is signed out by now, or who signed in again meanwhile."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template import loader
from django.urls import reverse
from django.views.csrf import csrf_failure

from housing_alerts.kernel.typed import NOT_HELD, typed, typed_words

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of a field)


View = Callable[..., HttpResponseBase]


def kept_on_device(view: View) -> View:
    """Mark a view whose page lets the browser keep the words, and send them after its colleague signed in again."""
    view.kept_on_device = True  # type: ignore[attr-defined]
    return view


class SignInFirst(LoginRequiredMiddleware):
    """Send who is signed out to the page of signing in. What they typed is held for them."""

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: tuple[object, ...], view_kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """Answer 403 with the typed words. Redirect to the page of signing in where there are none to hold."""
        redirect = super().process_view(request, view_func, view_args, view_kwargs)
        held = redirect and not getattr(view_func, "kept_on_device", False) and _held(request)
        return held or redirect


def page_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer 403 to a page from before its colleague signed in or out, with the typed words.

    Words that another site sent are not held: nobody here typed them.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return (_held(request) if ours else None) or csrf_failure(request, reason, template_name="403_csrf.html")


def _held(request: HttpRequest) -> HttpResponse | None:
    """Return the page that holds the typed words. None where nothing was typed, or a secret."""
    if any(NOT_HELD in name for name in request.POST):
        return None
    held = [(name, value) for name, value in typed_words(request) if name != TOKEN]
    if not held:
        return None
    colleague = request.user if request.user.is_authenticated else None
    token = (TOKEN, get_token(request))
    found = typed(request) | {"held": [token, *held], "colleague": colleague, "sign_in": reverse("account_login")}
    return HttpResponse(loader.get_template("signed_out.html").render(found), status=403)
