"""An appeal against an alert, a review that kept it, or an agreed action."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from alerts.models import Action, Alert, Review
from housing_alerts.customers.models import Customer, Representative
from housing_alerts.records.models import Referenced
from housing_alerts.refusals import Refusal
from housing_alerts.staff.models import Role, ServiceArea
from letters.models import Letter

from . import policies
from .workflow import AppealStatus, AppealWorkflow

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

OPEN = [AppealStatus.RECEIVED, AppealStatus.ACCEPTED, AppealStatus.PREPARED]
DECIDED = [AppealStatus.DETERMINED, AppealStatus.REFUSED]
"""What owes the customer a letter."""


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, colleague: "Colleague") -> "AppealQuerySet":
        """A Lead's areas, all for the Leadership Team; a restricted customer's only where that file is open to them.

        The area is the case's own: a customer who comes to another area takes no case away from its Lead.
        """
        if colleague.holds(Role.LEADERSHIP):
            scope = Q()
        elif colleague.holds(Role.OPERATIONAL_LEAD):
            scope = Q(service_area__in=colleague.area_ids)
        else:
            return self.none()
        return self.filter(scope, customer__in=Customer.objects.open_to(colleague))

    def open(self) -> "AppealQuerySet":
        """Neither decided nor taken back."""
        return self.filter(status__in=OPEN)


class Appeal(AppealWorkflow, Referenced):
    """P9a One written challenge, with its grounds, when and how it came, and whether it was in time."""

    class Channel(models.TextChoices):
        LETTER = "LETTER", "Letter"
        EMAIL = "EMAIL", "E-mail"
        FORM = "FORM", "Web form"
        TELEPHONE = "TELEPHONE", "Telephone, written down for the customer"
        IN_PERSON = "IN_PERSON", "In person, written down for the customer"

    PREFIX = "AP"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="appeals")
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="appeals")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="appeals")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="appeals")
    grounds = models.TextField("the customer's reasons")
    channel = models.CharField("how it reached us", max_length=12, choices=Channel.choices)
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField()
    reply_by = models.DateField("last day to appeal", null=True, blank=True)
    in_time = models.BooleanField()

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "service_area"]),
            models.Index(fields=["status", "answer_due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["alert"], condition=Q(status__in=OPEN), name="one_open_appeal_of_an_alert"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(status__in=OPEN), name="one_open_appeal_of_an_action"
            ),
            models.CheckConstraint(
                condition=Q(alert__isnull=True, action__isnull=False) | Q(alert__isnull=False, action__isnull=True),
                name="appeal_against_an_alert_or_an_action",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True)
                | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="appeal_decided_by_and_on_together",
            ),
            models.CheckConstraint(
                condition=~Q(status=AppealStatus.DETERMINED) | (~Q(outcome="") & ~Q(findings="")),
                name="determined_appeal_has_outcome_and_findings",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def days_left(self, *, on: date) -> int | None:
        """P9b Days until the answer must be sent; negative when that day has passed."""
        return (self.answer_due_on - on).days if self.answer_due_on else None

    def answer_owed(self) -> bool:
        """P9b Whether the customer still waits: the answer is given when its letter is sent, and not before.

        An answer that may not be written is still owed. An action has no letter: its answer is kept on the file.
        """
        if self.is_open:
            return True
        if self.status not in DECIDED or self.alert is None or self.customer.died:
            return False
        return not Letter.objects.about(self).sent().exists()

    def clock(self, *, on: date) -> str:
        """P9b The days left, or late, in words; nothing before the appeal is accepted."""
        left = self.days_left(on=on)
        if left is None:
            return ""
        return f"{abs(left)} day{'' if abs(left) == 1 else 's'} {'left' if left >= 0 else 'late'}"

    def why_not_write(self) -> Refusal | None:
        """E3 Whether the letter that tells how the appeal ended may exist."""
        return policies.why_not_write(self)

    def why_not_say(self, facts: dict[str, Any]) -> Refusal | None:
        """E3 Whether what a letter says of the alert is still so."""
        return self.alert.why_not_say(facts) if self.alert else None
