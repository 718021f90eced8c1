"""Build the rows of a legal hold's page."""

from datetime import date

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given
from privacy.models import LegalHold


def hold_rows(hold: LegalHold) -> Rows:
    """P13a Return the rows of the hold's page: why it is held, and what each review found."""
    return [
        ("Why it is held", hold.reason),
        ("Placed", f"{show_date(hold.created_at)} by {hold.created_by}"),
        ("Review by", show_date(hold.review_on)),
        *((f"Reviewed {show_date(date.fromisoformat(on))}", reason) for on, reason in hold.reviews),
        *given(
            ("Ended", f"{show_date(hold.ended_on)} by {hold.ended_by}: {hold.ended_reason}" if hold.ended_on else "")
        ),
    ]
