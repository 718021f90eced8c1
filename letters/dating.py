"""Find the days that the words of a letter name and that are not on record (E1, E2, E3, E4)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.utils import timezone

from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import NamedDay, named_days, show_date

if TYPE_CHECKING:
    from .models import Letter


PROMPT_BUSINESS_DAYS = 10
"""D3b The business days after a decision within which its letter goes out, if nobody says why not: our own standard."""


def is_late(decided: date, *, told: date) -> bool:
    """D3b Return whether a letter of that day first tells of the decision later than by our own standard."""
    return told > procedure.business_day_after(decided, PROMPT_BUSINESS_DAYS)


class OnRecord(NamedTuple):
    """The days that a letter on a case may name: those of its reports, and any others that its records hold or name."""

    reported: list[date]
    others: "list[date | NamedDay]"


def days_of(records: Iterable[models.Model | None]) -> "Iterator[date | NamedDay]":
    """Yield the days that the records hold, and those that their texts name."""
    for record in filter(None, records):
        for field in record._meta.concrete_fields:
            value = getattr(record, field.attname)
            if isinstance(value, datetime):
                yield timezone.localdate(value)
            elif isinstance(value, date):
                yield value
            elif isinstance(field, models.TextField):
                yield from named_days(value)


def questions(letter: "Letter", typed: str, given: str) -> list[str]:
    """E1 E2 E3 E4 List a question for each day that is named and not on record, with the days of the reports.

    :param typed: the texts that people wrote, without addresses.
    :param given: the days that the letter itself gives, such as that of the review.
    """
    named = named_days(typed)
    if not named:
        return []
    known = letter.days_on_record()
    days = [*known.reported, *known.others, *days_of([letter]), *named_days(given)]
    wrong = [each for each in named if not any(each.is_of(day) for day in days)]
    return [f"The letter says “{each.words}”. {_on_record(known.reported)}" for each in wrong]


def _on_record(reported: list[date]) -> str:
    if not reported:
        return "Nothing on record is of that day."
    days = " and ".join(dict.fromkeys(show_date(day) for day in sorted(reported)))
    return f"What was reported was on {days}, and nothing else on record is of that day."
