from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "housing_alerts.staff"
    verbose_name = "Staff"

    def ready(self) -> None:
        """Register the staff of a line manager as theirs by name, so that they are handed over."""
        from .handing_over import belongings, services

        belongings.register(services.STAFF)
