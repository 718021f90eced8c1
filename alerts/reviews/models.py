"""A review: one reconsideration of an active alert."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from alerts.alert.choices import ground_in_words
from alerts.alert.models import Alert
from alerts.choices import FOR_HARM, IncidentStatus, Informing, ReviewStatus, Trigger
from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.procedure import months_between
from housing_alerts.kernel.records.models import Referenced, existing
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import ServiceArea
from letters.models import Letter

from . import policies
from .machine import ReviewMachine

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from alerts.incidents.models import IncidentQuerySet
    from alerts.investigations.models import Investigation
    from housing_alerts.staff.models import Colleague


OPENED_HERE = Q(completed_on__isnull=True) | Q(outcome__gt="")
"""F1 The reviews that somebody opened here: the housing system stores no outcome of those that it completed."""


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, colleague: "Colleague") -> "ReviewQuerySet":
        """Return the reviews of the alerts that the colleague may see."""
        return self.filter(alert__in=Alert.objects.visible_to(colleague))


class Since(NamedTuple):
    """P8a The period in which a fact is new to a review: after ``day``, or known only after ``moment``.

    For a completed review, it ends on the review's own day (``until``) and at its completion (``over``). ``last`` is
    the review before, or none where this is the first since the alert was imposed. For an alert or a review from an
    import, no time of day is known, so ``moment`` is the beginning of its day.
    """

    last: "Review | None"
    day: date
    moment: datetime
    until: date
    over: datetime | None

    def is_new(self, on: date, known_at: datetime | None) -> bool:
        """Return whether a fact of that day, which became known at that moment, is new."""
        if known_at is None:
            return self.day <= on <= self.until
        late = known_at > self.moment and timezone.localdate(known_at) <= self.until
        seen = self.over is None or known_at <= self.over
        return on <= self.until and seen and (on > self.day or late)

    def q(self) -> Q:
        """Match the incidents that are new."""
        late = Q(known_at__gt=self.moment, known_at__date__lte=self.until)
        seen = Q(known_at__lte=self.over) if self.over else Q()
        return Q(occurred_at__date__lte=self.until) & seen & (Q(occurred_at__date__gt=self.day) | late)


class Review(ReviewMachine, Referenced):
    """P8a One reconsideration of an alert. Its completion sets the alert's next due date, or ends it."""

    PREFIX = "RV"
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="reviews")
    trigger = models.CharField(max_length=15, choices=Trigger.choices)
    evidence = models.TextField("what calls for the review", blank=True)
    due_on = models.DateField("when an early review is to be completed", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    if TYPE_CHECKING:
        investigations: "RelatedManager[Investigation]"

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(status=ReviewStatus.OPEN), name="early_review_that_is_open"),
            models.Index(fields=["alert", "completed_on"], name="review_of_an_alert_by_day"),
            models.Index(fields=["alert"], condition=Q(due_on__isnull=False), name="early_review_of_an_alert"),
            models.Index(fields=["alert", "created_at"], condition=OPENED_HERE, name="review_that_was_opened_here"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["alert"], condition=Q(status=ReviewStatus.OPEN), name="one_open_review_of_an_alert"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReviewStatus.COMPLETED) | Q(completed_on__isnull=False),
                name="completed_review_has_its_day",
            ),
        ]

    @property
    def customer(self) -> Customer | None:
        """Return the customer whom the reviewed alert is about, or none."""
        return self.alert.customer

    @property
    def asset(self) -> Asset | None:
        """Return the property of the reviewed alert, or none."""
        return self.alert.asset

    @property
    def service_area(self) -> ServiceArea:
        """Return the part of the landlord whose Leads conduct the review."""
        return self.alert.service_area

    @property
    def period(self) -> int:
        """P8a Return the months from its completion to the next review.

        :raises LookupError: where it set no next one.
        """
        begun = existing(self.completed_on, "a completed review has its day")
        due = existing(self.next_due_on, "a review that removed nothing sets the next one")
        return months_between(begun, due)

    def since(self) -> Since:
        """P8a Return the period in which a fact is new to it."""
        return since(self)

    def incidents(self) -> "IncidentQuerySet":
        """P8a D5 Return the incidents reported since the review before, until its own day, and all breaches of the alert."""
        alert = self.alert
        reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
        return reported.filter(alert.around().q() & self.since().q() | Q(breach_of=alert))

    def referred_since(self, file: "Investigation") -> "IncidentQuerySet":
        """P8b D5 Return those incidents that were referred, are in no investigation, and are about the same as ``file``."""
        about = Q(customer=file.customer) if file.customer else Q(customer__isnull=True, asset=file.asset)
        return self.incidents().awaiting_lead().filter(about)

    def asks_for_more(self) -> bool:
        """P8b Return whether an investigation that it opened still considers a heavier measure."""
        return any(file.is_undecided() for file in self.investigations.all())

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c List the reasons why somebody else at the customer's address should not read a letter about it."""
        return self.alert.risks_at_home(on=on)

    def why_customer_not_informed(self) -> Refusal | None:
        """P7c Refuse any letter about the alert where the customer may not be told of it."""
        return self.alert.why_customer_not_informed()

    def letter_page(self, kind: str) -> str:
        """E2 Return the address of the page where a Lead writes its letter."""
        return reverse("alerts:review_letter", args=[self.reference])

    @property
    def harm_of_telling(self) -> str:
        """P7c Return the risk of harm for which its outcome is kept from the customer, with the reason; else nothing."""
        if self.informing != Informing.WITHHOLD or self.withhold_code not in FOR_HARM:
            return ""
        ground = ground_in_words(self.withhold_code, known=self.alert.customer_id is not None)
        return f"{ground}: {self.informing_reason}"

    def why_letter_refused(self, kind: str) -> Refusal | None:
        """E2 Refuse the letter on how the review ended, its only kind, while it may not exist."""
        return policies.why_review_letter_refused(self)

    def was_told_before(self) -> bool:
        """E2 Return whether a letter told the customer of the alert before the review was completed, its last step."""
        earlier = [review for review in self.alert.reviews.all() if review.pk != self.pk]
        telling = Letter.objects.filter(kind__in=self.alert.TOLD_BY, issued_at__lte=self.changed_at).sent()
        return telling.about(self.alert, *earlier).exists()

    def kept_nameless(self) -> "list[Colleague]":
        """P11a List the colleagues to keep nameless, as for the alert: reporters and people affected."""
        return self.alert.kept_nameless()

    def why_facts_refused(self, facts: dict[str, Any]) -> Refusal | None:
        """E2 Refuse a letter whose facts about the alert or the review are no longer true."""
        return self.alert.why_facts_refused(facts) or policies.why_review_facts_refused(self, facts)


def since(review: "Review") -> Since:
    """P8a Return the period in which a fact is new to the review."""
    alert, until = review.alert, review.completed_on or date.max
    over = review.changed_at if review.completed_on else None
    others = [each for each in alert.reviews.all() if each.completed_on and each.pk != review.pk]
    earlier = [each for each in others if review.completed_on is None or each.pk < review.pk]
    last = max(earlier, key=lambda each: (each.completed_on, each.pk), default=None)
    day = existing(last.completed_on, "a completed review has its day") if last else alert.in_force_from
    here = alert.approved_at if last is None else last.changed_at if last.completed_by_id else None
    return Since(last, day, here or timezone.make_aware(datetime.combine(day, time.min)), until, over)
