"""The admin site for audit: read-only, for the Data Protection Officer alone."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse


class AuditSite(AdminSite):
    """Deny by default: only the Data Protection Officer enters, and nobody changes anything."""

    site_header = site_title = "Contact management: audit"
    index_title = "Records and their history"
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_authenticated and user.holds("DATA_PROTECTION_OFFICER")

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """A stranger signs in on the service's own page; for any other colleague there is nothing here."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
