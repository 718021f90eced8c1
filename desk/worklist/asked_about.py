"""The alerts whose person has died or left, or whose property was let again: whoever is responsible is asked (§8)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from alerts.alert.departures import departed
from alerts.choices import Departure, ReviewStatus
from alerts.models import Alert
from housing_alerts.staff.models import Colleague


def rows(colleague: Colleague, *, today: date) -> Iterator[tuple[str, str, str, str, str]]:
    """P8a For a Lead, in their areas or where they are responsible: label, link, about, why, colour of a worklist's row."""
    theirs = Q(service_area__in=colleague.area_ids) | Q(responsible_lead=colleague)
    asked = departed(Alert.objects.visible_to(colleague).filter(theirs), on=today)
    asked = (
        asked.select_related("customer", "asset", "type").prefetch_related("reviews").order_by("effective_from", "pk")
    )
    for alert in asked:
        why = Departure(alert.departure).label  # type: ignore[attr-defined]
        about = f"{alert.subject}, {alert.type}"
        yield alert.reference, _where_to_review(alert), about, f"{why}: review", "orange"


def _where_to_review(alert: Alert) -> str:
    """The review that is open, or the page that opens one."""
    running = next((review for review in alert.reviews.all() if review.status == ReviewStatus.OPEN), None)
    if running:
        return reverse("alerts:review", args=[running.reference])
    return reverse("alerts:alert_review", args=[alert.reference])
