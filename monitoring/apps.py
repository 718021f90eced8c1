from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        """Add what customers said to us to the one timeline, and count each night whose level of contact is high."""
        from datetime import time

        from housing_alerts.duties import owing
        from housing_alerts.kernel import timeline
        from housing_alerts.outbox.schedule import Daily, register

        from .contacts.timeline import SOURCE
        from .levels import duties

        timeline.register(SOURCE)
        owing.register(duties.SOURCE)
        register(Daily("count_contacts", time(3, 30)))
