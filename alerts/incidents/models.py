"""The model of an incident: one reported occurrence of unacceptable behaviour, or of risk."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from alerts.catalogue.models import Behaviour, Example
from alerts.choices import (
    AS_CIRCUMSTANCE,
    ESTABLISHED,
    About,
    AlertStatus,
    Channel,
    Circumstance,
    Danger,
    EndedBecause,
    Factor,
    IncidentStatus,
    Informing,
    InvestigationStatus,
    Notice,
    SourceKind,
    Standing,
    Step,
)
from alerts.corrections.choices import DangerFrom
from alerts.writing.at_home import reported_of_home
from housing_alerts.attachments.models import Attachable
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Referenced, existing
from housing_alerts.kernel.records.parts import not_empty
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea

from . import reach
from .machine import IncidentMachine
from .past import Past
from .relying import overturned, relying

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from alerts.actions.models import Action, ActionQuerySet
    from alerts.entries.models import Confirmation, Entry
    from alerts.investigations.models import Investigation
    from alerts.markers.models import Marker


HEALTH = frozenset({Factor.MENTAL_HEALTH, Factor.PERSONALITY_DISORDER})
"""P4a The factors that are an illness or a disorder, and no behaviour."""


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, colleague: "Colleague") -> "IncidentQuerySet":
        """Return the incidents that the colleague may see.

        All see their own reports and those that affected them; line managers and their deputies, their staff's; the duty
        manager, those that need a marker; Leads, their areas' and files' and those of no area; the Leadership Team, all.
        Of a restricted customer only named readers, reporters, those affected and triagers see any; a draft, its author.
        """
        return self._in_reach_of(colleague).filter(Q(occurred_at__isnull=False) | Q(created_by=colleague))

    def _in_reach_of(self, colleague: "Colleague") -> "IncidentQuerySet":
        own = Q(reported_by=colleague) | Q(created_by=colleague) | reach.happened_to(colleague, self.model)
        return self.filter(own | self._worked_on_by(colleague))

    def worked_on_by(self, colleague: "Colleague") -> "IncidentQuerySet":
        """P11a Return the incidents that the colleague sees for another reason than having reported or typed them."""
        return self.filter(self._worked_on_by(colleague))

    def _worked_on_by(self, colleague: "Colleague") -> Q:
        """Return the filter for the incidents of a line manager's staff, and those that a Lead triages instead.

        If the file is open to them, it adds a Lead's areas and files, and all for the Leadership Team.
        """
        staff = Q(line_manager=colleague) | Q(reported_by__line_manager=colleague)
        told = Q(line_manager=colleague) if colleague.holds(Role.OPERATIONAL_LEAD) else Q(pk__in=[])
        theirs = staff if colleague.holds(Role.LINE_MANAGER) else told
        theirs |= reach.instead(colleague, self.model, on=timezone.localdate())
        if colleague.holds(Role.LEADERSHIP):
            wide = Q()
        elif colleague.holds(Role.OPERATIONAL_LEAD):
            moved = Q(investigations__service_area__in=colleague.area_ids) | Q(investigations__lead=colleague)
            in_their_files = self.model.objects.filter(moved).values("pk")
            wide = Q(service_area__in=colleague.area_ids) | Q(pk__in=in_their_files) | reach.OF_NO_AREA
        else:
            return theirs
        open_file = ~Q(customer__in=Customer.objects.kept_from(colleague))
        return theirs | (wide & open_file)

    def people(self) -> models.QuerySet[Colleague]:
        """Return everybody who reported, or was affected by, any of these incidents."""
        reported, affected = self.values("reported_by"), self.values("affected")
        return Colleague.objects.filter(Q(pk__in=reported) | Q(pk__in=affected))

    def reporters_and_affected(self) -> set[int]:
        """P7a Return the keys of the colleagues who reported any of these, also for somebody else, or were affected."""
        rows = self.order_by().values_list("reported_by", "created_by", "affected")
        return {pk for row in rows for pk in row if pk is not None}

    def dangerous(self, also: Q | Exists | None = None) -> "IncidentQuerySet":
        """D4 Return the incidents that have any of :attr:`Incident.dangers`, and those of which ``also`` is true."""
        return self._with_said().filter(self._danger() | also if also else self._danger())

    def _with_said(self) -> "IncidentQuerySet":
        return self.annotate(said=Cast("circumstances", TextField()))

    def _danger(self) -> Q:
        threat = self.model.objects.filter(pk=OuterRef("pk"), behaviours__threatens=True)
        kept = Q(*(("said__contains", f'"{one.value}"') for one in AS_CIRCUMSTANCE.values()), _connector=Q.OR)
        return Q(violent=True) | Q(weapon=True) | Q(Exists(threat)) | kept

    def breaches(self, *, since: date) -> "IncidentQuerySet":
        """D5 Return the incidents since that day that breached an alert in force, or one that a stricter alert replaced."""
        stands = Q(breach_of__status=AlertStatus.ACTIVE) | Q(breach_of__ended_because=EndedBecause.REPLACED)
        found = self.exclude(status=IncidentStatus.VOID).filter(stands, occurred_at__date__gte=since)
        return found.select_related("breach_of__type")

    def reported_near(self, moment: datetime, but: "Incident | None") -> "IncidentQuerySet":
        """P2 Return the other reported incidents of these within an hour of that moment."""
        first, last = moment - procedure.SAME_INCIDENT_WITHIN, moment + procedure.SAME_INCIDENT_WITHIN
        reported = self.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID]).exclude(pk=but and but.pk)
        return reported.filter(occurred_at__gte=first, occurred_at__lte=last)

    def standing_alone(self) -> "IncidentQuerySet":
        """P11c Return the reported incidents in no investigation, such as those settled informally: each is its own case."""
        return self.filter(investigations__isnull=True).exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])

    def awaiting_lead(self) -> "IncidentQuerySet":
        """Return the referred incidents that are in no open or concluded investigation."""
        taken_up = Q(investigations__status__in=[s for s in InvestigationStatus if s != InvestigationStatus.WITHDRAWN])
        return self.filter(status=IncidentStatus.REFERRED).exclude(
            pk__in=self.model.objects.filter(taken_up).values("pk")
        )


class Incident(IncidentMachine, Attachable, Referenced):
    """P2 One report. ``customer`` is empty if the person is not known; then ``asset`` says where.

    ``created_by`` typed it. ``reported_by`` is the same colleague or, if it was typed on somebody's behalf, that person.

    In a draft only ``typed`` is filled: the last contents of its page, by the names of the boxes. So no query for a customer's
    incidents finds a draft. ``typed`` is emptied when the draft is logged or discarded.
    """

    PREFIX = "IN"
    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {
        "factors": dict(Factor.choices),
        "circumstances": dict(Circumstance.choices),
        "steps": dict(Step.choices),
    }
    """The words that the history shows in place of the codes in JSON fields."""
    about = models.CharField(max_length=15, choices=About.choices, default=About.BEHAVIOUR)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    occurred_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField("how they were in contact", max_length=15, choices=Channel.choices, blank=True)
    behaviours = models.ManyToManyField(Behaviour, blank=True)
    examples = models.ManyToManyField(Example, blank=True)
    factors = models.JSONField(default=list, blank=True)
    circumstances = models.JSONField(default=list, blank=True)
    elsewhere = models.CharField("where it was, away from our properties", max_length=300, blank=True)
    account = models.TextField("what happened", blank=True)
    standing = models.CharField(max_length=15, choices=Standing.choices, default=Standing.WITNESSED)
    source_kind = models.CharField("what kind of agency", max_length=15, choices=SourceKind.choices, blank=True)
    source = models.CharField("who told us", max_length=200, blank=True)
    notice = models.CharField("what was served", max_length=10, choices=Notice.choices, blank=True)
    source_reference = models.CharField("the agency's reference", max_length=60, blank=True)
    steps = models.JSONField("what was done at the time", default=list, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports", verbose_name="whose report it is"
    )
    affected = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    others_affected = models.CharField(max_length=300, blank=True)
    violent = models.BooleanField("was violent", default=False)
    weapon = models.BooleanField("a weapon was used, shown or at hand", default=False)
    police_reference = models.CharField(max_length=60, blank=True)
    police_consent = models.BooleanField("agrees that the police are told", null=True, blank=True)
    police_told_on = models.DateField("when the police were told later", null=True, blank=True)
    police_consent_words = models.TextField("who agreed that the police are told, and how", blank=True)
    known_at = models.DateTimeField("when it was logged or, later, said who it was", null=True, editable=False)
    breach_of = models.ForeignKey(
        "alerts.Alert", on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    breach_said_at = models.DateTimeField("when it was last said which alert it breaches", null=True, blank=True)
    breach_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    line_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    page = models.UUIDField("the page it was typed on", null=True, blank=True, editable=False)
    opening = models.UUIDField("the opening of that page that wrote last", null=True, blank=True, editable=False)
    kept_times = models.PositiveIntegerField("how often it was kept as a draft", default=0, editable=False)
    logged_as = models.CharField(
        "SHA-256 of what was typed when it was logged", max_length=64, blank=True, editable=False
    )

    objects = IncidentQuerySet.as_manager()

    if TYPE_CHECKING:
        actions: RelatedManager["Action"]
        confirmations: RelatedManager["Confirmation"]
        entries: RelatedManager["Entry"]
        investigations: RelatedManager["Investigation"]
        markers: RelatedManager["Marker"]

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "line_manager"]),
            models.Index(fields=["status", "service_area"]),
            models.Index(fields=["customer", "occurred_at"]),
            models.Index(fields=["asset"], condition=Q(asset__isnull=False), name="incident_at_a_property"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.DRAFT)
                | Q(status=IncidentStatus.VOID, occurred_at__isnull=True)
                | Q(customer__isnull=False)
                | Q(asset__isnull=False)
                | ~Q(elsewhere=""),
                name="incident_says_who_or_where",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
                | Q(occurred_at__isnull=False, known_at__isnull=False),
                name="incident_says_when",
            ),
            models.UniqueConstraint(fields=["created_by", "page"], name="one_incident_for_each_page_of_the_form"),
        ]

    @property
    def area(self) -> ServiceArea:
        """The area to which it was referred. :raises LookupError: if the incident has no area."""
        return existing(self.service_area, "an incident is referred to an area")

    @property
    def occurred_on(self) -> date:
        """The day it happened, in London time."""
        return timezone.localdate(self.occurred_at)

    @property
    def known_on(self) -> date:
        """The day it was logged or, if the person was named later, that day; in London time."""
        return timezone.localdate(self.known_at)

    @property
    def out_of_hours(self) -> bool:
        """P2 Whether it happened when no office was open."""
        return self.occurred_at is not None and procedure.is_out_of_hours(timezone.localtime(self.occurred_at))

    @property
    def reported_for(self) -> "Colleague | None":
        """P2 The colleague on whose behalf somebody else typed the report, or None."""
        return self.reported_by if self.created_by not in (None, self.reported_by) else None

    @property
    def reporter(self) -> str:
        """P2 The reporter and, if it is for somebody else, their name: "Lena Ledger for Olive Officer"."""
        return f"{self.created_by} for {self.reported_by}" if self.reported_for else str(self.reported_by)

    @property
    def manager_here(self) -> Colleague | None:
        """D3a The line manager who was told of it, or None if they have left or no longer triage."""
        return self.line_manager if self.line_manager and self.line_manager.triages() else None

    @property
    def triager(self) -> str:
        """D3a The line manager who triages it or, once they have left, a Lead of its area. The words can begin a sentence."""
        area = f" for {self.service_area}" if self.service_area else ""
        return str(self.manager_here or f"An Operational Lead{area}")

    @property
    def subject(self) -> Customer | Asset | None:
        """The customer or, if that is not known, the property."""
        return self.customer or self.asset

    @property
    def step_names(self) -> list[str]:
        """The labels of the steps taken at the time."""
        return [step.label for step in Step if step in self.steps]

    @property
    def factor_names(self) -> list[str]:
        """The labels of the underlying factors and circumstances."""
        return [one.label for one in (*Factor, *Circumstance) if one in [*self.factors, *self.circumstances]]

    @property
    def not_told(self) -> str:
        """P4b P7c Return the warning that the customer is not to hear of it from us: an agency or somebody at home told us."""
        kept = self.about == About.THIRD_PARTY or bool(reported_of_home([self]))
        return Informing.warning(Informing.WITHHOLD if kept else "", known=self.customer_id is not None)

    def names_an_illness_alone(self) -> bool:
        """P4a Whether the report tells of a risk, not of behaviour, and names only an illness or a disorder.

        A near miss counts as a risk, unless the report names a behaviour.
        """
        says_more = (
            self.violent or self.weapon or self.circumstances or self.behaviours.exists() or self.examples.exists()
        )
        told = self.about in (About.RISK, About.NEAR_MISS, About.THIRD_PARTY)
        return told and not says_more and bool(self.factors) and set(self.factors) <= HEALTH

    def earlier(self) -> "IncidentQuerySet":
        """D1 Return the customer's other incidents in the 12 months before this one."""
        if self.customer_id is None:
            return Incident.objects.none()
        since = procedure.add_months(self.occurred_on, -procedure.RECENT_MONTHS)
        before = Q(occurred_at__date__gte=since, occurred_at__lte=self.occurred_at)
        others = Incident.objects.filter(before, customer_id=self.customer_id)
        return others.exclude(pk=self.pk).exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])

    def decided_actions(self) -> "ActionQuerySet":
        """D3a Return the customer's warnings and agreements of the day of this incident, with ``is_live``."""
        found: ActionQuerySet = self.actions.model.objects.live_or_owed(on=self.occurred_on)
        found = found.exclude(incident=self.pk)
        return found.of_customer(self.customer_id) if self.customer_id else found.none()

    def past(self) -> Past:
        """D1 D3a Return the records before it. One query says which there are, because mostly there are none."""
        actions = self.decided_actions().select_related("incident", "investigation").order_by("decided_on", "pk")
        incidents, there = self.earlier().select_related("reported_by"), not_empty([self.earlier(), actions])
        earlier, decided = list(incidents) if 0 in there else [], list(actions) if 1 in there else []
        return Past.of(earlier, decided, overturned(earlier))

    def is_their_own(self) -> bool:
        """P4b D1 Return whether it counts as the customer's own behaviour: an agency's report does once it is established."""
        own = self.about != About.THIRD_PARTY or self.standing in ESTABLISHED
        return own and self.danger_from != DangerFrom.THERE

    def stands_alone(self) -> bool:
        """P11c Return whether it was reported and is in no investigation: then it is a case of its own."""
        none = (IncidentStatus.DRAFT, IncidentStatus.VOID)
        return self.status not in none and not self.investigations.all()

    def awaits_lead(self) -> bool:
        """Return whether it is referred, and in no open or concluded investigation."""
        return Incident.objects.awaiting_lead().filter(pk=self.pk).exists()

    def marker(self, *, on: date) -> "Marker | None":
        """D4 Return the interim marker that colleagues follow on that day, or None."""
        return next((marker for marker in self.markers.all() if marker.in_force(on=on)), None)

    def lead_area_ids(self) -> set[int]:
        """Return the service areas whose Leads have it: its own and those of its investigations; all, if it has none."""
        if self.service_area_id is None:
            return set(ServiceArea.objects.values_list("pk", flat=True))
        files = [file for file in self.investigations.all() if file.status != InvestigationStatus.WITHDRAWN]
        return {self.service_area_id, *(file.service_area_id for file in files)}

    def left_behind(self) -> bool:
        """P11a Return whether all who could enter it have left: line managers, and employees who reported it."""
        reported = [one for one in (self.reported_by, self.created_by) if one and not one.holds(Role.CONTRACTOR)]
        theirs = [*reported, self.line_manager, self.reported_by.line_manager]
        return not any(one and one.is_active for one in theirs)

    def was_concluded(self) -> bool:
        """Return whether the Head of Service decided on an investigation of it."""
        return any(file.status == InvestigationStatus.CONCLUDED for file in self.investigations.all())

    def is_decided(self) -> bool:
        """D4 Return whether the Head of Service decided, and no danger has been told of since that nobody answered."""
        return self.was_concluded() and not self.danger_undecided

    @property
    def dangers(self) -> list[Danger]:
        """D4 The dangers that the report shows. Markers, the order of lists and red warnings all depend on it."""
        found = {
            Danger.VIOLENCE: self.violent,
            Danger.THREAT: any(behaviour.threatens for behaviour in self.behaviours.all()),
            Danger.WEAPON: self.weapon,
            **{danger: kept in self.circumstances for danger, kept in AS_CIRCUMSTANCE.items()},
        }
        return [danger for danger in Danger if found[danger]]

    def threatened_violence(self) -> bool:
        """P5 Return whether violence, also sexual, was used or threatened, so that the police may be told."""
        return any(danger != Danger.DOG for danger in self.dangers)

    def employees(self) -> list[Colleague]:
        """P5 Return the employees whose consent counts before the police are told: those affected or, if none, the reporter."""
        return list(self.affected.all()) or [self.reported_by]

    def investigated_in(self) -> "Investigation | None":
        """Return the investigation that it is in and that was not withdrawn, or None."""
        return next((file for file in self.investigations.all() if file.status != InvestigationStatus.WITHDRAWN), None)

    def relied_on_by(self, *, by_actions: bool = True) -> "Investigation | None":
        """Return the investigation that rests on this incident by its recommendation, an alert or an agreed action, or None."""
        return relying(self.investigations.all(), by_actions=by_actions).first() if self.investigations.all() else None
