"""Tell colleagues of duties at once, by a message that names nobody."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.outbox import services as outbox
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import selectors
from .choices import ALWAYS_URGENT, NAMES_A_COLLEAGUE, NEWS, OF_A_CLOSED_FILE, Way
from .models import Choice, Duty, Telling


def tell(duties: Iterable[Duty], *, now: datetime) -> int:
    """Write to everybody who must be told of these duties at once and was not told yet.

    :returns: the number of messages.
    """
    keys: dict[Colleague, set[int]] = {}
    for duty in duties:
        for colleague in _at_once(duty):
            keys.setdefault(colleague, set()).add(duty.pk)
    return sum(_tell(colleague, pks, now) for colleague, pks in keys.items())


def _tell(colleague: Colleague, pks: set[int], now: datetime) -> int:
    """Write a message for each of the duties that the colleague holds, as far as they may see it."""
    found = selectors.untold(colleague, on=timezone.localdate(now)).filter(pk__in=pks)
    for duty in found:
        Telling.objects.create(duty=duty, colleague=colleague, urgent=duty.urgent, news=duty.news)
        outbox.write(to=colleague, subject=subject(duty), body=body(duty), now=now)
    return len(found)


def _at_once(duty: Duty) -> Iterable[Colleague]:
    """Return the colleagues who can hold the duty and are told of it at once. The caller checks that they hold it."""
    if duty.urgent or duty.kind in ALWAYS_URGENT:
        return Colleague.objects.filter(_holders(duty), is_active=True).distinct()
    chosen = Choice.objects.filter(kind=duty.kind, way=Way.AT_ONCE)
    return Colleague.objects.filter(pk__in=chosen.values("colleague"), is_active=True)


def _holders(duty: Duty) -> Q:
    """Return the condition for colleagues who can hold the duty: by name, by role, or as a deputy."""
    if duty.colleague_id:
        return Q(pk=duty.colleague_id) | Q(deputising__colleague=duty.colleague_id)
    if duty.role == Role.LEADERSHIP:
        return Q(held__role__in=[Role.LEADERSHIP, Role.HEAD_OF_SERVICE])
    areas = Q(areas=duty.area_id) if duty.area_id else Q()
    return Q(held__role=duty.role) & areas


def subject(duty: Duty) -> str:
    """Return the subject of a message about one duty."""
    return f"{'Urgent: ' if duty.urgent else ''}{duty.get_kind_display()}, {named(duty)}"


def body(duty: Duty) -> str:
    """Return the message about one duty: its kind, its case, its due day, and the page on which it is done."""
    why = "You are told at once because it is urgent." if duty.urgent else "You chose to be told of this at once."
    until = until_when(duty)
    lines = [
        f"{duty.get_kind_display()}: {named(duty)}.",
        *([f"{until}."] if until else []),
        *(["This is for your information: nothing is asked of you."] if duty.kind in NEWS else []),
        "",
        link(duty),
        "",
        why,
        f"What you are told: {address(reverse('duties:told'))}",
    ]
    return "\n".join(lines)


def named(duty: Duty) -> str:
    """P11a Return the name of the duty in a mail: its reference, or no name if the file is closed to its reader."""
    if duty.closed:  # type: ignore[attr-defined]
        return "Restricted file"
    return "see the page" if duty.kind in NAMES_A_COLLEAGUE else duty.reference


def until_when(duty: Duty) -> str:
    """Return the day on which the duty is due, in words, or "" if it has none."""
    return f"Due by {show_date(duty.due_on)}" if duty.due_on else ""


def link(duty: Duty) -> str:
    """Return the address of the page on which the duty is done. If the file is closed to its reader, return their worklist."""
    hidden = duty.closed and duty.kind not in OF_A_CLOSED_FILE  # type: ignore[attr-defined]
    return address("/" if hidden else duty.path)


def address(path: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.SITE_URL}{path}"
