"""One comparison with Cx, and each row in which the two systems differ."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.alert.models import Alert
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Record, Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .choices import Answer, Fact, Side

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from alerts.entries.models import Entry

Facts = dict[str, str]
"""The facts of an alert by :class:`.choices.Fact`: days as 2026-05-31, a period in months, and the name of a type."""


class Reconciliation(Referenced):
    """P11a One comparison: the day of the export, the fingerprint of the file, and the counts. It keeps nobody's name.

    :ivar notes: the number of a line and a sentence about it, for each line or column that was left out.
    """

    PREFIX = "RC"
    exported_on = models.DateField("the day of the export")
    sha256 = models.CharField("fingerprint of the file", max_length=64)
    lines = models.PositiveIntegerField("lines of the file")
    agreed = models.PositiveIntegerField("alerts that agree")
    over = models.PositiveIntegerField("lines of alerts that ended in Cx")
    doubled = models.PositiveIntegerField("lines that stand there twice")
    uncompared = models.PositiveIntegerField("alerts of restricted files that were not compared")
    ours = models.PositiveIntegerField("alerts that are not in Cx")
    theirs = models.PositiveIntegerField("lines that are not here")
    differ = models.PositiveIntegerField("alerts that differ")
    notes = models.JSONField("what was left out", default=list)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "comparison with Cx"
        verbose_name_plural = "comparisons with Cx"
        constraints = [models.UniqueConstraint(fields=["sha256", "exported_on"], name="one_comparison_of_an_export")]

    @property
    def rows(self) -> int:
        """Return the number of rows in which the two systems differed."""
        return self.ours + self.theirs + self.differ


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def visible_to(self, colleague: Colleague) -> "DifferenceQuerySet":
        """Return the rows of alerts and files that the colleague may read, and those of nobody we know.

        A System administrator, who reads no file, reads the latter alone: these name nobody and no property.
        """
        nobody = Q(alert=None, customer=None)
        if colleague.holds(Role.OPERATIONAL_LEAD, Role.LEADERSHIP):
            alerts, people = Alert.objects.visible_to(colleague), Customer.objects.visible_to(colleague)
            theirs = Q(alert=None, customer__in=people.values("pk"))
            return self.filter(nobody | Q(alert__in=alerts.values("pk")) | theirs)
        return self.filter(nobody, asset=None) if colleague.holds(Role.ADMINISTRATOR) else self.none()


class Difference(Record):
    """P11a One row in which the two systems differ, with the facts of both on that day, and what was answered.

    :ivar alert: our alert; one that ended, where Cx still has it; none, where nothing here is like it.
    :ivar line: the line of the file; None where the file has none.
    :ivar why_unknown: why nobody is known by the line, "" where somebody is. It names nobody.
    :ivar sameness: the fingerprint by which the same row is known again in the next comparison.
    """

    run = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="differences")
    number = models.PositiveIntegerField("place in the list")
    side = models.CharField("what it is", max_length=6, choices=Side.choices)
    line = models.PositiveIntegerField("line of the file", null=True)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="differences")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="differences")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="differences")
    why_unknown = models.CharField("why nobody is known by it", max_length=200, blank=True)
    here = models.JSONField("what stands here", default=dict)
    there = models.JSONField("what stands in Cx", default=dict)
    sameness = models.CharField("fingerprint of the row", max_length=64)
    answer = models.CharField("what was answered", max_length=5, choices=Answer.choices, blank=True)
    reason = models.TextField("why", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)

    objects = DifferenceQuerySet.as_manager()

    if TYPE_CHECKING:
        entries: "RelatedManager[Entry]"

    class Meta:
        ordering = ["run", "number"]
        verbose_name = "difference from Cx"
        verbose_name_plural = "differences from Cx"
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_difference_at_a_place"),
            models.CheckConstraint(
                condition=Q(side=Side.THEIRS) | Q(alert__isnull=False), name="difference_of_an_alert_or_of_cx_alone"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="difference_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[Answer.HERE, Answer.RIGHT]) | ~Q(reason=""),
                name="difference_answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_side_display()

    @property
    def reference(self) -> str:
        """Return the name by which an entry, the worklist and the trail call the row."""
        return f"{self.run.reference}-{self.number}"

    @property
    def subject(self) -> Customer | Asset | None:
        """Return the person or, on a property alone, the property; None where nobody is known."""
        return self.customer or self.asset

    @property
    def not_told(self) -> str:
        """Return the warning that the customer is not to hear of it; "" without an alert of ours."""
        return self.alert.not_told if self.alert else ""

    @property
    def facts(self) -> list[tuple[Fact, str, str]]:
        """List each fact that the file states, as it stands here and in Cx."""
        return [(fact, self.here.get(fact, ""), self.there[fact]) for fact in Fact if fact in self.there]
