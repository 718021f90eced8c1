from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "housing_alerts.duties"
    verbose_name = "Duties"

    def ready(self) -> None:
        """Settle the duties after each step, and tell colleagues of new ones each morning."""
        from datetime import time

        from housing_alerts.kernel.records import saving as records
        from housing_alerts.outbox.schedule import Daily, register

        from .services import settle

        records.at_the_end_of_each_step(settle)
        register(Daily("tell_what_begins", time(6, 0)), Daily("send_digests", time(7, 0)))
