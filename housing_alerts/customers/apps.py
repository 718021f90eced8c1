from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "housing_alerts.customers"
    verbose_name = "Customers"

    def ready(self) -> None:
        """Add this app's events about a customer, or about the people who live at a property, to the one timeline."""
        from housing_alerts.kernel import timeline

        from .timeline import SOURCES

        timeline.register(*SOURCES)
