"""The machine of a review: opened, then completed with an outcome, or closed (§8)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from alerts.choices import Informing, ReviewOutcome, ReviewStatus, WithholdCode
from housing_alerts.kernel import procedure

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

THE_DANGER = "What becomes of the danger that was reported"


class ReviewMachine(models.Model):
    """The steps of a review and the fields they fill in."""

    status = FSMField(choices=ReviewStatus.choices, default=ReviewStatus.OPEN, protected=True)
    outcome = models.CharField(max_length=12, choices=ReviewOutcome.choices, blank=True)
    reason = models.TextField("reason for the decision", blank=True)
    taken_away = models.JSONField("what no longer applies, as the customer reads it", default=list, blank=True)
    ends_sooner = models.JSONField("what ends sooner, as the customer reads it", default=list, blank=True)
    given_up = models.JSONField("what colleagues are no longer asked for", default=list, blank=True)
    informing = models.CharField(max_length=12, choices=Informing.choices, blank=True)
    withhold_code = models.CharField(max_length=20, choices=WithholdCode.choices, blank=True)
    informing_reason = models.TextField("how the risk of informing the customer was assessed", blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    completed_on = models.DateField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    risk = models.TextField("how the risk stands now", blank=True)
    customers_side = models.TextField("what the customer says, or why they were not asked", blank=True)
    vulnerability = models.TextField("how vulnerability and adjustments were considered", blank=True)
    danger = models.TextField("what becomes of the danger that was reported", blank=True)
    procedure_version = models.CharField(max_length=100, blank=True)
    closed_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    def considered(self) -> list[tuple[str, str]]:
        """P8a P10a List the Lead's considerations."""
        return [
            ("The risk now", self.risk),
            ("The customer’s side", self.customers_side),
            ("Vulnerability and adjustments", self.vulnerability),
        ]

    def written(self) -> list[tuple[str, str]]:
        """P8a P13b List the reason for the outcome, what becomes of the danger, and the considerations."""
        return [("Reason", self.reason), (THE_DANGER, self.danger), *self.considered()]

    @transition(field=status, source=ReviewStatus.OPEN, target=ReviewStatus.COMPLETED)
    def complete(
        self,
        *,
        by: "Colleague",
        on: date,
        outcome: str,
        reason: str,
        informing: dict[str, str],
        next_due_on: date | None,
        taken_away: dict[str, list[str]],
        considered: dict[str, str],
    ) -> None:
        """P8a Complete the review with the Lead's decision on the alert.

        :param taken_away: the fields ``taken_away``, ``ends_sooner`` and ``given_up`` of a step down.
        :param considered: ``risk``, ``customers_side``, ``vulnerability`` and ``danger``, as far as they were written down.
        """
        self.completed_by, self.completed_on = by, on
        self.outcome, self.reason, self.next_due_on = outcome, reason, next_due_on
        self.procedure_version = procedure.VERSION
        for name, value in {**informing, **considered, **taken_away}.items():
            setattr(self, name, value)

    @transition(field=status, source=ReviewStatus.OPEN, target=ReviewStatus.COMPLETED)
    def carry_over(self, *, on: date, next_due_on: date) -> None:
        """F1 Complete a review that took place in the housing system, which stores neither outcome nor reason."""
        self.completed_on, self.next_due_on = on, next_due_on

    @transition(field=status, source=ReviewStatus.OPEN, target=ReviewStatus.CLOSED)
    def close(self, *, reason: str) -> None:
        """P8b Close a review that has nothing left to decide."""
        self.closed_reason, self.procedure_version = reason, procedure.VERSION
