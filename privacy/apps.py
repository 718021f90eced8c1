from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """Register the duties of subject access requests and legal holds."""
        from housing_alerts.duties import owing

        from .holds import duties as holds_duties
        from .subject_access import duties

        owing.register(duties.SOURCE, holds_duties.SOURCE)
