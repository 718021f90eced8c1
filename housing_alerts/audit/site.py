"""The admin site for audit: read-only, for the Data Protection Officer alone."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class AuditSite(AdminSite):
    """Deny by default: only the Data Protection Officer enters, and nobody changes anything."""

    site_header = site_title = "Contact management: audit"
    index_title = "Records and their history"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_authenticated and user.holds("DATA_PROTECTION_OFFICER")  # type: ignore[union-attr]


class AuditAdminConfig(AdminConfig):
    default_site = "housing_alerts.audit.site.AuditSite"
