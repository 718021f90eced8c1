"""The morning mail with the new duties on a colleague's worklist."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from housing_alerts.outbox import services as outbox
from housing_alerts.staff.models import Colleague

from . import selectors, services, telling
from .choices import NEWS, Way
from .models import Duty, DutyQuerySet

MOST = 20
"""The number of duties that a digest names. The worklist has the rest."""


def readers() -> QuerySet[Colleague]:
    """Return the colleagues who can get a digest. A colleague without an address is told of nothing until they have one."""
    return Colleague.objects.filter(is_active=True).exclude(email="").order_by("pk")


def new_to(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties of which the colleague is told this morning, urgent ones whatever they chose."""
    off = selectors.kinds_told(colleague, Way.OFF)
    return selectors.untold(colleague, on=on).exclude(kind__in=off, urgent=False)


@transaction.atomic
def write(colleague: Colleague, *, on: date, now: datetime) -> bool:
    """Write the colleague's digest of that morning. :returns: whether there was anything new."""
    found = list(new_to(colleague, on=on).order_by("-urgent", F("due_on").asc(nulls_last=True), "pk"))
    if not found:
        return False
    services.note_told(colleague, found)
    count = f"{len(found)} new"
    outbox.write(to=colleague, subject=f"Your worklist: {count}", body=_body(colleague, found, on), now=now)
    return True


def _body(colleague: Colleague, found: list[Duty], on: date) -> str:
    held = selectors.held_by(colleague, on=on).exclude(kind__in=NEWS)
    waiting, overdue = held.count(), held.filter(due_on__lt=on).count()
    more = len(found) - MOST
    lines = [
        f"New since you were told last: {len(found)}.",
        f"On your worklist in all: {waiting}. Overdue: {overdue}.",
        "",
        *(line for duty in found[:MOST] for line in _lines(duty)),
        *([f"And {more} more: {telling.address('/')}", ""] if more > 0 else []),
        f"Your worklist: {telling.address('/')}",
        f"What you are told: {telling.address(reverse('duties:told'))}",
    ]
    return "\n".join(lines)


def _lines(duty: Duty) -> list[str]:
    until = telling.until_when(duty)
    words = f"{duty.get_kind_display()}: {telling.named(duty)}"
    return [f"{words}. {until}." if until else f"{words}.", telling.link(duty), ""]
