from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """It says what a subject access request owes."""
        from housing_alerts.duties import owing

        from .subject_access import duties

        owing.register(duties.SOURCE)
