"""Facts known about a customer, adjustments agreed with them, and the people who act for them."""

from datetime import date

from django.db import models
from django.db.models import Q

from housing_alerts.customers.choices import ToldBy
from housing_alerts.kernel.records.models import Record

from .people import Customer


class Vulnerability(Record):
    """P10a A fact about the customer that a decision must consider."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="vulnerabilities")
    what = models.TextField()
    told_by = models.CharField(max_length=10, choices=ToldBy.choices)
    told_on = models.DateField()

    class Meta:
        verbose_name_plural = "vulnerabilities"

    def __str__(self) -> str:
        return self.what


class Adjustment(Record):
    """P10b A reasonable adjustment agreed with the customer.

    ``what`` may say why it was agreed, so contractors never read it; ``at_the_door`` is for everybody who may knock.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="adjustments")
    what = models.TextField()
    at_the_door = models.TextField("what to do at the door", blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.what

    def runs(self, *, on: date) -> bool:
        """Return whether it is agreed for that day. The last day still counts."""
        return self.starts <= on and (self.ends is None or self.ends >= on)


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def acting(self, *, on: date) -> "RepresentativeQuerySet":
        """P10b Return the representatives whose authority holds on that day. The last day still counts."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=on))


class Representative(Record):
    """P10b A person who acts for the customer, and whether they get a copy of letters."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="representatives")
    name = models.CharField(max_length=150)
    agency = models.CharField(max_length=150, blank=True)
    authority = models.CharField(max_length=300, help_text="What says that they may act for the customer.")
    address = models.TextField(blank=True)
    copy_letters = models.BooleanField("gets a copy of each letter", default=False)
    ends = models.DateField("last day of their authority", null=True, blank=True)
    safe_at = models.DateTimeField("when their own address was said to be safe here", null=True, editable=False)

    objects = RepresentativeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def acts(self, *, on: date) -> bool:
        """Return whether the authority holds on that day, by the same rule as :meth:`RepresentativeQuerySet.acting`."""
        return self.ends is None or self.ends >= on

    @property
    def full_name(self) -> str:
        """The name with the agency, as colleagues read it."""
        return ", ".join(filter(None, [self.name, self.agency]))
