from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "housing_alerts.audit"
    verbose_name = "Audit"
