"""The period for which a landlord keeps something, where it chose another than the product's."""

from django.db import models
from django.db.models import Q

from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Record
from housing_alerts.staff.models import Organisation
from privacy.choices import Keeping


class RetentionRule(Record):
    """P13a The months for which one landlord keeps one thing. Without a row the product's own period counts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="retention_rules")
    keeping = models.CharField("what is kept", max_length=15, choices=Keeping.choices)
    months = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["organisation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "keeping"], name="one_period_of_a_landlord_for_a_thing"),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=procedure.RETENTION_MONTHS_MOST),
                name="kept_for_a_month_to_ten_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_keeping_display()}: {self.months} months"

    @property
    def reference(self) -> str:
        """Return the name in the trail: the landlord whose period it is."""
        return self.organisation.reference
