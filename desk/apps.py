from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """It says what a restricted file owes that nobody keeps, and a role that waits."""
        from housing_alerts.duties import owing

        from . import duties

        owing.register(*duties.SOURCES)
