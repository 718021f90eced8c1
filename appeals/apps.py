from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "appeals"
    verbose_name = "Appeals"

    def ready(self) -> None:
        """Pages of what is appealed offer the steps of an appeal."""
        from . import offers  # noqa: F401
