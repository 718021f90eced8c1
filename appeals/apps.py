from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "appeals"
    verbose_name = "Appeals"

    def ready(self) -> None:
        """What it tells joins the one timeline; pages of what is appealed offer the steps of an appeal."""
        from housing_alerts.kernel import timeline

        from . import offers  # noqa: F401
        from .timeline import events

        timeline.register(events)
