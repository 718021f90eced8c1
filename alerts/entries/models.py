"""The models of entries to key into the housing and incident reporting systems, and of yearly confirmations (§11)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from alerts.alert.models import Alert
from alerts.choices import IncidentStatus, System, Task
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reconciliation.models import Difference
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Record, existing
from housing_alerts.staff.models import Colleague

from .words import words_to_copy

TAKEN_OUT = {Task.REPORT: Task.REPORT_OUT, Task.NOTE: Task.NOTE_OUT}
"""The task that undoes each task once the report is void."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, colleague: Colleague) -> "EntryQuerySet":
        """Return the entries whose incident, alert or row of a comparison the colleague may read."""
        incidents, alerts = Incident.objects.visible_to(colleague), Alert.objects.visible_to(colleague)
        unknown = Difference.objects.visible_to(colleague).filter(entries__isnull=False)
        of_cases = Q(incident__in=incidents.values("pk")) | Q(alert__in=alerts.values("pk"))
        return self.filter(of_cases | Q(difference__in=unknown.values("pk")))

    def waiting(self) -> "EntryQuerySet":
        """Return the entries still to be made: the report stands, and no later entry replaces them."""
        void = Q(incident__status=IncidentStatus.VOID) & ~Q(task__in=TAKEN_OUT.values())
        return self.filter(~self._later(), entered_on__isnull=True).exclude(void)

    def overtaken(self) -> "EntryQuerySet":
        """Return the entries that a later one replaces."""
        return self.filter(self._later())

    def with_overtaken(self) -> "EntryQuerySet":
        """Annotate each with ``overtaken``: whether a later entry replaces it."""
        return self.annotate(overtaken=self._later())

    def _later(self) -> Exists:
        """P11a Return the condition that a later entry about the same alert replaces this one.

        If an alert replaced another of its type, both have the same code in Cx, so its entries are later than the other's.
        """
        same = Q(alert=OuterRef("alert")) | Q(alert__replaces=OuterRef("alert"), alert__type=OuterRef("alert__type"))
        return Exists(self.model.objects.filter(same, pk__gt=OuterRef("pk")))


class Entry(Record):
    """P11a One entry to key into another system by hand and, once made, the copied words, by whom and when."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="entries")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="entries")
    difference = models.ForeignKey(
        Difference,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="alert in Cx alone",
    )
    """P11a The row of a comparison, where Cx has an alert that nobody here decided."""
    system = models.CharField(max_length=10, choices=System.choices)
    task = models.CharField(max_length=10, choices=Task.choices)
    words = models.TextField("what was copied", blank=True)
    since = models.DateField("the day of what it tells of")
    reference = models.CharField("reference in that system", max_length=60, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_on = models.DateField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["pk"]
        indexes = [models.Index(fields=["since"], condition=Q(entered_on__isnull=True), name="entry_to_enter")]
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=True, alert__isnull=False, difference__isnull=True)
                | Q(incident__isnull=False, alert__isnull=True, difference__isnull=True)
                | Q(incident__isnull=True, alert__isnull=True, difference__isnull=False),
                name="entry_of_one_case",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True, entered_on__isnull=True, reference="")
                | Q(entered_by__isnull=False, entered_on__isnull=False),
                name="entry_entered_by_and_on_together",
            ),
        ]

    def __str__(self) -> str:
        return self.get_task_display()

    @property
    def case(self) -> Incident | Alert | Difference:
        """The incident or alert that the entry is about; or the alert that Cx alone has."""
        return self.incident or self.difference or self.of_alert

    @property
    def of_alert(self) -> Alert:
        """The alert that the entry is about. :raises LookupError: if it is about an incident."""
        return existing(self.alert, "what is of no incident is of an alert")

    @property
    def customer(self) -> Customer | None:
        """The customer whose file it belongs to, if the person is known."""
        return self.case.customer

    @property
    def asset(self) -> Asset | None:
        """The property that the entry is about, if any."""
        return self.case.asset

    @property
    def to_copy(self) -> str:
        """P11a The words to copy: as they are today until it is entered, and as they were entered from then on."""
        return self.words if self.entered_on else words_to_copy(self)

    def is_overtaken(self) -> bool:
        """Return whether a later entry about the same alert, or one of its type in its place, replaces it."""
        return Entry.objects.overtaken().filter(pk=self.pk).exists()


class Confirmation(Record):
    """P11c One confirmation: its case and its day. The author of the record is the colleague who confirmed."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="confirmations")
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, null=True, related_name="confirmations")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="confirmations")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alert__isnull=False, investigation__isnull=True, incident__isnull=True)
                | Q(alert__isnull=True, investigation__isnull=False, incident__isnull=True)
                | Q(alert__isnull=True, investigation__isnull=True, incident__isnull=False),
                name="confirmation_of_one_case",
            )
        ]

    def __str__(self) -> str:
        return f"Confirmed on {self.on}"
