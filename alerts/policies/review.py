"""What the procedure asks of a review (§8)."""

from datetime import date
from typing import TYPE_CHECKING

from housing_alerts import procedure
from housing_alerts.refusals import Refusal

from .alert import why_no_letter, why_not_tell

if TYPE_CHECKING:
    from alerts.models import Alert, Review


def why_not_open_review(alert: "Alert", *, on: date, trigger: str = "DUE", evidence: str = "") -> Refusal | None:
    """P8a An active alert has one review at a time; before the due date something must have happened."""
    if alert.status != "ACTIVE":
        return Refusal(
            procedure.YEARLY_REVIEW,
            f"Alert {alert.reference} is {alert.get_status_display().lower()}. Only an active alert is reviewed.",
        )
    running = alert.open_review()
    if running is not None:
        return Refusal(
            procedure.YEARLY_REVIEW, f"Review {running.reference} of this alert is already open. Complete it."
        )
    due = alert.review_due_on
    if due and on < due and (trigger == "DUE" or not evidence.strip()):
        return Refusal(
            procedure.YEARLY_REVIEW,
            "The review is not due yet. Choose what calls for an early review, and say in words what happened.",
        )
    return None


def why_not_outcome(outcome: str) -> Refusal | None:
    """P8b A review keeps the alert, lightens it or removes it. What is heavier is decided like any new alert."""
    if outcome in ("KEEP", "STEP_DOWN", "REMOVE"):
        return None
    return Refusal(
        procedure.YEARLY_REVIEW,
        "A review keeps, lightens or removes the alert. For more than that, keep it and open an investigation.",
    )


def why_not_write_review(review: "Review") -> Refusal | None:
    """E2 Whether the letter that tells how a review ended may exist."""
    if review.status != "COMPLETED":
        return Refusal(
            procedure.REVIEW_OUTCOME, f"Review {review.reference} is not completed: there is no outcome yet."
        )
    if not review.outcome:
        return Refusal(
            procedure.REVIEW_OUTCOME,
            f"Review {review.reference} was completed in the housing system, which keeps no outcome. There is nothing to tell.",
        )
    if review.outcome != "REMOVE" and not review.alert.is_active:
        return Refusal(
            procedure.REVIEW_OUTCOME,
            f"Alert {review.alert.reference} has ended since. A letter that it stays would not be true.",
        )
    return why_no_letter(review.alert) or why_not_tell(review.alert)
