"""Build the rows of the page on which the outcome of an action is recorded."""

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows

from .models import Action


def agreed_rows(action: Action) -> Rows:
    """P5 Return the rows that describe the agreed action, with when and by whom it was agreed."""
    return [
        ("Action", action),
        ("What exactly, and why", action.words),
        ("Agreed", f"{show_date(action.decided_on)} by {action.decided_by}" if action.agreed else ""),
        ("By when", show_date(action.due_on)),
    ]
