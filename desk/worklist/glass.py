"""What the only Data Protection Officer opened by break glass, for the Leadership Team to review (P11a)."""

from collections.abc import Iterable

from django.urls import reverse

from housing_alerts.customers import selectors as customers
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row


def rows(colleague: Colleague) -> Iterable[Row]:
    """P11a Return what waits for the colleague, by the file's reference alone."""
    for access in customers.unreviewed_of_the_only_officer(colleague)[:MOST]:
        url = reverse("customers:emergency_access_review", args=[access.pk])
        about = f"{access.colleague} broke glass on {show_date(access.opened_at)}"
        yield Row(access.customer.reference, url, about, "Review it", "orange")
