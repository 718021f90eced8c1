"""What the letters about alerts and reviews say (E1, E2), as plain data for the letters' templates."""

from typing import Any

from housing_alerts.jinja import show_date

from .models import Alert, Condition, Review
from .workflow import ReviewOutcome

REMOVAL = (
    "We will remove the alert when the risk has gone down. If our staff and contractors can visit and speak with you "
    "without further concerns, that will count in your favour."
)
"""E1 What would lead to removal; the Lead may say it in other words."""

SUGGESTED_REASONS: dict[str, str] = {
    ReviewOutcome.KEEP: "We are still concerned about your behaviour, because of what has been reported to us since the "
    "last review. We would welcome steps from you to put this right.",
    ReviewOutcome.STEP_DOWN: "We have had fewer concerns since the last review, so we can take some of the measures away.",
    ReviewOutcome.REMOVE: "We have had no further concerns about your behaviour. Thank you for working with us.",
}
"""E2 Where the Lead starts from when the review's own reason is not fit to send."""


def notification(alert: Alert, *, incident: str, removal: str, invite_apology: bool) -> dict[str, Any]:
    """E1 The facts of the letter that tells of an alert.

    :param incident: what was reported, as the customer reads it; no reporter's name.
    """
    return {
        "incident": incident,
        "alerts": [
            {
                "name": alert.type.name,
                "measure": alert.type.measure,
                "consequence": alert.type.consequence,
                "conditions": [_condition(condition) for condition in alert.standing_conditions()],
            }
        ],
        "effective_from": show_date(alert.effective_from),
        "review_by": show_date(alert.review_due_on),
        "review_months": alert.first_period,
        "removal": removal,
        "invite_apology": invite_apology,
        "terms": alert.terms(),
    }


def _condition(condition: Condition) -> dict[str, str]:
    until = f"until {show_date(condition.ends)}" if condition.ends else "until the review"
    return {"words": condition.words, "until": until}


def review_outcome(review: Review, *, reason: str) -> dict[str, Any]:
    """E2 The facts of the letter that tells how a review ended.

    :param reason: the reason for the decision, as the customer reads it.
    """
    type = review.alert.type
    removed = review.outcome == ReviewOutcome.REMOVE
    return {
        "alert_name": type.name,
        "outcome": review.outcome,
        "reason": reason,
        "consequence": type.consequence_removed if removed else type.consequence_kept,
        "review_by": "" if removed else show_date(review.next_due_on),
        "decided_on": show_date(review.completed_on),
        "terms": review.alert.terms(),
    }


def suggested_incident(alert: Alert) -> str:
    """E1 A first sentence about what was reported, without names, for the Lead to complete."""
    incidents = alert.investigation.standing_incidents().order_by("occurred_at") if alert.investigation else []
    days = [f"{show_date(i.occurred_at)} ({i.get_channel_display().lower()})" for i in incidents]
    if not days:
        return ""
    return f"It was reported to us that on {' and on '.join(days)} your behaviour was "
