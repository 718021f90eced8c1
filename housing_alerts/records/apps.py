from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "housing_alerts.records"
    verbose_name = "Records"
