"""Colleagues to ask how they are after an incident (§2)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from alerts.models import WelfareCheck
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row


def rows(colleague: Colleague, today: date) -> Iterable[Row]:
    """P2 Return whom the colleague is to ask; for a Lead, also what is overdue in their areas, or nobody's to ask."""
    theirs = Q(colleague__line_manager=colleague)
    if colleague.holds(Role.OPERATIONAL_LEAD):
        here = Q(colleague__line_manager__is_active=True)
        theirs |= Q(due_on__lt=today) | ~here
    waiting = WelfareCheck.objects.waiting().visible_to(colleague).filter(theirs).exclude(colleague=colleague)
    for check in waiting.select_related("incident__service_area", "colleague__line_manager")[:MOST]:
        overdue = check.overdue(on=today)
        yield Row(
            f"{check.incident.reference}, {show_date(check.incident.occurred_at)}. {check.asks} asks",
            reverse("alerts:incident_welfare", args=[check.incident.reference, check.pk]),
            str(check),
            f"Overdue since {show_date(check.due_on)}" if overdue else f"Ask by {show_date(check.due_on)}",
            "red" if overdue else "orange",
        )
