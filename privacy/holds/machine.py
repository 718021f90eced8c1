"""The machine of a legal hold: in force, reviewed while it is, and ended (§13)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from privacy.choices import HoldStatus

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class LegalHoldMachine(models.Model):
    """The steps of a legal hold and the fields they fill in."""

    status = FSMField(choices=HoldStatus.choices, default=HoldStatus.IN_FORCE, protected=True)
    review_on = models.DateField("the day by which it is reviewed")
    reviews = models.JSONField("what each review found", default=list, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField("why it ended", blank=True)

    class Meta:
        abstract = True

    @transition(field=status, source=HoldStatus.IN_FORCE, target=HoldStatus.IN_FORCE)
    def review(self, *, found: list[str], review_on: date) -> None:
        """P13a Keep the hold in force until the next review.

        :param found: the day and the reason, as they are kept.
        """
        self.reviews = [*self.reviews, found]
        self.review_on = review_on

    @transition(field=status, source=HoldStatus.IN_FORCE, target=HoldStatus.ENDED)
    def end(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P13a End the hold, so that the periods of the organisation count again."""
        self.ended_by, self.ended_on, self.ended_reason = by, on, reason
