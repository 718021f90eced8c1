"""Write and read days and moments as people write them, in London."""

import re
from calendar import month_abbr, month_name
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

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


class NamedDay(NamedTuple):
    """A day as a text names it. The year is None where the text leaves it out."""

    words: str
    day: int
    month: int
    year: int | None

    def is_of(self, other: "date | NamedDay") -> bool:
        """Return whether it can be that day. A year that is not named can be any."""
        same = (self.day, self.month) == (other.day, other.month)
        return same and (self.year is None or other.year is None or self.year == other.year)


_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR = r"(?:,?\s+(?P<year>\d{4})\b)?"
_MORE = r"(?:\s*(?:and|or|to|until|–|-)\s*\d{1,2}(?:st|nd|rd|th)?)*"
"""The further days of the same month, as in “15 to 20 November”."""
_MONTHS = [name.lower() for name in month_abbr]
_NAMED = [
    re.compile(rf"\b{_NUMBER}(?=(?P<rest>{_MORE}\s+(?:of\s+)?{_MONTH}{_YEAR}))", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?:the\s+)?{_NUMBER}(?![\d:]){_YEAR}(?P<rest>)", re.IGNORECASE),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b(?P<rest>)"),
]
"""The ways to name a day. The small word “may” is no month, and a time such as “10.30” is no day."""


def named_days(text: str) -> list[NamedDay]:
    """List the days that a text names, such as “18 November”, “18th of November 2026” or “18/11/2026”, each once."""
    found = chain.from_iterable(pattern.finditer(text) for pattern in _NAMED)
    days = [_named_day(one) for one in found]
    return list(dict.fromkeys(day for day in days if 1 <= day.month <= 12 and 1 <= day.day <= 31))


def _named_day(found: re.Match[str]) -> NamedDay:
    month, year = found["month"], found["year"]
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower())
    words = " ".join(f"{found[0]}{found['rest']}".split())
    return NamedDay(words, int(found["day"]), number, int(year) + 2000 * (len(year) == 2) if year else None)
