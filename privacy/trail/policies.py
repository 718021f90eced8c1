"""The rules for the check of the trail: when its result is too old, and when its failures are no hiccup."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from housing_alerts.kernel.written_dates import show_date
from privacy.choices import TrailState

if TYPE_CHECKING:
    from .models import TrailCheck

OLD = timedelta(days=2)
"""The age at which a result says nothing of the trail any more. The check runs each night."""
OFTEN = 3
"""The number of failures in a row that are no longer a busy database."""
MOST = 200
"""The number of records that a result names. ``verify_audit`` names all."""


def old_from(check: "TrailCheck") -> date:
    """P11a Return the first day on which the last result is too old. Without one, count from when the first check began."""
    return timezone.localdate(check.ended_at or check.begun_at) + OLD


def state(check: "TrailCheck | None", *, on: date) -> TrailState:
    """P11a Return what is known of the trail on that day. A broken trail stays broken until a later check is sound."""
    if check is None:
        return TrailState.NEVER
    if check.is_broken:
        return TrailState.BROKEN
    if on >= old_from(check):
        return TrailState.STALE
    if check.failures:
        return TrailState.FAILED
    return TrailState.SOUND if check.ended_at else TrailState.NEVER


def why_not_sound(check: "TrailCheck") -> str:
    """P11a Say what is wrong with the trail or its check, whatever the day is. Return "" if nothing is."""
    if check.is_broken:
        number = "1 thing" if check.found_count == 1 else f"{check.found_count} things"
        return f"The check of {show_date(check.ended_at)} found {number} that no step did."
    if check.failures >= OFTEN:
        return f"The check failed {check.failures} times, one after the other."
    return ""
