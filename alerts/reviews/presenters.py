"""Build the rows of a review's page, and of its form on paper."""

from alerts.alert.models import Alert
from alerts.choices import ReviewStatus
from alerts.corrections.amendable import amendments
from alerts.decisions.presenters import informing_rows
from alerts.incidents.words import of_lead_of_case
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given

from .machine import THE_DANGER
from .models import Review

NO_OUTCOME = "Completed in the housing system, which keeps no outcome"

NO_LONGER_ASKED = "What colleagues are no longer asked for"


def review_rows(review: Review) -> Rows:
    """P8a List the rows of the page: what called for the review, and how it ended."""
    rows: Rows = [("What called for it", review.get_trigger_display()), *given(("What happened", review.evidence))]
    if review.status == ReviewStatus.OPEN:
        rows += [("To be completed by", show_date(review.alert.due_on)), *informing_rows(review.alert)]
    if review.completed_on:
        rows += [*_decision(review), *informing_rows(review), *_completion(review)]
    file, lead = review.alert.investigation, review.completed_by or review.alert.responsible_lead
    rows += given(("Operational Lead", of_lead_of_case(file.standing_incidents() if file else [], lead)))
    rows += amendments(review.alert)
    return rows + given(("Why it was closed", review.closed_reason), ("Decided under", review.procedure_version))


def _decision(review: Review) -> Rows:
    lighter = given(
        ("What no longer applies", " ".join(review.taken_away)),
        ("What ends sooner", " ".join(review.ends_sooner)),
        (NO_LONGER_ASKED, "; ".join(review.given_up)),
    )
    struck = review.alert.struck_through
    outcome: Rows = [
        ("Outcome", review.get_outcome_display() or NO_OUTCOME),
        *lighter,
        ("Reason", struck(review.reason)),
    ]
    return [*outcome, *given((THE_DANGER, struck(review.danger)), *considered_rows(review))]


def considered_rows(review: Review) -> Rows:
    """P8a P10a List the Lead's considerations, as the page and an appeal's evidence show them."""
    return [(label, review.alert.struck_through(words)) for label, words in review.considered()]


def _completion(review: Review) -> Rows:
    return [("Completed", _completed(review)), ("Next review due", show_date(review.next_due_on))]


def _completed(review: Review) -> str:
    by = f" by {review.completed_by}" if review.completed_by else ""
    return f"{show_date(review.completed_on)}{by}" if review.completed_on else ""


def form_rows(review: Review) -> Rows:
    """P8a List the rows of the form on paper that say which alert is reviewed, and why."""
    alert, due_on = review.alert, review.alert.due_on
    called = f"{review.get_trigger_display()}. {review.evidence}" if review.evidence else review.get_trigger_display()
    return [
        *_alert(alert),
        *informing_rows(alert),
        ("Responsible Lead", alert.responsible_lead),
        ("What called for the review", called),
        ("To be completed by", show_date(due_on) if review.status == ReviewStatus.OPEN else ""),
    ]


def _alert(alert: Alert) -> Rows:
    customer = alert.customer
    return [
        ("Customer", f"{customer.addressee}, {customer.reference}") if customer else ("Property", alert.asset),
        ("Alert", f"{alert.type}, {alert.reference}"),
        ("What to do", alert.instruction),
        ("Controls", alert.control_names),
        ("In force since", show_date(alert.effective_from)),
        ("Why it was imposed", alert.struck_through(alert.reason)),
        *amendments(alert),
    ]


def outcome_rows(review: Review) -> Rows:
    """P8b List the rows of the form on paper that say how the review ended; none while it is open."""
    if review.status == ReviewStatus.OPEN:
        return []
    none = NO_OUTCOME if review.completed_on else "None: it was closed"
    files = ", ".join(map(str, review.investigations.all()))
    return [
        ("Outcome", review.get_outcome_display() or none),
        ("What no longer applies", review.taken_away),
        ("What ends sooner", review.ends_sooner),
        (NO_LONGER_ASKED, review.given_up),
        ("What is asked for", f"Investigation {files}" if files else ""),
        ("Reason", review.alert.struck_through(review.reason) or review.closed_reason),
        (THE_DANGER, review.alert.struck_through(review.danger)),
        *informing_rows(review),
        *_completion(review),
        ("Decided under", review.procedure_version),
    ]
