from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "housing_alerts.kernel.records"
    verbose_name = "Records"
