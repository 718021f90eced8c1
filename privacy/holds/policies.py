"""The rules for a legal hold, whoever takes the step (§13)."""

from datetime import date

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid


def why_no_reason(reason: str) -> Refusal | None:
    """P13a Refuse a hold without a reason that somebody can read later."""
    return why_unsaid(reason, Refusal(procedure.RETENTION, "Say why the file must be kept, and for whom."))


def why_review_day_refused(review_on: date | None, *, on: date) -> Refusal | None:
    """P13a Refuse a hold without a day of review, or with one that is not after ``on`` and within a year."""
    if review_on is None:
        return Refusal(procedure.RETENTION, "Say by which day the hold is reviewed. No hold is for good.")
    latest = procedure.add_months(on, procedure.HOLD_MONTHS)
    if on < review_on <= latest:
        return None
    return Refusal(
        procedure.RETENTION,
        f"A hold is reviewed within {procedure.HOLD_MONTHS} months: choose a day after today and by {latest:%-d %B %Y}.",
    )


def why_no_reason_to_end(reason: str) -> Refusal | None:
    """P13a Refuse to end a hold without a recorded reason."""
    return why_unsaid(reason, Refusal(procedure.RETENTION, "Say why the file need not be held any longer."))
