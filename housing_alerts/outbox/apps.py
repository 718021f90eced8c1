from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "housing_alerts.outbox"
    verbose_name = "Outbox"

    def ready(self) -> None:
        """Register the nightly deletion of old messages, and the checkpoints of each night."""
        from datetime import time

        from .schedule import Daily, register

        register(Daily("clear_messages", time(3, 0)), Daily("keep_checkpoints", time(2, 15)))
