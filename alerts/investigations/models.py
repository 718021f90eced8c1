"""An investigation: the Lead's file on one customer's incidents, with discussions, actions and the recommendation."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from alerts.actions.models import Action
from alerts.choices import (
    ATTACKS,
    About,
    AlertStatus,
    IncidentStatus,
    Informing,
    InvestigationStatus,
    OpenMatter,
)
from alerts.incidents.beside import Around
from alerts.incidents.models import Incident
from alerts.writing import at_home
from alerts.writing import policies as writing_policies
from housing_alerts.customers.choices import ToldBy
from housing_alerts.customers.models import Asset, Customer, Merge
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import RoleHeld, ServiceArea

from . import policies
from .became_known import Known, became_known, incidents_meanwhile, recorded, unanswered
from .discussions import Discussion
from .machine import InvestigationMachine, Led

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext.db.models.manager import RelatedManager

    from alerts.alert.models import Alert
    from alerts.conditions.models import Condition
    from alerts.entries.models import Confirmation
    from housing_alerts.customers.models import Adjustment
    from housing_alerts.staff.models import Colleague


IMPOSED = [AlertStatus.ACTIVE, AlertStatus.ENDED]
"""The statuses of an alert that the Head of Service approved."""


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    def left_behind(self) -> "InvestigationQuerySet":
        """Return the running cases whose Lead has left or is no longer a Lead."""
        here = Q(lead__is_active=True, lead__in=RoleHeld.objects.filter(role=Role.OPERATIONAL_LEAD).values("colleague"))
        return self.filter(status__in=[InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]).exclude(here)

    def visible_to(self, colleague: "Colleague") -> "InvestigationQuerySet":
        """Return the cases that the colleague may read.

        A Lead reads those of their areas and those they lead; the Leadership Team reads all. A restricted customer's case needs
        that file to be open to them. The area is the case's own: a customer's move leaves the case with its Lead.
        """
        if colleague.holds(Role.LEADERSHIP):
            scope = Q()
        elif colleague.holds(Role.OPERATIONAL_LEAD):
            scope = Q(service_area__in=colleague.area_ids) | Q(lead=colleague)
        else:
            return self.none()
        return self.filter(scope, ~Q(customer__in=Customer.objects.kept_from(colleague)))

    def with_more_since(self) -> "InvestigationQuerySet":
        """P4b Return the cases that a later concluded one about the same customer or property supports with our own report.

        That report breached an alert of the file, or something was imposed or agreed on it. A matter that came to
        nothing supports nothing.
        """
        ours = Incident.objects.exclude(about=About.THIRD_PARTY).exclude(status=IncidentStatus.VOID)
        ours = ours.filter(investigations=OuterRef("pk"))
        agreed = Action.objects.filter(agreed=True, set_aside_on__isnull=True, investigation=OuterRef("pk"))
        imposed = self.model.objects.filter(alerts__status__in=IMPOSED)
        adds = Q(Exists(ours), Q(pk__in=imposed.values("pk")) | Q(Exists(agreed)))
        adds |= Q(Exists(ours.filter(breach_of__investigation=OuterRef(OuterRef("pk")))))
        later = self.model.objects.filter(adds, status=InvestigationStatus.CONCLUDED, pk__gt=OuterRef("pk"))
        theirs = later.filter(customer=OuterRef("customer"))
        there = later.filter(customer=None, asset=OuterRef("asset"))
        return self.filter(Q(Exists(theirs)) | Q(Exists(there), customer=None))


class Investigation(InvestigationMachine, Led, Referenced):
    """D3b One case of the formal stage. Where nobody is known, ``customer`` is empty and ``asset`` is the property."""

    PREFIX = "IV"
    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {"open_matter_kinds": dict(OpenMatter.choices)}
    """The words that the history shows for codes in plain data."""
    CONSIDERED: ClassVar[frozenset[str]] = frozenset(
        [
            "answer",
            "vulnerability",
            "vulnerability_told_by",
            "adjustments",
            "adjustment_clash",
            "support",
            "alternatives",
            "open_matter_kinds",
            "open_matters",
            "proportionality",
            "last_resort",
            "consulted_manager",
            "consulted_on",
            "alert_considered",
            "legal_action",
            "recommendation",
            "no_further_action",
        ]
    )
    """P5 P10a P10b The fields that the Lead fills in before a recommendation."""
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="investigations")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="investigations")
    incidents = models.ManyToManyField(Incident, related_name="investigations")
    from_review = models.ForeignKey(
        "alerts.Review", on_delete=models.PROTECT, null=True, blank=True, related_name="investigations"
    )
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    vulnerability = models.TextField("how vulnerability was considered", blank=True)
    vulnerability_told_by = models.CharField(max_length=10, choices=ToldBy.choices, blank=True)
    adjustments = models.TextField("reasonable adjustments", blank=True)
    adjustment_clash = models.TextField("how the conditions and the adjustments go together", blank=True)
    support = models.TextField("who acts for the customer or supports them", blank=True)
    alternatives = models.TextField("what else was tried or considered", blank=True)
    open_matter_kinds = models.JSONField("which kinds of matters are open", default=list, blank=True)
    open_matters = models.TextField("open repairs, complaints and other matters", blank=True)
    proportionality = models.TextField("why less would not do", blank=True)
    last_resort = models.TextField("why it is the last resort", blank=True)
    consulted_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consulted_on = models.DateField(null=True, blank=True)
    alert_considered = models.TextField("why no alert, after violence", blank=True)
    legal_action = models.TextField("whether legal action is recommended, or why not", blank=True)
    recommendation = models.TextField("reasons for the recommendation", blank=True)
    considered_at = models.DateTimeField("when what is known was last read and weighed", null=True, editable=False)
    no_further_action = models.BooleanField(default=False)

    objects = InvestigationQuerySet.as_manager()

    if TYPE_CHECKING:
        confirmations: RelatedManager["Confirmation"]
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
        """Return the customer or, where nobody is known, the property."""
        return self.customer or self.asset

    def around(self) -> Around:
        """P8a P10a Return the customer and the property whose other records are read with the case.

        The property is that of the case, or of an alert put forward. Withdrawn alerts do not count; declined ones do.
        """
        day = self.recommended_on or timezone.localdate(self.created_at)
        stand = (each for each in self.alerts.all() if each.status != AlertStatus.WITHDRAWN)
        there = (each.where(on=day) for each in stand if each.is_of_a_place())
        place = next(filter(None, there), None) if self.customer else self.asset
        return Around(self.customer_id, place.pk if place else None)

    @cached_property
    def merges(self) -> list[Merge]:
        """List the standing merges into the customer's file, or into files merged into it since. Cached for one page or step."""
        kept = Q(kept=self.customer) | Q(kept__merged_into=self.customer)
        return list(Merge.objects.standing().filter(kept).select_related("merged")) if self.customer else []

    def merges_shown(self) -> list[Merge]:
        """P11a List the merges that made the customer's file one with others, for the colleague who decides on its contents."""
        return [merge for merge in self.merges if merge.kept_id == self.customer_id]

    def standing_incidents(self) -> "list[Incident]":
        """List the incidents that the file rests on, without void ones."""
        return [incident for incident in self.incidents.all() if incident.status != IncidentStatus.VOID]

    def rests_on_nothing(self) -> bool:
        """Return whether no review opened the file and every incident of it is void."""
        return self.from_review_id is None and not self.standing_incidents()

    def rests_on_violence(self) -> bool:
        """D4 Return whether violence, also sexual, was reported in an incident of the file."""
        return any(set(ATTACKS).intersection(incident.dangers) for incident in self.standing_incidents())

    def rests_on_third_party_alone(self) -> bool:
        """P4b Return whether another agency told us of every incident of the file."""
        standing = self.standing_incidents()
        return bool(standing) and all(incident.about == About.THIRD_PARTY for incident in standing)

    def has_more_since(self) -> bool:
        """P4b Return whether a later investigation of the same customer or property adds a report of our own."""
        return Investigation.objects.filter(pk=self.pk).with_more_since().exists()

    def rests_on_illness_alone(self) -> bool:
        """P4a Return whether every incident of the file names nothing but an illness or a disorder."""
        standing = self.standing_incidents()
        return bool(standing) and all(incident.names_an_illness_alone() for incident in standing)

    def alerts_put_forward(self) -> "list[Alert]":
        """List the alerts that wait for a recommendation or a decision."""
        return [a for a in self.alerts.all() if a.status in (AlertStatus.DRAFT, AlertStatus.PROPOSED)]

    def left_to_replace(self) -> "Alert | None":
        """P8b Return the alert whose review opened the file, unless an alert put forward replaces it."""
        reviewed = self.from_review.alert if self.from_review else None
        replaced = {alert.replaces_id for alert in self.alerts_put_forward()}
        return reviewed if reviewed and reviewed.pk not in replaced else None

    def open_actions(self) -> "list[Action]":
        """List the recommended actions that are neither agreed nor declined."""
        return [action for action in self.actions_put_forward() if action.decided_on is None]

    def actions_put_forward(self) -> "list[Action]":
        """List the recommended actions, decided or not, without those that were taken out."""
        return [action for action in self.actions.all() if action.taken_out_on is None]

    def has_come_to_something(self) -> bool:
        """Return whether an alert was imposed or an action agreed. Both stand whatever becomes of the rest."""
        return self.imposed_something() or any(action.agreed for action in self.actions.all())

    def recorded(self, *, on: date) -> list[tuple[str, str]]:
        """P10a P10b List the facts on the customer's file on that day, as :func:`.became_known.recorded`."""
        return recorded(self, on=on)

    def unanswered(self, kind: str) -> list[str]:
        """P10a P10b List the facts of a kind recorded since the Lead last weighed the file."""
        return unanswered(self, kind)

    def known_now(self) -> list[Known]:
        """P10a List the facts that became known since the Lead recommended, for the person who decides."""
        return became_known(self)

    def breaches(self) -> "QuerySet[Incident]":
        """D5 Return the customer's breaches, or those of alerts on the property, since a year before the file was opened."""
        since = procedure.add_months(timezone.localdate(self.created_at), -procedure.BREACH_MONTHS)
        there = Q(breach_of__asset=self.asset, breach_of__customer=None)
        about = Q(customer=self.customer) if self.customer else there
        return Incident.objects.filter(about).breaches(since=since)

    def breached_repeatedly(self) -> bool:
        """D5 Return whether the customer breached alerts so often that legal action must be considered."""
        return len(self.breaches_made) >= procedure.BREACHES_TO_LEGAL_ACTION

    @cached_property
    def breaches_made(self) -> "list[Incident]":
        """D5 The :meth:`breaches`, each with its customer and its alert. Cached for one page or step, which asks often."""
        return list(self.breaches().select_related("customer", "breach_of__customer", "breach_of__type"))

    @property
    def concerned(self) -> set[int]:
        """P7a The keys of those who reported, or were affected by, incidents of the file, its review, or known meanwhile."""
        return {pk for led, pk in self._involved if not led}

    def was_led_by(self, colleague: "Colleague") -> bool:
        """P7a Return whether the colleague led the file before."""
        return (True, colleague.pk) in self._involved

    @cached_property
    def _involved(self) -> set[tuple[bool, int]]:
        """The key of each colleague involved, and whether as a former Lead. Cached: it is asked for each who may decide."""
        led = type(self).former_leads.through.objects.filter(investigation=self)
        meanwhile = incidents_meanwhile(self).order_by().values("pk")
        found = Q(pk__in=meanwhile) | Q(pk__in=[incident.pk for incident in self.incidents.all()])
        if self.from_review:
            found |= Q(pk__in=self.from_review.incidents().order_by().values("pk"))
        columns = ("reported_by", "created_by", "affected")
        rows = Incident.objects.filter(found).order_by().values_list(Value(False), *columns)
        involved = rows.union(led.values_list(Value(True), "colleague", "colleague", "colleague"))
        return {(as_lead, pk) for as_lead, *keys in involved for pk in keys if pk is not None}

    def employees(self) -> "QuerySet[Colleague]":
        """P5 Return the colleagues whose consent counts: they reported, or were affected by, the incidents the file rests on."""
        return Incident.objects.filter(pk__in=[incident.pk for incident in self.standing_incidents()]).people()

    def heard_customer(self) -> bool:
        """D3b Return whether the customer, or their representative, was asked for their side."""
        return any(discussion.is_heard for discussion in self.discussions.all())

    def is_undecided(self) -> bool:
        """Return whether a recommendation or a decision is still to be made."""
        return self.status in (InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED)

    @property
    def open_matter_names(self) -> list[str]:
        """List the kinds of open matters in words."""
        return [matter.label for matter in OpenMatter if matter in self.open_matter_kinds]

    def answers(self) -> list[tuple[str, Any]]:
        """P5 P6 P10a P10b List the Lead's answers to the gates, and the questions and facts known then, with titles."""
        open_matters = "\n".join(filter(None, [*self.open_matter_names, self.open_matters]))
        consulted = f"{self.consulted_manager}, {show_date(self.consulted_on)}" if self.consulted_on else ""
        return [
            ("Vulnerability", self.vulnerability),
            ("Who told us", self.get_vulnerability_told_by_display()),
            ("Reasonable adjustments", self.adjustments),
            ("How conditions and adjustments go together", self.adjustment_clash),
            ("Who supports the customer", self.support),
            ("What else was tried or considered", self.alternatives),
            ("Open matters", open_matters),
            *policies.reasons_less_would_not_do(self),
            ("Why it is the last resort", self.last_resort),
            ("Legal action", self.legal_action),
            ("Departmental manager consulted", consulted),
            ("Why no alert after violence", self.alert_considered),
            *((title, words) for title, words in self.asked),
        ]

    def is_open(self) -> bool:
        """Return whether the Lead can still work on the file."""
        return self.status == InvestigationStatus.OPEN

    def adjustments_to_keep(self) -> "list[Adjustment]":
        """P10b List the adjustments agreed with the customer, without those that ended before the file was opened."""
        if self.customer is None:
            return []
        return self.customer.adjustments_since(timezone.localdate(self.created_at))

    def limits_beside(self, alerts: "list[Alert]", *, on: date) -> "list[Condition]":
        """P5 List the conditions of the customer's active alerts that none of the given alerts replaces."""
        if self.customer is None:
            return []
        replaced = [alert.replaces_id for alert in alerts if alert.replaces_id]
        beside = (each for each in self.customer.alerts.all() if each.is_active and each.pk not in replaced)
        return [limit for alert in beside for limit in alert.present_limits(on=on)]

    def imposed_nothing(self) -> bool:
        """E4 Return whether the case was concluded and no alert came of it."""
        concluded = self.status == InvestigationStatus.CONCLUDED
        return concluded and not self.imposed_something()

    def imposed_something(self) -> bool:
        """Return whether an alert of the case was imposed."""
        return any(alert.status in IMPOSED for alert in self.alerts.all())

    def withheld_alerts(self) -> "list[Alert]":
        """P7c List the alerts kept from the customer: of this case, the reviewed one, and any active one."""
        near = [*self.alerts.all(), *([self.from_review.alert] if self.from_review else [])]
        near += [each for each in self.customer.alerts.all() if each.is_active] if self.customer else []
        return [alert for alert in near if alert.informing == Informing.WITHHOLD]

    def withheld_alert(self) -> "Alert | None":
        """P7c Return the first alert that is kept from the customer, or none."""
        return next(iter(self.withheld_alerts()), None)

    def told_actions(self) -> "list[Action]":
        """D3b List the agreed actions that still stand and that the customer has to know."""
        return [action for action in self.actions.all() if action.stands and action.kind in Action.TOLD]

    def terms(self) -> dict[str, Any]:
        """Return the facts behind an outcome letter as plain data, to store with the letter and compare later."""
        return {"actions": sorted(action.pk for action in self.told_actions())}

    def kept_nameless(self) -> "list[Colleague]":
        """P11a List the colleagues to keep nameless: they reported, or were affected by, incidents around the case."""
        return list(Incident.objects.filter(self.around().incidents()).people())

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c List the reasons why somebody else at the customer's address should not read a letter about the case."""
        return at_home.risks_at_home(self.customer, self.standing_incidents(), on=on)

    def why_customer_not_informed(self) -> Refusal | None:
        """P7c Refuse a letter about the case where the customer may not be told of it."""
        return writing_policies.why_customer_not_informed_of_case(self)

    def letter_page(self, kind: str) -> str:
        """E4 Return the address of the page where a Lead writes the case's letter."""
        return reverse("alerts:investigation_letter", args=[self.reference])

    def why_letter_refused(self, kind: str) -> Refusal | None:
        """E4 Refuse the letter on how the investigation ended, its only kind, while it may not exist."""
        return writing_policies.why_outcome_letter_refused(self)

    def why_facts_refused(self, facts: dict[str, Any]) -> Refusal | None:
        """E4 Refuse an outcome letter whose facts are no longer true."""
        return writing_policies.why_outcome_facts_refused(self, facts)
