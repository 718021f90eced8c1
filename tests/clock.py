"""The clock of the suite: it begins at ``TEST_DAY``, at eight in London unless that names an hour too, and runs on.

Without ``TEST_DAY`` that is a Wednesday in June that no bank holiday is near. A test that is about another day travels there.
"""

import os
import time
from datetime import datetime, timedelta
from datetime import time as hour
from zoneinfo import ZoneInfo

import time_machine

WEDNESDAY = "2026-06-17"
"""Not the day of the fixture of that name, whose cases stand at half past ten: kept rows of the two would be mixed up."""
DAYS = (
    "2026-01-01",
    "2026-12-31",
    "2028-02-29",
    "2026-09-01",
    "2026-12-02",
    "2027-01-12",
    "2027-03-28",  # the clocks go forward
    "2026-10-25",  # and back
    "2026-08-31",  # a bank holiday
    "2026-06-11 23:55",
)
"""The days on which ``./dev test --deep`` runs the rules and the pages too."""


def moment(day: str) -> datetime:
    """Return that moment of London's clock."""
    at = datetime.fromisoformat(day)
    at = at if " " in day else datetime.combine(at, hour(8))
    return at.replace(tzinfo=ZoneInfo("Europe/London"))


def start() -> None:
    """Set the clock of this process to that of the run: the processes that a test starts share it."""
    run_for = time.time() - float(os.environ.setdefault("TEST_BEGAN", str(time.time())))
    time_machine.travel(moment(os.environ.get("TEST_DAY") or WEDNESDAY) + timedelta(seconds=run_for)).start()
