"""Build the rows of the page of one entry."""

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows

from .models import Entry


def entered_rows(entry: Entry) -> Rows:
    """P11a Return the rows that say when, by whom and under which reference it was entered; none before."""
    if entry.entered_on is None:
        return []
    return [
        ("Entered", f"{show_date(entry.entered_on)} by {entry.entered_by}"),
        ("Reference there", entry.reference),
    ]
