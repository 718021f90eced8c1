from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "housing_alerts.staff"
    verbose_name = "Staff"

    def ready(self) -> None:
        """Register a line manager's staff and a deputy's absences as theirs by name, so that they are handed over."""
        from .absences import services as absences
        from .handing_over import belongings, services

        belongings.register(services.STAFF, absences.DEPUTY)
