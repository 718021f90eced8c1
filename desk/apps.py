from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Register the duties of restricted files without keepers, emergency accesses, waiting roles and messages."""
        from housing_alerts.duties import owing

        from . import duties

        owing.register(*duties.SOURCES)
