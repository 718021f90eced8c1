"""An investigation: the Lead's file on one customer's incidents, with discussions, actions and the recommendation."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from alerts.workflow import AlertStatus, IncidentStatus, InvestigationStatus, InvestigationWorkflow
from housing_alerts.customers.models import Asset, Customer, ToldBy
from housing_alerts.records.models import Record, Referenced
from housing_alerts.staff.models import Role, ServiceArea

from .incident import About, Incident

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from housing_alerts.staff.models import Colleague

    from .alert import Alert


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    def visible_to(self, colleague: "Colleague") -> "InvestigationQuerySet":
        """A Lead's areas, all for the Leadership Team; a restricted customer's only where that file is open to them.

        The area is the case's own: a customer who comes to another area takes no case away from its Lead.
        """
        if colleague.holds(Role.LEADERSHIP):
            scope = Q()
        elif colleague.holds(Role.OPERATIONAL_LEAD):
            scope = Q(service_area__in=colleague.area_ids)
        else:
            return self.none()
        return self.filter(scope, Q(customer__isnull=True) | Q(customer__in=Customer.objects.open_to(colleague)))


class Investigation(InvestigationWorkflow, Referenced):
    """D3b The formal stage. ``customer`` is empty where nobody is known; then ``asset`` says where."""

    PREFIX = "IV"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="investigations")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="investigations")
    incidents = models.ManyToManyField(Incident, related_name="investigations")
    from_review = models.ForeignKey(
        "alerts.Review", on_delete=models.PROTECT, null=True, blank=True, related_name="investigations"
    )
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigations")
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    vulnerability = models.TextField("how vulnerability was considered", blank=True)
    vulnerability_told_by = models.CharField(max_length=10, choices=ToldBy.choices, blank=True)
    adjustments = models.TextField("reasonable adjustments", blank=True)
    alternatives = models.TextField("what else was tried or considered", blank=True)
    open_matters = models.TextField("open repairs, complaints and other matters", blank=True)
    proportionality = models.TextField("why less would not do", blank=True)
    last_resort = models.TextField("why it is the last resort", blank=True)
    consulted_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consulted_on = models.DateField(null=True, blank=True)
    recommendation = models.TextField("reasons for the recommendation", blank=True)
    no_further_action = models.BooleanField(default=False)

    objects = InvestigationQuerySet.as_manager()

    if TYPE_CHECKING:
        discussions: RelatedManager["Discussion"]
        actions: RelatedManager["Action"]
        alerts: RelatedManager["Alert"]

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "service_area"]), models.Index(fields=["status", "lead"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | Q(asset__isnull=False), name="investigation_says_who_or_where"
            ),
            models.CheckConstraint(
                condition=Q(recommended_by__isnull=True, recommended_on__isnull=True)
                | Q(recommended_by__isnull=False, recommended_on__isnull=False),
                name="recommended_by_and_on_together",
            ),
        ]

    @property
    def subject(self) -> Customer | Asset | None:
        """The customer or, where nobody is known, the property."""
        return self.customer or self.asset

    def standing_incidents(self) -> "QuerySet[Incident]":
        """What the file rests on: a void incident counts for nothing."""
        return self.incidents.exclude(status=IncidentStatus.VOID)

    def rests_on_nothing(self) -> bool:
        """Whether every incident of the file turned out to be void."""
        return self.from_review_id is None and not self.standing_incidents().exists()

    def rests_on_third_party_alone(self) -> bool:
        """P4b Whether every incident of the file is what another agency told us."""
        return set(self.standing_incidents().values_list("about", flat=True)) == {About.THIRD_PARTY}

    def put_forward(self) -> "list[Alert]":
        """The alerts that wait for a recommendation or a decision."""
        return [a for a in self.alerts.all() if a.status in (AlertStatus.DRAFT, AlertStatus.PROPOSED)]

    def open_actions(self) -> "list[Action]":
        """The recommended actions not yet agreed or declined."""
        return [action for action in self.actions.all() if action.decided_on is None]

    def concerns(self, colleague: "Colleague") -> bool:
        """Whether the colleague reported, or was affected by, any of the incidents."""
        mine = Q(reported_by=colleague) | Q(created_by=colleague) | Q(affected=colleague)
        return self.incidents.filter(mine).exists()

    def heard_customer(self) -> bool:
        """D3b Whether the customer was asked for their side."""
        return any(d.counterpart == Discussion.Counterpart.CUSTOMER and d.what for d in self.discussions.all())

    def is_undecided(self) -> bool:
        """Whether somebody still recommends or decides."""
        return self.status in (InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED)

    def is_open(self) -> bool:
        """Whether the Lead can still work on the file."""
        return self.status == InvestigationStatus.OPEN


class Discussion(Record):
    """D3b One discussion: with whom, on, what was said; or why there was none."""

    class Counterpart(models.TextChoices):
        STAFF = "STAFF", "The member of staff"
        CUSTOMER = "CUSTOMER", "The customer"
        REPRESENTATIVE = "REPRESENTATIVE", "The customer's representative"
        MANAGER = "MANAGER", "The departmental manager"
        HEAD = "HEAD", "The Head of Service"
        AGENCY = "AGENCY", "An agency"

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="discussions")
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


class Action(Record):
    """P5 A step that is no sanction: of the informal stage (incident) or recommended by the Lead (investigation)."""

    class Kind(models.TextChoices):
        ADVICE = "ADVICE", "Words of advice"
        VERBAL_WARNING = "VERBAL_WARNING", "Verbal warning"
        WRITTEN_WARNING = "WRITTEN_WARNING", "Written warning"
        AGREEMENT = "AGREEMENT", "Behaviour agreement"
        MEDIATION = "MEDIATION", "Mediation"
        APOLOGY = "APOLOGY", "Apology received"
        POLICE = "POLICE", "Report to the police, with the employee's consent"
        INJUNCTION = "INJUNCTION", "Referral for an injunction"
        POSSESSION = "POSSESSION", "Referral for possession proceedings"

    INFORMAL = [Kind.ADVICE, Kind.VERBAL_WARNING, Kind.WRITTEN_WARNING, Kind.AGREEMENT, Kind.MEDIATION, Kind.APOLOGY]
    WARNINGS = [Kind.VERBAL_WARNING, Kind.WRITTEN_WARNING]

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="actions")
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, null=True, related_name="actions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    words = models.TextField()
    agreed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    procedure_version = models.CharField(max_length=100, blank=True)
    live_until = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=True, investigation__isnull=False)
                | Q(incident__isnull=False, investigation__isnull=True),
                name="action_of_an_incident_or_an_investigation",
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, decided_by__isnull=True, decided_on__isnull=True)
                | Q(agreed__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="action_decided_by_and_on_together",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
