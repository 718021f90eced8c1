"""List late appeals: answered later than the procedure asks, or acknowledged later than our own standard (P9b)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from housing_alerts.staff.models import Colleague

from .models import Appeal

PAGE = 50


@dataclass(frozen=True)
class Breach:
    """One line of the list: an appeal, and how late its acknowledgement and its answer were; "" where in time."""

    appeal: Appeal
    acknowledgement: str
    answer: str


def breaches(colleague: Colleague, *, today: date, after: str = "") -> tuple[list[Breach], str]:
    """Return one page of late appeals, newest first, and the start of the next page; "" where there is none.

    :param after: the reference of the last appeal of the page before.
    """
    found = Appeal.objects.visible_to(colleague).in_breach(on=today).select_related("customer", "service_area")
    last = Appeal.objects.visible_to(colleague).filter(reference=after).first()
    if last:
        found = found.filter(Q(received_on__lt=last.received_on) | Q(received_on=last.received_on, pk__lt=last.pk))
    rows = list(_lines(found[: PAGE + 1], today))
    return rows[:PAGE], rows[PAGE - 1].appeal.reference if len(rows) > PAGE else ""


def _lines(found: "Iterable[Any]", today: date) -> Iterator[Breach]:
    for appeal in found:
        acknowledgement = _late(appeal.acknowledge_due_on, appeal.told_on, today)
        yield Breach(appeal, acknowledgement, _late(appeal.answer_due_on, appeal.closed_on, today))


def _late(due: date | None, done: date | None, today: date) -> str:
    days = ((done or today) - due).days if due else 0
    if days <= 0:
        return ""
    return f"{days} day{'' if days == 1 else 's'} late{'' if done else ', not sent yet'}"
