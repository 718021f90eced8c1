"""A review: one reconsideration of an active alert."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from alerts.alert.models import Alert
from alerts.choices import IncidentStatus, InvestigationStatus, ReviewStatus, Trigger
from alerts.incidents.models import Incident
from housing_alerts.customers.models import Asset, Customer
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


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, colleague: "Colleague") -> "ReviewQuerySet":
        """Whoever may see the alert."""
        return self.filter(alert__in=Alert.objects.visible_to(colleague))


class Since(NamedTuple):
    """P8a What happened after ``day``, or on it or before and became known after ``moment``; of a completed review, until
    its own day and until ``over``, the moment of its completion.

    ``last``: the review before, or none where it is the first one since the alert was imposed. What the housing system
    knew of an alert or a review that an import brought is not kept: ``moment`` is the beginning of its day.
    """

    last: "Review | None"
    day: date
    moment: datetime
    until: date
    over: datetime | None

    def takes_in(self, on: date, known_at: datetime | None) -> bool:
        """Whether that is new which happened on that day, and became known at that moment."""
        if known_at is None:
            return self.day <= on <= self.until
        late = known_at > self.moment and timezone.localdate(known_at) <= self.until
        seen = self.over is None or known_at <= self.over
        return on <= self.until and seen and (on > self.day or late)

    def q(self) -> Q:
        """Which incidents are new."""
        late = Q(known_at__gt=self.moment, known_at__date__lte=self.until)
        seen = Q(known_at__lte=self.over) if self.over else Q()
        return Q(occurred_at__date__lte=self.until) & seen & (Q(occurred_at__date__gt=self.day) | late)


class Review(ReviewMachine, Referenced):
    """P8a One reconsideration; its completion sets the alert's next due date, or ends it."""

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
            models.Index(fields=["due_on"], condition=Q(status=ReviewStatus.OPEN), name="early_review_that_is_open")
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
        """Whom the reviewed alert is about."""
        return self.alert.customer

    @property
    def asset(self) -> Asset | None:
        """The property that the reviewed alert hangs on, if it hangs on one."""
        return self.alert.asset

    @property
    def service_area(self) -> ServiceArea:
        """The part of the landlord whose Leads conduct the review."""
        return self.alert.service_area

    @property
    def period(self) -> int:
        """P8a The months from its completion to the next review. :raises LookupError: where it set no next one."""
        begun = existing(self.completed_on, "a completed review has its day")
        due = existing(self.next_due_on, "a review that removed nothing sets the next one")
        return (due.year - begun.year) * 12 + due.month - begun.month

    def since(self) -> Since:
        """P8a What is new to it."""
        return since(self)

    def incidents(self) -> "IncidentQuerySet":
        """P8a D5 What was reported since the review before this one, until its own day, and the breaches of the alert."""
        alert = self.alert
        reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
        return reported.filter(alert.around().q() & self.since().q() | Q(breach_of=alert))

    def referred_since(self, file: "Investigation") -> "IncidentQuerySet":
        """P8b D5 What of that was referred and is in no investigation, about whom or where ``file`` is."""
        about = Q(customer=file.customer) if file.customer else Q(customer__isnull=True, asset=file.asset)
        return self.incidents().awaiting_lead().filter(about)

    def asks_for_more(self) -> bool:
        """P8b Whether an investigation that it opened still considers a heavier measure."""
        running = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]
        return self.investigations.filter(status__in=running).exists()

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c Why somebody at the customer's address should not read a letter about the alert."""
        return self.alert.risks_at_home(on=on)

    def why_not_tell(self) -> Refusal | None:
        """P7c Whether the customer may be told anything of the alert by letter."""
        return self.alert.why_not_tell()

    def letter_page(self, kind: str) -> str:
        """E2 Where a Lead writes its letter."""
        return reverse("alerts:review_letter", args=[self.reference])

    def why_not_write(self, kind: str) -> Refusal | None:
        """E2 Whether the letter that tells how the review ended, its only kind, may exist."""
        return policies.why_not_write_review(self)

    def was_told_before(self) -> bool:
        """E2 Whether a letter from before the review was completed, which is its last step, told the customer of the alert."""
        earlier = self.alert.reviews.exclude(pk=self.pk)
        telling = Letter.objects.filter(kind__in=self.alert.TOLD_BY, issued_at__lte=self.changed_at).sent()
        return telling.about(self.alert, *earlier).exists()

    def kept_nameless(self) -> "list[Colleague]":
        """P11a Who reported on this customer or was affected, and is no officer whom the customer is to speak to."""
        return self.alert.kept_nameless()

    def why_not_say(self, facts: dict[str, Any]) -> Refusal | None:
        """E2 Whether what a letter says of the alert is still so."""
        return self.alert.why_not_say(facts) or policies.why_not_say_of_review(self, facts)


def since(review: "Review") -> Since:
    """P8a From when on something is new to the review."""
    alert, until = review.alert, review.completed_on or date.max
    over = review.changed_at if review.completed_on else None
    others = [each for each in alert.reviews.all() if each.completed_on and each.pk != review.pk]
    earlier = [each for each in others if review.completed_on is None or each.pk < review.pk]
    last = max(earlier, key=lambda each: (each.completed_on, each.pk), default=None)
    day = existing(last.completed_on, "a completed review has its day") if last else alert.in_force_from
    here = alert.approved_at if last is None else last.changed_at if last.completed_by_id else None
    return Since(last, day, here or timezone.make_aware(datetime.combine(day, time.min)), until, over)
