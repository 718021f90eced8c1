"""What the calendar and its page read."""

from datetime import date

from django.http import Http404

from housing_alerts.duties import selectors as duties
from housing_alerts.duties.models import CalendarAddress, DutyQuerySet
from housing_alerts.staff.models import Colleague

MOST = 500
"""More deadlines than these nobody keeps in a calendar."""


def address_of(colleague: Colleague) -> CalendarAddress | None:
    """Return the colleague's address, where one stands."""
    return CalendarAddress.objects.filter(colleague=colleague).first()


def address(token_digest: str) -> CalendarAddress:
    """Return the address of that token. :raises Http404: where it was revoked, never was, or the account is closed."""
    standing = CalendarAddress.objects.select_related("colleague")
    found = standing.filter(token_digest=token_digest, colleague__is_active=True).first()
    if found is None:
        raise Http404
    return found


def deadlines(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties of the colleague that are due on a day, the first day first."""
    return duties.deadlines(colleague, on=on).order_by("due_on", "pk")[:MOST]
