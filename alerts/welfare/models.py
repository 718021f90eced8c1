"""The model of a welfare check: a colleague was in danger or hurt, and their line manager asks how they are."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Record
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import permissions
from .choices import AskedHow


class WelfareCheckQuerySet(models.QuerySet["WelfareCheck"]):
    """Queries for welfare checks."""

    def visible_to(self, colleague: Colleague) -> "WelfareCheckQuerySet":
        """Return the checks about the colleague or their staff, or asked by them; for a Lead, those of their areas.

        Whoever triages the report, or their deputy, reads those of the reporter and their team too, and knows which wait. Of
        their own staff nobody reads one whose incident they may not open.
        """
        opened = Incident.objects.visible_to(colleague).values("pk")
        return self.filter(self._told_to(colleague, Q(incident__in=opened)))

    def on_page_of(self, incident: Incident, colleague: Colleague) -> "WelfareCheckQuerySet":
        """Return the checks of an incident that the colleague has opened, as far as they may read them."""
        return self.filter(self._told_to(colleague, Q(incident=incident)), incident=incident)

    def _told_to(self, colleague: Colleague, opened: Q) -> Q:
        """Return the filter of :meth:`visible_to`.

        :param opened: the filter for the checks of incidents that the colleague may open.
        """
        theirs = Q(colleague__line_manager=colleague) & opened
        theirs |= Q(colleague=colleague) | Q(asked_by=colleague)
        team = Q(colleague=F("incident__reported_by"))
        team |= Q(colleague__line_manager=F("incident__reported_by__line_manager"))
        told = Q(incident__line_manager=colleague) | Q(incident__line_manager__in=colleague.stands_in_for)
        theirs |= told & (team | Q(asked_on__isnull=True))
        if colleague.holds(Role.OPERATIONAL_LEAD):
            area = Q(incident__service_area__in=colleague.area_ids) | Q(incident__service_area__isnull=True)
            theirs |= area & opened
        return theirs

    def waiting(self) -> "WelfareCheckQuerySet":
        """Return the checks that nobody has recorded yet, the longest due first. Those of void reports are left out."""
        waiting = self.filter(asked_on__isnull=True).exclude(incident__status=IncidentStatus.VOID)
        return waiting.order_by("due_on", "pk")


class WelfareCheck(Record):
    """P2 A question to a colleague how they are, its due day, and the answer.

    The colleague, their manager and the Lead read it.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="welfare_checks")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    asked_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField("how they were asked", max_length=10, choices=AskedHow.choices, blank=True)
    said = models.TextField("how they are", blank=True)
    support = models.TextField("what support was offered", blank=True)
    injured = models.BooleanField("was injured", null=True, blank=True)
    reportable = models.BooleanField("is reportable under RIDDOR", null=True, blank=True)
    riddor_reference = models.CharField("reference of the report under RIDDOR", max_length=100, blank=True)

    objects = WelfareCheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(asked_on__isnull=True), name="welfare_check_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["incident", "colleague"], name="one_welfare_check_of_each_colleague"),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True, asked_by__isnull=True, injured__isnull=True, support="")
                | Q(asked_on__isnull=False, asked_by__isnull=False, injured__isnull=False) & ~Q(support=""),
                name="welfare_check_asked_by_and_on",
            ),
            models.CheckConstraint(
                condition=Q(injured=True, reportable__isnull=False) | ~Q(injured=True) & Q(reportable__isnull=True),
                name="welfare_check_asks_riddor_of_an_injury",
            ),
        ]

    def __str__(self) -> str:
        return f"How is {self.colleague}?"

    @property
    def reference(self) -> str:
        """The name by which the audit trail calls it: the reference of its incident."""
        return self.incident.reference

    @property
    def customer(self) -> Customer | None:
        """The customer of the incident, if known."""
        return self.incident.customer

    @property
    def asset(self) -> Asset | None:
        """The property where the incident happened, if it is one of ours."""
        return self.incident.asset

    @property
    def asks(self) -> str:
        """The name of the colleague who asks or, if none is here, of a Lead of the area."""
        area = self.incident.service_area
        return str(self.asker or (f"An Operational Lead for {area}" if area else "An Operational Lead"))

    @property
    def asker(self) -> Colleague | None:
        """P2 The line manager who asks or, if they may not open the incident, whoever triages it; None for the Leads."""
        manager, told = self.colleague.line_manager, self.incident.manager_here
        if manager and manager.is_active and permissions.opens_incident(manager, self.incident):
            return manager
        return told if told != self.colleague else None

    @property
    def is_of_the_team(self) -> bool:
        """Return whether it is about the reporter of its incident, or about somebody of the same line manager's staff."""
        reporter, manager = self.incident.reported_by, self.colleague.line_manager_id
        return self.colleague == reporter or (manager is not None and manager == reporter.line_manager_id)

    def overdue(self, *, on: date) -> bool:
        """Return whether it should have been asked before that day."""
        return self.asked_on is None and self.due_on < on
