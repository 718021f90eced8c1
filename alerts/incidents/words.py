"""Say in words what several pages and documents tell of an incident."""

from typing import TYPE_CHECKING

from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from .models import Incident


def confirmation(incident: "Incident") -> list[tuple[str, str]]:
    """P2 Return the row about a report for somebody else: whether that colleague confirmed or corrected it."""
    if incident.reported_for is None:
        return []
    if incident.confirmed_at is None:
        return [(f"Confirmed by {incident.reported_for}", "Not yet")]
    on = show_date(incident.confirmed_at)
    if incident.correction:
        return [(f"Corrected by {incident.reported_for}, {on}", incident.correction)]
    return [(f"Confirmed by {incident.reported_for}", on)]
