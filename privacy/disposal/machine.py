"""The machine of a disposal batch: proposed, confirmed by somebody else, and executed (§13)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from privacy.choices import BatchStatus

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

OPEN = [BatchStatus.PROPOSED, BatchStatus.CONFIRMED]
"""The statuses in which the files of a batch are in no other."""


class DisposalBatchMachine(models.Model):
    """The steps of a batch and the fields they fill in."""

    status = FSMField(choices=BatchStatus.choices, default=BatchStatus.PROPOSED, protected=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stopped_on = models.DateField("declined or withdrawn on", null=True, blank=True)
    stopped_reason = models.TextField("why it was declined or withdrawn", blank=True)
    executed_on = models.DateField("disposed of on", null=True, blank=True)

    class Meta:
        abstract = True

    @transition(field=status, source=BatchStatus.PROPOSED, target=BatchStatus.PROPOSED)
    def take_out(self) -> None:
        """P13a Take one file out of the batch. The reason stands with the file."""

    @transition(field=status, source=BatchStatus.PROPOSED, target=BatchStatus.CONFIRMED)
    def confirm(self, *, by: "Colleague", on: date) -> None:
        """P13a Agree, as a Head of Service, that the files go."""
        self.confirmed_by, self.confirmed_on = by, on

    @transition(field=status, source=BatchStatus.PROPOSED, target=BatchStatus.DECLINED)
    def decline(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P13a Decline, as a Head of Service: nothing goes."""
        self.stopped_by, self.stopped_on, self.stopped_reason = by, on, reason

    @transition(field=status, source=OPEN, target=BatchStatus.WITHDRAWN)
    def withdraw(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P13a Withdraw the batch, as the Data Protection Officer: nothing goes."""
        self.stopped_by, self.stopped_on, self.stopped_reason = by, on, reason

    @transition(field=status, source=BatchStatus.CONFIRMED, target=BatchStatus.EXECUTED)
    def execute(self, *, on: date) -> None:
        """P13a Record that the files are gone."""
        self.executed_on = on
