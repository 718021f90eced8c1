"""A customer whose level of contact is high, and since when."""

from django.db import models
from django.db.models import Q

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.models import Record


class HighContactQuerySet(models.QuerySet["HighContact"]):
    def standing(self) -> "HighContactQuerySet":
        """P12 Return the levels that are high at the last count."""
        return self.filter(ended_on__isnull=True)


class HighContact(Record):
    """P12 A time in which a customer's level of contact was high, with the numbers of its last count.

    :ivar contacts: how many contacts there were in the weeks before ``counted_on``.
    :ivar more_than: the number that is not high yet.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="high_contacts")
    since = models.DateField("since when it is high")
    counted_on = models.DateField("the day of the last count")
    contacts = models.PositiveIntegerField("contacts at the last count")
    weeks = models.PositiveSmallIntegerField("weeks that were counted")
    more_than = models.PositiveIntegerField("high is more than")
    ended_on = models.DateField("when it was no longer high", null=True, blank=True)

    objects = HighContactQuerySet.as_manager()

    class Meta:
        ordering = ["-contacts", "pk"]
        verbose_name = "high level of contact"
        verbose_name_plural = "high levels of contact"
        indexes = [
            models.Index(fields=["-contacts", "id"], condition=Q(ended_on__isnull=True), name="contact_that_is_high")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(contacts__gt=models.F("more_than")), name="contact_is_high_by_its_numbers"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contacts} contacts in {self.weeks} weeks"
