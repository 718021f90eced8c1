"""A contact management alert: one sanction or precaution."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from alerts.actions.models import Action
from alerts.catalogue.models import AlertType
from alerts.choices import (
    BETWEEN_REVIEWS,
    AlertStatus,
    Control,
    EndedBecause,
    Informing,
    Origin,
    ReviewOutcome,
    ReviewStatus,
    WithholdCode,
)
from alerts.conditions.models import Condition, Stayed
from alerts.conditions.policies import told_then
from alerts.incidents.models import Incident
from alerts.investigations.became_known import Known
from alerts.investigations.models import Investigation
from alerts.writing import at_home
from alerts.writing import beside as writing_beside
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Referenced, existing
from housing_alerts.kernel.records.parts import each_by_its_index
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import ServiceArea
from letters.choices import Kind
from letters.models import Letter

from . import policies
from .machine import AlertMachine
from .places import Placed

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from alerts.conditions.models import ConditionQuerySet
    from alerts.entries.models import Confirmation, Entry
    from alerts.reviews.models import Review
    from housing_alerts.staff.models import Colleague


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, colleague: "Colleague") -> "AlertQuerySet":
        """Return the alerts that the colleague may read. A Lead reads those of their areas and those they lead.

        The Leadership Team reads all. A restricted customer's alert also needs that file to be open. The area is the case's.
        """
        if colleague.holds(Role.LEADERSHIP):
            scope = Q()
        elif colleague.holds(Role.OPERATIONAL_LEAD):
            ours, led = Q(service_area__in=colleague.area_ids), Q(investigation__lead=colleague)
            scope = each_by_its_index(Alert, ours, led, Q(responsible_lead=colleague))
        else:
            return self.none()
        return self.filter(scope, ~Q(customer__in=Customer.objects.kept_from(colleague)))

    def active(self) -> "AlertQuerySet":
        """Return the alerts that are imposed and not ended."""
        return self.filter(status=AlertStatus.ACTIVE)

    def in_force(self, *, on: date) -> "AlertQuerySet":
        """Return the alerts in force on that day by their dates: effective from ≤ ``on`` < ended."""
        never = [AlertStatus.DRAFT, AlertStatus.PROPOSED, AlertStatus.DECLINED, AlertStatus.WITHDRAWN]
        imposed = ~Q(status__in=never)  # said so, the index of the days is taken and not that of the status
        return self.filter(imposed, Q(ended_on__isnull=True) | Q(ended_on__gt=on), effective_from__lte=on)

    def with_due_on(self) -> "AlertQuerySet":
        """Mark each alert with ``early_review_on``: the day on which its open review is due. It saves :attr:`due_on` a query."""
        early = self.model.objects.filter(reviews__status=ReviewStatus.OPEN, pk=OuterRef("pk"))
        return self.annotate(early_review_on=Subquery(early.values("reviews__due_on")[:1]))

    def due_for_review(self, *, on: date) -> "AlertQuerySet":
        """Return the active alerts due for review by that day. An open review may be due earlier than its alert."""
        early = self.model.objects.filter(reviews__status=ReviewStatus.OPEN, reviews__due_on__lte=on)
        return self.active().filter(Q(review_due_on__lte=on) | Q(pk__in=early.values("pk")))

    def overdue(self, *, on: date, days: int = procedure.OVERDUE_LEAD_DAYS) -> "AlertQuerySet":
        """P8b Return the alerts whose review has been due for so many days and is not completed."""
        return self.due_for_review(on=on - timedelta(days=days))

    def unreviewed(self, *, on: date) -> "AlertQuerySet":
        """P8b Return the alerts overdue for so long that nobody may rely on them unverified."""
        return self.overdue(on=on, days=procedure.OVERDUE_LEADERSHIP_DAYS)

    def decided(self) -> "AlertQuerySet":
        """Return the alerts that were imposed: active or ended."""
        return self.filter(status__in=[AlertStatus.ACTIVE, AlertStatus.ENDED])


class Alert(AlertMachine, Placed, Stayed, Referenced):
    """P7a One sanction or precaution on a customer, or on a property where the type allows it."""

    PREFIX = "CM"
    TOLD_BY: ClassVar[list[str]] = [Kind.NOTIFICATION, Kind.REVIEW_OUTCOME, Kind.APPEAL_OUTCOME]
    """The letters that tell the customer of it. An answer to an appeal may also tell of an alert beside its subject."""
    UNREVIEWED = "Unreviewed – verify before relying on it."
    type = models.ForeignKey(AlertType, on_delete=models.PROTECT, related_name="alerts")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts")
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, null=True, related_name="alerts")
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.HERE)
    reason = models.TextField("why this alert", blank=True)
    decided_upon = models.JSONField(default=list, blank=True)
    """P7a The facts behind the decision, in the record's words, where the rest of its file was sent back later."""
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    responsible_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AlertQuerySet.as_manager()

    if TYPE_CHECKING:
        breaches: "RelatedManager[Incident]"
        conditions: "RelatedManager[Condition]"
        confirmations: "RelatedManager[Confirmation]"
        entries: "RelatedManager[Entry]"
        replaced_by: "RelatedManager[Alert]"
        reviews: "RelatedManager[Review]"

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "review_due_on"]),
            models.Index(fields=["status", "service_area"]),
            models.Index(fields=["effective_from", "status", "ended_on", "customer"], name="alert_in_force_on_a_day"),
            models.Index(fields=["customer"], condition=Q(status=AlertStatus.ACTIVE), name="alert_in_force"),
            models.Index(
                fields=["customer", "asset"], condition=~Q(status=AlertStatus.ACTIVE), name="alert_not_in_force"
            ),
            models.Index(fields=["asset"], condition=Q(asset__isnull=False), name="alert_at_a_property"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "customer"], condition=Q(status=AlertStatus.ACTIVE), name="one_active_alert_of_a_type"
            ),
            models.UniqueConstraint(
                fields=["type", "asset"],
                condition=Q(status=AlertStatus.ACTIVE, customer__isnull=True),
                name="one_active_alert_of_a_type_on_a_property",
            ),
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | Q(asset__isnull=False), name="alert_on_a_person_or_a_property"
            ),
            models.CheckConstraint(
                condition=Q(investigation__isnull=False) | Q(origin=Origin.CX), name="alert_investigated_or_from_cx"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True)
                | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="alert_decided_by_and_on_together",
            ),
            models.CheckConstraint(
                condition=~Q(status=AlertStatus.ACTIVE) | Q(decided_by__isnull=False) | Q(origin=Origin.CX),
                name="active_alert_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status=AlertStatus.ACTIVE)
                | Q(effective_from__isnull=False, review_due_on__isnull=False) & ~Q(informing=""),
                name="active_alert_has_its_dates_and_informing",
            ),
            models.CheckConstraint(
                condition=~Q(informing=Informing.NOT_RECORDED) | Q(origin=Origin.CX), name="informing_is_answered_here"
            ),
            models.CheckConstraint(
                condition=~Q(informing=Informing.WITHHOLD) | (~Q(withhold_code="") & ~Q(informing_reason="")),
                name="withholding_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="") | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="ended_on_and_because_together",
            ),
            models.CheckConstraint(
                condition=Q(first_period__gte=1, first_period__lte=procedure.REVIEW_MONTHS),
                name="first_period_is_12_months_at_most",
            ),
            models.CheckConstraint(condition=Q(stayed_to__gte=F("stayed_from")), name="stay_ends_once_it_began"),
        ]

    @property
    def subject(self) -> Customer | Asset | None:
        """Return the person or, where the alert hangs on a property alone, the property."""
        return self.customer or self.asset

    @property
    def file(self) -> Investigation:
        """Return its investigation. :raises LookupError: where it came from the housing system without one."""
        return existing(self.investigation, "only what the housing system had in force has no investigation")

    @property
    def control_names(self) -> list[str]:
        """List the controls in words, which a visit must satisfy."""
        return [control.label for control in Control if control in self.controls]

    @property
    def asked_controls(self) -> list[str]:
        """P8b List the controls once it is imposed: those its Lead asked for or, else, those of its type."""
        return self.controls or self.type.controls

    @property
    def asked_instruction(self) -> str:
        """P8b Return the instruction once it is imposed: the type's words, and those for further controls."""
        further = set(self.asked_controls) - set(self.type.controls)
        if not set(self.type.controls) <= set(self.asked_controls):
            return Control.sentences(self.asked_controls)
        return f"{self.type.instruction} {Control.sentences(further)}".strip()

    @property
    def strengthens(self) -> "Alert | None":
        """P8b Return the alert that this draft is to strengthen, or none."""
        same = self.replaces is not None and self.replaces.type_id == self.type_id
        return self.replaces if same and self.status == AlertStatus.DRAFT else None

    @property
    def further_controls(self) -> list[Control]:
        """P8b List the controls that could be asked for besides its own."""
        return [control for control in Control if control not in self.controls]

    @property
    def is_active(self) -> bool:
        return self.status == AlertStatus.ACTIVE

    @property
    def is_kept_for_harm(self) -> bool:
        """P7c Whether it is active, and kept from the customer because a letter could harm somebody at home."""
        withheld = self.is_active and self.informing == Informing.WITHHOLD
        return withheld and self.withhold_code == WithholdCode.HARM_TO_CUSTOMER

    @property
    def due_on(self) -> date | None:
        """P8a Return the day its review is due: the alert's own, or the earlier one of an open review."""
        if "early_review_on" in self.__dict__:
            early = [self.__dict__["early_review_on"]]
        else:
            early = [review.due_on for review in self.reviews.all() if review.status == ReviewStatus.OPEN]
        return min((day for day in [*early, self.review_due_on] if day), default=None)

    def overdue(self, *, on: date, days: int = procedure.OVERDUE_LEAD_DAYS) -> bool:
        """P8b Return whether the review has been due for so many days and is not completed."""
        return self.is_active and self.due_on is not None and self.due_on <= on - timedelta(days=days)

    def unreviewed(self, *, on: date) -> bool:
        """P8b Return whether it has been overdue for so long that nobody may rely on it unverified."""
        return self.overdue(on=on, days=procedure.OVERDUE_LEADERSHIP_DAYS)

    def told(self, *, on: date) -> str:
        """P8b Return the instruction to colleagues on that day. For an unreviewed alert it says to verify first."""
        instruction = told_then(self, self.instruction or f"{Control.ASK_LEAD.label}.", on=on)
        return f"{instruction} {self.UNREVIEWED}" if self.unreviewed(on=on) else instruction

    def running_conditions(self, *, on: date) -> "list[Condition]":
        """List the conditions that limit contact on that day; none while they are suspended."""
        return [] if self.stayed(on=on) else [each for each in self.conditions.all() if each.runs(on=on)]

    def imposed_conditions(self) -> "list[Condition]":
        """List its conditions, lifted or not, without those that were recommended and not imposed."""
        return [condition for condition in self.conditions.all() if not condition.not_imposed]

    def same_before(self) -> Iterator["Alert"]:
        """P11a Yield the alert of its type that it replaced, then the one before, and so on: all have the same code in Cx."""
        alert = self
        while alert.replaces and alert.replaces.type_id == alert.type_id:
            alert = alert.replaces
            yield alert

    def active_rival(self, *, of: AlertType | None = None) -> "Alert | None":
        """Return another active alert of this type, or of type ``of``, on the same customer or property.

        The alert that it replaces does not count.
        """
        sought = (of.pk if of else self.type_id, self.customer_id)
        return next((one for one in self.others_in_force() if (one.type_id, one.customer_id) == sought), None)

    def others_in_force(self) -> "list[Alert]":
        """List the other active alerts of the customer or at the property, without the one that it replaces."""
        case = self.investigation
        read_with_case = case is not None and case.customer_id == self.customer_id
        subject = (case.customer if case and read_with_case else self.customer) or self.asset
        near = subject.alerts.all() if subject else []
        return [each for each in near if each.is_active and each.pk not in (self.pk, self.replaces_id)]

    def known_now(self) -> list[Known]:
        """P10a List the facts about the customer, or the property, recorded since the Lead recommended the alert."""
        return self.investigation.known_now() if self.investigation else []

    def pending_successor(self) -> "Alert | None":
        """P8b Return the alert that is drafted or proposed to replace it, or none."""
        waiting = self.replaced_by.filter(status__in=[AlertStatus.DRAFT, AlertStatus.PROPOSED])
        return waiting.select_related("investigation").first()

    def successor(self) -> "Alert | None":
        """P8b Return the alert that replaced it, if it ended in that way."""
        replaced = self.ended_because == EndedBecause.REPLACED
        return Alert.objects.decided().filter(replaces=self).select_related("type").first() if replaced else None

    def standing_conditions(self) -> "ConditionQuerySet":
        """Return the conditions that nobody has taken out or lifted."""
        return Condition.objects.in_force().filter(alert=self)

    def limits(self, *, on: date) -> "ConditionQuerySet":
        """Return the standing conditions that are not over on that day, begun or not."""
        return self.standing_conditions().filter(Q(ends__isnull=True) | Q(ends__gte=on))

    def present_conditions(self) -> "list[Condition]":
        """List :meth:`standing_conditions` from prefetched rows, for a page or a rule about several alerts."""
        return [condition for condition in self.conditions.all() if condition.lifted_on is None]

    def present_limits(self, *, on: date) -> "list[Condition]":
        """List :meth:`limits` from prefetched rows."""
        return [limit for limit in self.present_conditions() if limit.ends is None or limit.ends >= on]

    def open_review(self) -> "Review | None":
        """Return the open review, or none."""
        return next((review for review in self.reviews.all() if review.status == ReviewStatus.OPEN), None)

    def rests_on_third_party_alone(self) -> bool:
        """P4b Return whether another agency told us of every incident behind it, and we added no report of our own."""
        file = self.investigation
        return file is not None and file.rests_on_third_party_alone() and not file.has_more_since()

    def told_actions(self) -> list[Action]:
        """E1 D3b List the agreed actions of its case that still stand and that the customer has to know."""
        return self.investigation.told_actions() if self.investigation else []

    def terms(self) -> dict[str, Any]:
        """Return the facts behind a letter about the alert as plain data, to store with the letter and compare later."""
        return {
            "active": self.is_active,
            "controls": sorted(self.controls),
            "conditions": sorted([each.pk, str(each.ends or "")] for each in self.present_conditions()),
            "review_due_on": self.review_due_on.isoformat() if self.review_due_on else "",
            "actions": sorted(action.pk for action in self.told_actions()),
            "stayed": [day.isoformat() if day else "" for day in (self.stayed_from, self.stayed_to)],
        } | writing_beside.terms(self)

    def kept_nameless(self) -> "list[Colleague]":
        """P11a List the reporters and people affected to keep nameless, without officers whom the customer is to speak to."""
        officers = {pk for condition in self.imposed_conditions() for pk in (condition.officer_id, condition.deputy_id)}
        return list(Incident.objects.filter(self.around().incidents()).people().exclude(pk__in=filter(None, officers)))

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c List the reasons why somebody else at the customer's address should not read a letter about it."""
        file = self.investigation
        found = at_home.risks_at_home(self.customer, file.standing_incidents() if file else [], on=on)
        then = [f"what was decided of this one then is “{self.withheld_before}”"] if self.withheld_before else []
        return [*found, *then]

    def told_with(self) -> "list[Alert]":
        """E1 List the active alerts of the same decision that its letter can tell of too. No valid letter tells of them yet."""
        if self.investigation is None:
            return []
        beside = [alert for alert in self.investigation.alerts.all() if alert.is_active and alert.pk != self.pk]
        letters = Letter.objects.filter(kind=Kind.NOTIFICATION).written()
        letters = letters.exclude(pk__in=letters.to_correct().about(self).values("pk"))
        told = Alert.objects.filter(letters.tell_of_each(Alert), investigation=self.investigation)
        untold = [alert for alert in beside if alert not in told] if beside else []
        return [alert for alert in untold if alert.why_letter_refused(Kind.NOTIFICATION) is None]

    def told_by_letter(self) -> bool:
        """P8b Return whether a letter that was sent about it, a review or an appeal told the customer of it."""
        return Letter.objects.filter(kind__in=self.TOLD_BY).sent().about(self, *self.reviews.all()).exists()

    def removed_between_reviews(self) -> bool:
        """P8b Return whether its Lead removed it, and no review, appeal or other alert ended it."""
        at_a_review = any(review.outcome == ReviewOutcome.REMOVE for review in self.reviews.all())
        return self.ended_because in BETWEEN_REVIEWS and not at_a_review

    def letter_page(self, kind: str) -> str:
        """E1 P8b Return the address of the page where a Lead writes the letter of this kind."""
        view = "alert_removal_letter" if kind == Kind.REMOVAL else "alert_letter"
        return reverse(f"alerts:{view}", args=[self.reference])

    def why_letter_refused(self, kind: str) -> Refusal | None:
        """E1 E3 P8b Refuse the letter about this alert, its removal, or an appeal beside it, while it may not exist."""
        asked = {Kind.REMOVAL: policies.why_removal_letter_refused}
        asked[Kind.APPEAL_OUTCOME] = policies.why_customer_not_informed
        return asked.get(Kind(kind), policies.why_letter_refused)(self)

    def why_customer_not_informed(self) -> Refusal | None:
        """P7c Refuse to tell the customer anything of this alert where they may not be told, for example after an appeal."""
        return policies.why_customer_not_informed(self)

    def why_facts_refused(self, facts: dict[str, Any]) -> Refusal | None:
        """E1 Refuse a letter whose facts about this alert are no longer true."""
        return policies.why_facts_refused(self, facts)
