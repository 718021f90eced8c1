from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """Register the duties of all requests, holds and disposals, and the batches for which the database lets rows go."""
        from housing_alerts.duties import owing
        from housing_alerts.kernel.audit import protection

        from .choices import BatchStatus
        from .disposal import duties as disposal_duties
        from .holds import duties as holds_duties
        from .models import DisposalBatch
        from .sharing import duties as sharing_duties
        from .subject_access import duties

        owing.register(duties.SOURCE, holds_duties.SOURCE, disposal_duties.SOURCE, sharing_duties.SOURCE)
        protection.confirmed_in(DisposalBatch._meta.db_table, BatchStatus.CONFIRMED)
