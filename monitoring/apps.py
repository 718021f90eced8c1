from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        """Add what customers said to us to the one timeline."""
        from housing_alerts.kernel import timeline

        from .contacts.timeline import SOURCE

        timeline.register(SOURCE)
