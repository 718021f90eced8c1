"""The machine of a contact strategy: in force, reviewed while it is, and ended (§12)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from monitoring.choices import StrategyStatus

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class StrategyMachine(models.Model):
    """The steps of a contact strategy and the fields they fill in."""

    status = FSMField(choices=StrategyStatus.choices, default=StrategyStatus.IN_FORCE, protected=True)
    review_on = models.DateField("the day by which it is reviewed")
    reviews = models.JSONField("what each review changed", default=list, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField("why it ended", blank=True)

    class Meta:
        abstract = True

    @transition(field=status, source=StrategyStatus.IN_FORCE, target=StrategyStatus.IN_FORCE)
    def review(self, *, changed: list[str | int], review_on: date) -> None:
        """P12 Keep the strategy in force until the next review.

        :param changed: the day, the words, and the keys of the colleagues who no longer answer, as they are kept.
        """
        self.reviews = [*self.reviews, changed]
        self.review_on = review_on

    @transition(field=status, source=StrategyStatus.IN_FORCE, target=StrategyStatus.ENDED)
    def end(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P12 End the strategy."""
        self.ended_by, self.ended_on, self.ended_reason = by, on, reason
