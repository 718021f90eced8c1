"""Write and read days and moments as people write them, in London."""

import re
from calendar import month_name
from datetime import date, datetime

from django.utils import timezone


def show_date(value: date | datetime | None) -> str:
    """Return the day in London, as people write it: "5 April 2026". Return "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}"


_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(month_name[1:])}) (\d{{4}})")


def unbroken(text: str) -> str:
    """Return the text with no-break spaces in each day that :func:`show_date` wrote, so that print keeps it on one line."""
    return _DAY.sub("\\1\u00a0\\2\u00a0\\3", text)


def read_date(text: str) -> date | None:
    """Return the day that :func:`show_date` wrote, or None if the text is no such day."""
    try:
        return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007  (a day is in no time zone)
    except ValueError:
        return None


def show_datetime(value: datetime | None) -> str:
    """Return the moment in London, as people write it: "5 April 2026 at 10:32am". Return "" for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{show_date(local)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
