from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "housing_alerts.customers"
    verbose_name = "Customers"

    def ready(self) -> None:
        """What it tells of a customer, or of who lives at a property, joins the one timeline."""
        from housing_alerts.kernel import timeline

        from .timeline import events

        timeline.register(events)
