"""That a live case is recorded in the housing system, as an Operational Lead confirms once a year (§11)."""

from django.db import models
from django.db.models import Q

from alerts.alert.models import Alert
from alerts.investigations.models import Investigation
from housing_alerts.kernel.records.models import Record


class Confirmation(Record):
    """P11c One confirmation: of which case, on which day. Who confirmed it is who made the record."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="confirmations")
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, null=True, related_name="confirmations")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alert__isnull=True, investigation__isnull=False)
                | Q(alert__isnull=False, investigation__isnull=True),
                name="confirmation_of_an_alert_or_an_investigation",
            )
        ]

    def __str__(self) -> str:
        return f"Confirmed on {self.on}"
