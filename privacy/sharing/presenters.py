"""Build the rows of a sharing request's page."""

from datetime import date

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given
from privacy.models import SharingRequest


def request_rows(request: SharingRequest) -> Rows:
    """P11a Return the rows of the page: who asks for what and why, and what became of it."""
    decided = f"{show_date(request.decided_on)} by {request.decided_by}" if request.decided_on else ""
    return [
        ("Who asks", request.get_asker_display()),
        ("Their name and office", request.asked_by),
        ("Received", f"{show_date(request.received_on)}, logged by {request.created_by}"),
        ("Needed by", show_date(request.due_on)),
        ("They ask for", request.asks),
        ("Why they need it", request.basis),
        *given(
            ("Decided", decided),
            ("On which ground", request.get_ground_display()),
            ("What they got", request.given),
            ("Who got it, and how", request.given_how),
            ("Why", request.reason),
        ),
        *(
            (f"Told on {show_date(date.fromisoformat(on))}", f"{what} was found wrong. {how}")
            for on, how, what in request.told
        ),
    ]
