from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """Register duties, the nightly check of the trail, the periods that letters tell, and the batches that may go."""
        from datetime import time

        from housing_alerts.duties import owing
        from housing_alerts.kernel.audit import protection
        from housing_alerts.outbox.schedule import Daily, register
        from letters import periods

        from .choices import BatchStatus
        from .disposal import duties as disposal_duties
        from .holds import duties as holds_duties
        from .models import DisposalBatch
        from .retention import selectors as retention
        from .sharing import duties as sharing_duties
        from .subject_access import duties
        from .trail import duties as trail_duties

        owing.register(
            duties.SOURCE, holds_duties.SOURCE, disposal_duties.SOURCE, sharing_duties.SOURCE, trail_duties.SOURCE
        )
        periods.told_by(retention.told_in_letters)
        register(Daily("check_trail", time(2, 30)))
        protection.confirmed_in(DisposalBatch._meta.db_table, BatchStatus.CONFIRMED)
