"""Show the result of the trail's check in words."""

from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.web.rows import Rows, given
from privacy.choices import TrailState
from privacy.models import TrailCheck

COLOURS = {
    TrailState.SOUND: "green",
    TrailState.BROKEN: "red",
    TrailState.STALE: "orange",
    TrailState.FAILED: "orange",
    TrailState.NEVER: "orange",
}


def whom_to_ring(colleague: Colleague) -> str:
    """P11a Return the role that has to hear of a broken trail from this colleague."""
    other = Role.ADMINISTRATOR if colleague.holds(Role.DATA_PROTECTION_OFFICER) else Role.DATA_PROTECTION_OFFICER
    return f"the {other.label}"


def check_rows(check: TrailCheck) -> Rows:
    """P11a Return the rows of the last check: when it ran, how much it looked at, what it found, and what failed since."""
    return [
        *(_result(check) if check.ended_at and check.started_at else [("Last check", "None has ended")]),
        *given(
            ("Broken since", show_datetime(check.broken_since) if check.broken_since else ""),
            ("Failed since then", _failure(check)),
        ),
    ]


def _result(check: TrailCheck) -> Rows:
    return [
        ("Last check began", show_datetime(check.started_at)),
        ("It ended", show_datetime(check.ended_at)),
        ("Rows of the trail looked at", f"{check.positions:,}"),
        ("Records looked at", f"{check.rows:,}"),
        ("Checkpoints compared with", f"{check.checkpoints:,}" if check.checkpoints else NO_CHECKPOINT),
        ("Found", f"{check.found_count:,}" if check.found_count else "Nothing: all is as a step left it"),
    ]


NO_CHECKPOINT = "None: a list whose end was cut, or that was made anew, would not be found"


def _failure(check: TrailCheck) -> str:
    if not check.failed_at:
        return ""
    times = "Once" if check.failures == 1 else f"{check.failures} times"
    return f"{times}, last on {show_datetime(check.failed_at)}. {check.failed_why} It is tried again."
