from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "housing_alerts.staff"
    verbose_name = "Staff"
