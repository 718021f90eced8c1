from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """It says what a subject access request and a legal hold owe."""
        from housing_alerts.duties import owing

        from .holds import duties as holds_duties
        from .subject_access import duties

        owing.register(duties.SOURCE, holds_duties.SOURCE)
