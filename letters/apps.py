from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = "Letters"

    def ready(self) -> None:
        """Register the letters' duties, and add their events about a customer to the one timeline."""
        from housing_alerts.duties import owing
        from housing_alerts.kernel import timeline

        from . import duties
        from .timeline import SOURCE

        owing.register(duties.SOURCE)
        timeline.register(SOURCE)
