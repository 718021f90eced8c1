"""What is new to a review: what happened, and what became known, since the alert was last weighed (§8)."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils import timezone

from .machine import ReviewStatus

if TYPE_CHECKING:
    from .models import Review


class Since(NamedTuple):
    """P8a What happened from ``day`` on, and what became known after ``moment``; of a completed review, until its own day
    and until ``over``, the moment of its completion.

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
        late = known_at is not None and known_at > self.moment and timezone.localdate(known_at) <= self.until
        seen = self.over is None or known_at is None or known_at <= self.over
        return on <= self.until and seen and (on >= self.day or late)

    def q(self) -> Q:
        """Which incidents are new."""
        late = Q(known_at__gt=self.moment, known_at__date__lte=self.until)
        seen = Q(known_at__lte=self.over) if self.over else Q()
        return Q(occurred_at__date__lte=self.until) & seen & (Q(occurred_at__date__gte=self.day) | late)


def since(review: "Review") -> Since:
    """P8a From when on something is new to the review."""
    alert, until = review.alert, review.completed_on or date.max
    over = review.changed_at if review.completed_on else None
    earlier = alert.reviews.filter(status=ReviewStatus.COMPLETED).exclude(pk=review.pk)
    if review.completed_on:
        earlier = earlier.filter(pk__lt=review.pk)
    last = earlier.order_by("-completed_on", "-pk").first()
    day = last.completed_on if last else alert.effective_from
    assert day is not None  # what is reviewed is in force
    here = alert.approved_at if last is None else last.changed_at if last.completed_by_id else None
    return Since(last, day, here or timezone.make_aware(datetime.combine(day, time.min)), until, over)
