"""Roles that were asked for or given lately: each Head of Service is told (§6)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Grant

from .rows import MOST, Row

LATELY = timedelta(days=28)


def rows(today: date) -> Iterable[Row]:
    """P6 Return what waits for confirmation, and what was confirmed in the last four weeks."""
    told = Q(answered_at__isnull=True) | Q(confirmed=True, answered_at__date__gte=today - LATELY)
    grants = Grant.objects.filter(told).select_related("colleague", "area", "created_by", "answered_by")
    for grant in grants.prefetch_related("colleague__areas")[:MOST]:
        asked = f"Asked for by {grant.created_by} on {show_date(grant.created_at)}"
        due, colour = "Waits for confirmation", "orange"
        if grant.confirmed:
            due, colour = f"Confirmed by {grant.answered_by}", "grey"
        yield Row(asked, reverse("staff:grants"), str(grant), due, colour)
