from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AuditConfig(AppConfig):
    name = "housing_alerts.audit"
    verbose_name = "Audit"


class AuditAdminConfig(AdminConfig):
    """Django's admin, with the audit site in place of its own."""

    default_site = "housing_alerts.audit.site.AuditSite"
