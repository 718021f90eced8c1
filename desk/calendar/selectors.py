"""Select the rows of the calendar and of its page."""

from datetime import date

from django.http import Http404

from housing_alerts.duties import selectors as duties
from housing_alerts.duties.models import CalendarAddress, DutyQuerySet
from housing_alerts.staff.models import Colleague

MOST = 500
"""The most deadlines that a calendar shows. Nobody keeps more in one."""


def address_of(colleague: Colleague) -> CalendarAddress | None:
    """Return the colleague's address, or none."""
    return CalendarAddress.objects.filter(colleague=colleague).first()


def address(token_digest: str) -> CalendarAddress:
    """Return the address of that token.

    :raises Http404: where it was revoked, never existed, or belongs to a closed account.
    """
    standing = CalendarAddress.objects.select_related("colleague")
    found = standing.filter(token_digest=token_digest, colleague__is_active=True).first()
    if found is None:
        raise Http404
    return found


def deadlines(colleague: Colleague, *, on: date) -> DutyQuerySet:
    """Return the duties of the colleague that have a due day, the earliest first."""
    return duties.deadlines(colleague, on=on).order_by("due_on", "pk")[:MOST]
