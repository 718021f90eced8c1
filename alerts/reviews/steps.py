"""The steps of a review: whether a colleague can take each now, before any input (§8)."""

from datetime import date

from alerts.alert.models import Alert
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import Review


def why_not_open_review(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """P8a Return the obstacle to reviewing the alert. Before its due date the form asks what calls for it."""
    return permissions.why_may_not_review(by, alert) or policies.why_not_open_review(alert)


def why_not_complete(review: Review, by: Colleague, on: date) -> Refusal | None:
    """P8a Return the obstacle to completing the review with a decision on the alert."""
    return why_not_from_here(review.complete) or permissions.why_may_not_complete(by, review.alert)


def why_not_carry_over(review: Review, by: Colleague | None, on: date) -> Refusal | None:
    """F1 Return the obstacle to carrying over a review of the housing system. A command does this, not a colleague."""
    return why_not_from_here(review.carry_over)


def why_not_close(review: Review, by: Colleague, on: date | None = None) -> Refusal | None:
    """P8a Return the obstacle to closing the review without an outcome. No rule of this step asks the day."""
    return why_not_from_here(review.close) or permissions.why_may_not_review(by, review.alert)
