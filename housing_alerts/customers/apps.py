from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CustomersConfig(AppConfig):
    name = "housing_alerts.customers"
    verbose_name = "Customers"

    def ready(self) -> None:
        """Index the words of people and properties after every migrate, and add this app's events to the one timeline."""
        from housing_alerts.kernel import timeline

        from .models.indexing import index_words, lift_index
        from .timeline import SOURCES

        pre_migrate.connect(lift_index, sender=self)
        post_migrate.connect(index_words, sender=self)
        timeline.register(*SOURCES)
