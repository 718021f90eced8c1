from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "housing_alerts.staff"
    verbose_name = "Staff"

    def ready(self) -> None:
        """The staff of a line manager are theirs by name."""
        from .handing_over import belongings, services

        belongings.register(services.STAFF)
