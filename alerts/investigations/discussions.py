"""A discussion of an investigation, held or not."""

from django.db import models
from django.db.models import Q

from alerts.choices import Counterpart
from housing_alerts.kernel.records.models import Record


class Discussion(Record):
    """D3b One discussion: with whom, on, what was said; or why there was none."""

    CUSTOMERS_SIDE = (Counterpart.CUSTOMER, Counterpart.REPRESENTATIVE)
    """With whom the customer's side is heard."""

    investigation = models.ForeignKey("alerts.Investigation", on_delete=models.PROTECT, related_name="discussions")
    counterpart = models.CharField("with", max_length=15, choices=Counterpart.choices)
    on = models.DateField(null=True, blank=True)
    what = models.TextField("what was said", blank=True)
    why_not = models.TextField("why there was none", blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=False, why_not="") & ~Q(what="") | Q(on__isnull=True, what="") & ~Q(why_not=""),
                name="discussion_held_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"Discussion with {self.get_counterpart_display().lower()}"
