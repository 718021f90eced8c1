"""The admin site for audit: read-only, for the Data Protection Officer alone."""

import functools
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from . import trail
from .models import AUDIT_SITE

OWN = {"logout", "password_change", "password_change_done", "jsi18n"}
"""The pages that show nothing about anybody else."""


class AuditSite(AdminSite):
    """The audit site, which only the Data Protection Officer enters and where nobody changes anything.

    Reading it is logged, too.
    """

    site_header = site_title = "Contact management: audit"
    index_title = "Records and their history"
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_authenticated and user.holds("DATA_PROTECTION_OFFICER")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Send a stranger to sign in, answer "not found" to other colleagues, and log the Data Protection Officer's readings."""
        entered = super().admin_view(view, cacheable)

        def found(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            response = trail.made(entered(request, *args, **kwargs))
            page = str(request.resolver_match.url_name) if request.resolver_match else ""
            if request.user.is_authenticated and page not in OWN and not 300 <= response.status_code < 400:
                trail.log_reading(request, f"{AUDIT_SITE}{page}", getattr(request, "shown", [""]))
            return response

        return functools.update_wrapper(found, entered)

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """Answer "not found". The middleware sends a stranger to the service's own sign-in page."""
        raise Http404
