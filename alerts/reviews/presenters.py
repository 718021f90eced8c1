"""Build the rows of a review's page, and of its form on paper."""

from alerts.choices import ReviewStatus
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given

from .models import Review

NO_OUTCOME = "Completed in the housing system, which keeps no outcome"


def review_rows(review: Review) -> Rows:
    """P8a Return the rows of the page: what called for the review, and how it ended."""
    rows: Rows = [("What called for it", review.get_trigger_display()), *given(("What happened", review.evidence))]
    if review.status == ReviewStatus.OPEN:
        rows.append(("To be completed by", show_date(review.alert.due_on)))
    if review.completed_on:
        rows += [*_decision(review), *_informing(review), *_completion(review)]
    return rows + given(("Why it was closed", review.closed_reason), ("Decided under", review.procedure_version))


def _decision(review: Review) -> Rows:
    lighter = given(
        ("What no longer applies", " ".join(review.taken_away)), ("What ends sooner", " ".join(review.ends_sooner))
    )
    considered = given(
        ("The risk now", review.risk),
        ("The customer’s side", review.customers_side),
        ("Vulnerability and adjustments", review.vulnerability),
    )
    return [("Outcome", review.get_outcome_display() or NO_OUTCOME), *lighter, ("Reason", review.reason), *considered]


def _informing(review: Review) -> Rows:
    return [
        ("Is the customer informed?", review.get_informing_display()),
        *given(
            ("Why not", review.get_withhold_code_display()),
            ("How the risk of informing them was assessed", review.informing_reason),
        ),
    ]


def _completion(review: Review) -> Rows:
    return [("Completed", _completed(review)), ("Next review due", show_date(review.next_due_on))]


def _completed(review: Review) -> str:
    by = f" by {review.completed_by}" if review.completed_by else ""
    return f"{show_date(review.completed_on)}{by}" if review.completed_on else ""
